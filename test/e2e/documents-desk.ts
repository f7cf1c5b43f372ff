import { randomUUID } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Abstract, Module, type OnModuleInit, type Type } from '@nestjs/common'
import { Test, type TestingModule } from '@nestjs/testing'
import { claimTable, type Role } from '#libs/lifecycle'
import { ClaimFactsParts } from '../../src/claims/claim-facts.port.js'
import { ClaimLifecycle } from '../../src/claims/claim-lifecycle.service.js'
import { ClaimRecordMakers } from '../../src/claims/claim-records.port.js'
import { ClaimsModule } from '../../src/claims/claims.module.js'
import type { Actor } from '../../src/claims/claim-command.port.js'
import { enlist, openBranch } from '../factories/staff.js'
import { CheckDocumentsProcessor } from '../../src/documents/check-documents.processor.js'
import { VirusScanner } from '../../src/documents/checks/virus-scanner.port.js'
import { DocumentChecks } from '../../src/documents/document-checks.service.js'
import { DocumentDecisions } from '../../src/documents/document-decisions.service.js'
import { DocumentService } from '../../src/documents/document.service.js'
import { DocumentsWorkerModule } from '../../src/documents/documents.worker.module.js'
import { DiskDocumentStore } from '../../src/documents/storage/disk-document-store.js'
import { DocumentStore } from '../../src/documents/storage/document-store.port.js'
import { KeyRing } from '../../src/platform/personal-data/key-ring.js'
import { ResumableUploads, UploadFolder } from '../../src/documents/uploads/resumable-uploads.service.js'
import { type Clock, MovedClock } from '../../src/platform/clock/clock.js'
import type { DatabaseSettings } from '../../src/platform/database/database-settings.js'
import { DatabaseModule } from '../../src/platform/database/database.module.js'
import { Sql } from '../../src/platform/database/sql.js'
import { createTestDatabase, type TestDatabase } from '../support/test-database.js'
import { MASTER_KEYS, personalDataOn, sealedForm } from '../support/personal-data.js'

/** A real picture of one pixel; what follows its end makes each one another file. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
export const picture = (mark = ''): Buffer => Buffer.concat([PNG, Buffer.from(mark)])

export { MASTER_KEYS }

/** Answers of the stages that the document stage does not need: nothing is known, nothing is made. */
@Module({ imports: [ClaimsModule] })
class OtherStages implements OnModuleInit {
  constructor(
    private readonly parts: ClaimFactsParts,
    private readonly makers: ClaimRecordMakers,
  ) {}

  onModuleInit(): void {
    for (const name of ['heirs', 'calculation', 'proposal', 'payments'] as const) {
      this.parts.register({ name, sql: "'{}'::jsonb" })
    }
    this.parts.register({ name: 'investigation', sql: `'{"openQuestions": 0}'::jsonb` })
    this.parts.register({ name: 'coverage', sql: `'{"openDifferences": 0}'::jsonb` })
    const records = claimTable.flatMap(({ effects }) =>
      effects.flatMap((e) => (e.kind === 'record' ? [e.record] : [])),
    )
    for (const record of new Set(records)) {
      if (record !== 'checks' && record !== 'reclassification')
        this.makers.register({ record, sql: 'select 1 from moved' })
    }
  }
}

/** The document stage as its worker runs it, on a database and a folder that may be shared with others. */
export async function documentWorker(
  database: DatabaseSettings,
  clock: Clock,
  folder: string,
  { scanner, store, uploadFolder }: DeskParts = {},
): Promise<TestingModule> {
  const module = await Test.createTestingModule({
    imports: [DatabaseModule.for(database, clock), DocumentsWorkerModule, OtherStages],
  })
    .overrideProvider(KeyRing)
    .useValue(KeyRing.parse(MASTER_KEYS))
    .overrideProvider(DocumentStore)
    .useValue(store ?? new DiskDocumentStore(folder))
    .overrideProvider(UploadFolder)
    .useValue({ path: uploadFolder ?? join(folder, 'uploads') })
    .overrideProvider(VirusScanner)
    .useValue(scanner)
    .compile()
  return module.init()
}

export interface OpenDraft {
  claimId: string
  heir: Actor
}

/** What a test has of its own. */
export interface DeskParts {
  scanner?: VirusScanner
  store?: DocumentStore
  uploadFolder?: string
}

/** One branch with its staff, a store of its own and the worker's code, on a real database. */
export class DocumentsDesk {
  private constructor(
    readonly database: TestDatabase,
    readonly folder: string,
    readonly clock: MovedClock,
    private readonly module: TestingModule,
    readonly branchId: string,
  ) {}

  static async open(parts: DeskParts = {}): Promise<DocumentsDesk> {
    const database = await createTestDatabase()
    const folder = await mkdtemp(join(tmpdir(), 'santun-documents-'))
    const clock = new MovedClock('2026-03-02T01:00:00.000Z')
    const module = await documentWorker(database.application, clock, folder, parts)
    const desk = new DocumentsDesk(database, folder, clock, module, await openBranch(database))
    const roles = ['officer', 'verifier', 'approver', 'manager', 'auditor', 'releaser'] as const
    const secondApprover = desk.staff('approver', '00000000-0000-4000-8000-00000000000a')
    await enlist(database, [...roles.map((role) => desk.staff(role)), secondApprover])
    return desk
  }

  async close(): Promise<void> {
    await this.module.close()
    await this.database.drop()
    await rm(this.folder, { recursive: true, force: true })
  }

  get sql(): Sql {
    return this.module.get(Sql)
  }
  get documents(): DocumentService {
    return this.module.get(DocumentService)
  }
  get decisions(): DocumentDecisions {
    return this.module.get(DocumentDecisions)
  }
  get<Provider>(token: Type<Provider> | Abstract<Provider>): Provider {
    return this.module.get(token, { strict: false })
  }
  get uploads(): ResumableUploads {
    return this.module.get(ResumableUploads)
  }
  get checks(): DocumentChecks {
    return this.module.get(DocumentChecks)
  }
  get lifecycle(): ClaimLifecycle {
    return this.module.get(ClaimLifecycle)
  }

  staff(
    role: Role,
    id = `00000000-0000-4000-8000-${role
      .padEnd(12, '0')
      .slice(0, 12)
      .replace(/[^0-9a-f]/g, '0')}`,
  ): Actor {
    return { id, role, branchId: this.branchId }
  }

  private next = 0

  async draft(type = 'jkm_death', circumstances: Record<string, boolean> = {}): Promise<OpenDraft> {
    const now = this.clock.now()
    const number = `JKM-PSR-2603-${String(++this.next).padStart(6, '0')}`
    const answers = { claimant: { relation: 'spouse' }, circumstances }
    const nik = `64010101017${String(this.next).padStart(5, '0')}`
    const personal = personalDataOn(this.sql, this.clock)
    const claimId = randomUUID()
    const { seals, key } = personal.ofNewClaim(claimId)
    await this.sql.rows(
      `insert into claim (id, number, type, branch_id, participant_nik, participant_nik_index, participant_name, event_date, answers, coverage, created_by, created_at, moved_at)
       values ($8, $1, $2, $3, $4, $7, 'Peserta Uji', '2026-02-20', $5, '{"participant": {"segment": "BPU"}}', 'party', $6, $6)`,
      [
        number,
        type,
        this.branchId,
        seals.text('claim.participant_nik', nik),
        JSON.stringify(answers),
        now,
        await personal.indexOf('nik', nik),
        claimId,
      ],
    )
    await this.sql.rows(
      'insert into claim_data_key (claim_id, master_key, wrapped, created_at) values ($1, $2, $3, $4)',
      [claimId, key.masterKey, key.wrapped, now],
    )
    const [party] = await this.sql.rows<{ id: string }>(
      `insert into claim_party (claim_id, kind, name, relation, phone, joined_at)
       values ($1, 'heir', 'Ahli Waris Uji', 'spouse', $3, $2) returning id`,
      [claimId, now, sealedForm('+6281200000000')],
    )
    return { claimId, heir: { id: `party:${party?.id}`, role: 'heir', branchId: null } }
  }

  give(
    { claimId, heir }: OpenDraft,
    code: string,
    content: Buffer | AsyncIterable<Uint8Array> = picture(code),
    name = 'foto.png',
  ) {
    return this.documents.receive(claimId, { code, name, content }, heir)
  }

  async submit({ claimId, heir }: OpenDraft): Promise<void> {
    await this.lifecycle.fire(claimId, 'submit', heir, { idempotencyKey: 'submit' })
  }

  /** Does the work of the document workers until none waits; each message is delivered `times` times. */
  async work(times = 1): Promise<void> {
    const processor = this.module.get(CheckDocumentsProcessor, { strict: false })
    for (const { id } of await this.waitingMessages()) {
      for (let time = 0; time < times; time++) {
        if (time > 0)
          await this.sql.rows('update outbox set handled_at = null, attempts = 0 where id = $1', [id])
        await processor.process({ data: { outboxIds: [id] } })
      }
    }
  }

  waitingMessages(): Promise<{ id: string }[]> {
    return this.sql.rows(
      "select id from outbox where topic = 'documents.check' and handled_at is null and gave_up_at is null order by due_at, id",
    )
  }

  async item(claimId: string, code: string) {
    const [item] = await this.sql.rows<{ state: string; defect_code: string | null; necessity: string }>(
      'select state, defect_code, necessity from document_item where claim_id = $1 and code = $2',
      [claimId, code],
    )
    return item
  }

  async outcomesOf(claimId: string): Promise<Record<string, string>> {
    const rows = await this.sql.rows<{ kind: string; outcome: string }>(
      'select kind, outcome from document_check where claim_id = $1',
      [claimId],
    )
    return Object.fromEntries(rows.map(({ kind, outcome }) => [kind, outcome]))
  }

  async stateOf(claimId: string): Promise<string | undefined> {
    const [claim] = await this.sql.rows<{ state: string }>('select state from claim where id = $1', [claimId])
    return claim?.state
  }

  async eventsOf(claimId: string): Promise<string[]> {
    const rows = await this.sql.rows<{ event: string }>(
      'select event from claim_transition where claim_id = $1 order by seq',
      [claimId],
    )
    return rows.map(({ event }) => event)
  }

  /** Names of all files on the disk, below the store's folder. */
  async stored(): Promise<string[]> {
    const entries = await readdir(this.folder, { recursive: true, withFileTypes: true })
    return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  }
}

export const requiredOfWidow = [
  'FORM_JKM',
  'KARTU_PESERTA',
  'KTP_AHLI_WARIS',
  'AKTA_KEMATIAN',
  'KK',
  'SK_AHLI_WARIS',
  'BUKU_NIKAH',
  'REKENING',
]
