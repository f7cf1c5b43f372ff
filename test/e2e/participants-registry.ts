import { parseLocalDate } from '#libs/local-date'
import { columnHeadings, participantColumns } from '#libs/participant-row'
import { Contributions } from '../../src/membership/contributions.service.js'
import { CoverageDifferences } from '../../src/membership/coverage-differences.service.js'
import { CoverageNotices } from '../../src/membership/coverage-notices.service.js'
import { CoverageWatch } from '../../src/membership/coverage-watch.service.js'
import { Coverage } from '../../src/membership/coverage.service.js'
import { Employers } from '../../src/membership/employers.service.js'
import { ImportHeadings } from '../../src/membership/import-headings.service.js'
import { ImportUndo } from '../../src/membership/import-undo.service.js'
import { ImportWords } from '../../src/membership/import-words.js'
import {
  type ImportReport,
  type ImportRequest,
  ParticipantImport,
} from '../../src/membership/participant-import.service.js'
import { RefusedRows } from '../../src/membership/refused-rows.query.js'
import { SponsorReports } from '../../src/membership/sponsor-report.query.js'
import { Sponsors } from '../../src/membership/sponsors.service.js'
import { Clock } from '../../src/platform/clock/clock.js'
import { Sql } from '../../src/platform/database/sql.js'
import { LawInForce } from '../../src/platform/law-loader/law-in-force.js'
import type { PersonalData } from '../../src/platform/personal-data/personal-data.service.js'
import { personalDataOn, sealedForm } from '../support/personal-data.js'
import { createTestDatabase, type TestDatabase } from '../support/test-database.js'

const header = participantColumns.map((column) => columnHeadings[column][0])

const FIRST_DAY = '2022-10-01T01:00:00.000Z'

/** A clock that a test may also set back, for the next test. */
class SetClock extends Clock {
  private instant = FIRST_DAY
  now(): string {
    return this.instant
  }
  moveTo(instant: string): void {
    this.instant = instant
  }
  notBefore(): void {
    // Nothing here wakes up before its time.
  }
}

/** The registry on a database of its own, as of October 2022. */
export class TestRegistry {
  readonly clock = new SetClock()
  readonly sql: Sql
  readonly import: ParticipantImport
  readonly refused: RefusedRows
  readonly sponsors: Sponsors
  readonly contributions: Contributions
  readonly coverage: Coverage
  readonly undo: ImportUndo
  readonly headings: ImportHeadings
  readonly employers: Employers
  readonly differences: CoverageDifferences
  readonly watch: CoverageWatch
  readonly notices: CoverageNotices
  readonly reports: SponsorReports
  readonly personal: PersonalData

  private constructor(readonly database: TestDatabase) {
    const words = new ImportWords()
    const law = new LawInForce()
    this.sql = new Sql(database.application, 4)
    this.personal = personalDataOn(this.sql, this.clock)
    this.import = new ParticipantImport(this.sql, this.clock, words, this.personal)
    this.refused = new RefusedRows(this.sql, words, this.personal)
    this.sponsors = new Sponsors(this.sql, this.clock)
    this.contributions = new Contributions(this.sql, this.clock, law)
    this.coverage = new Coverage(this.sql, this.clock, law, this.personal)
    this.undo = new ImportUndo(this.sql, this.clock, words)
    this.headings = new ImportHeadings(this.sql, this.clock, words)
    this.employers = new Employers(this.sql, this.clock, law)
    this.differences = new CoverageDifferences(this.sql, this.clock, this.coverage, this.personal)
    this.watch = new CoverageWatch(this.sql, this.clock)
    this.notices = new CoverageNotices(this.sql, this.clock, this.watch, words, this.personal)
    this.reports = new SponsorReports(this.sql)
  }

  static async open(): Promise<TestRegistry> {
    return new TestRegistry(await createTestDatabase())
  }

  async close(): Promise<void> {
    await this.sql.onApplicationShutdown()
    await this.database.drop()
  }

  /** Empties the registry and sets the clock back, so that tests of one file share a database. */
  async clear(): Promise<void> {
    const owner = new Sql(this.database.owner, 1)
    await owner.rows(`truncate participant, membership, participant_past, membership_past, contribution, import_finding,
      import_batch, import_heading, coverage_notice, participation_card, employer_month, employment, employer_risk_group, employer, cohort,
      sponsor restart identity`)
    await owner.onApplicationShutdown()
    this.clock.moveTo(FIRST_DAY)
  }

  /** The login that owns the schema; to be closed by who asked. */
  asOwner(): Sql {
    return new Sql(this.database.owner, 1)
  }

  /** A draft on the participant with what the registry says today, as intake keeps it. */
  async openClaim(index: number, eventDate: string): Promise<string> {
    const owner = new Sql(this.database.owner, 1)
    const coverage = JSON.stringify(await this.coverage.snapshot(nikOf(index), eventDate))
    const [claim] = await owner.rows<{ id: string }>(
      `with b as (insert into branch (code, name, zone, phone) values (gen_random_uuid()::text, 'Cabang uji', 'Asia/Makassar', '0') returning id)
       insert into claim (number, type, branch_id, participant_nik, participant_nik_index, event_date, coverage, created_by, created_at, moved_at)
       select 'T-' || gen_random_uuid(), 'jkm_death', id, $1, $5, $2, $3::jsonb, 'staff:rina', $4, $4 from b returning id`,
      [
        sealedForm(nikOf(index)),
        eventDate,
        coverage,
        this.clock.now(),
        await this.personal.indexOf('nik', nikOf(index)),
      ],
    )
    await owner.onApplicationShutdown()
    if (!claim) throw new Error('no claim was opened')
    return claim.id
  }

  cohort(code = 'PR-2022'): Promise<string> {
    return this.sponsors.ensureCohort({
      code: 'APBD-6401',
      name: 'Pemerintah Kabupaten Paser',
      fund: 'APBD',
      cohort: { code, name: `Pekerja rentan ${code}` },
    })
  }

  /** Imports a file given as text, as bytes, or as rows under the header of the template. */
  send(file: string | Buffer | readonly Row[], request: Partial<ImportRequest> = {}): Promise<ImportReport> {
    const content = typeof file === 'string' || Buffer.isBuffer(file) ? file : csv(file)
    return this.import.run({
      source: inPieces(content),
      fileName: 'peserta.csv',
      cohortId: null,
      by: 'staff:rina',
      acceptRefusals: 'Berkas uji',
      ...request,
    })
  }

  count(
    table: 'participant' | 'membership' | 'import_batch' | 'participant_past' | 'membership_past',
  ): Promise<number> {
    return this.sql
      .rows<{ n: number }>(`select count(*)::int as n from ${table}`)
      .then(([row]) => row?.n ?? -1)
  }

  async refusedCsv(report: ImportReport): Promise<string> {
    const pieces: string[] = []
    for await (const piece of this.refused.csv(report.batchId)) pieces.push(piece)
    return pieces.join('')
  }
}

export interface Row {
  nik: string
  kpj: string
  name?: string
  birthDate?: string
  sex?: string
  segment?: string
  occupation?: string
  area?: string
  start?: string
  income?: string
  phone?: string
}

/** Ten valid NIKs born on 17 August 1980 and their KPJs. */
export const nikOf = (index: number): string => `640104170880${9001 + index}`
export const kpjOf = (index: number): string => String(99_000_000_001 + index)

export function aRow(index: number, changes: Partial<Row> = {}): Row {
  return { nik: nikOf(index), kpj: kpjOf(index), ...changes }
}

export function csv(rows: readonly Row[], separator = ','): string {
  const lines = rows.map((row) =>
    [
      row.nik,
      row.kpj,
      row.name ?? 'Abdul Salim',
      row.birthDate ?? '1980-08-17',
      row.sex ?? 'L',
      row.segment ?? 'BPU',
      row.occupation ?? 'petani',
      row.area ?? '6401042001',
      row.start ?? '2022-10-01',
      row.income ?? '',
      row.phone ?? '',
    ].join(separator),
  )
  return [header.join(separator), ...lines, ''].join('\n')
}

/** Small pieces, so that lines and characters are cut in the middle as a network cuts them. */
async function* inPieces(content: string | Buffer): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(content)
  const size = bytes.length > 100_000 ? 50_021 : 37
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
  await Promise.resolve()
}

export const october = parseLocalDate('2022-10-01')
