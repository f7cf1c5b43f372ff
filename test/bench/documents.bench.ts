/**
 * How many documents a minute go through all checks: photographed cards, family cards and certificates, given, encrypted,
 * checked as the product's worker does it, on a throw-away server with its durability on. SANTUN_CLAMD adds a virus scanner.
 */
import 'reflect-metadata'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { CheckDocumentsProcessor } from '../../src/documents/check-documents.processor.js'
import { ClamdScanner } from '../../src/documents/checks/clamd-scanner.js'
import { DocumentService } from '../../src/documents/document.service.js'
import { lifecycleSteps } from '../../src/operations/lifecycle-steps.js'
import { SystemClock } from '../../src/platform/clock/clock.js'
import { createDatabase, embeddedDatabase } from '../../src/platform/database/database-settings.js'
import { startEmbeddedPostgres } from '../../src/platform/database/embedded-postgres.js'
import { migrate } from '../../src/platform/database/migrate.js'
import { Sql } from '../../src/platform/database/sql.js'
import { topicRules } from '../../src/platform/queue/topics.js'
import { documentWorker } from '../e2e/documents-desk.js'
import { enlist, openBranch } from '../factories/staff.js'
import { drawDeathCertificate, drawFamilyCard, drawIdentityCard } from '../fixtures/documents/draw-papers.js'
import { inventedFamilies, type PaperFamily } from '../fixtures/documents/people.js'
import { photograph } from '../fixtures/documents/photograph.js'
import { personalDataOn } from '../support/personal-data.js'

const CLAIMS = Number(process.env.BENCH_CLAIMS ?? 20)

const folder = await mkdtemp(join(tmpdir(), 'santun-bench-'))
const server = await startEmbeddedPostgres({ dataFolder: join(folder, 'postgres') })
await createDatabase(server, 'bench')
const database = embeddedDatabase(server.socketFolder, 'bench')
await migrate(database, lifecycleSteps)
const clock = new SystemClock()
const scanner = process.env.SANTUN_CLAMD ? ClamdScanner.at(process.env.SANTUN_CLAMD) : undefined
const worker = await documentWorker(database.application, clock, join(folder, 'documents'), { scanner })
const sql = worker.get(Sql)
const documents = worker.get(DocumentService, { strict: false })
const processor = worker.get(CheckDocumentsProcessor, { strict: false })

interface Papers {
  family: PaperFamily
  photos: readonly [code: string, content: Buffer][]
}

/** Every family has papers of its own, filled in on the same forms. */
async function photosOf(family: PaperFamily): Promise<Papers> {
  const [, heir] = family.members
  if (!heir) throw new Error('A family without an heir brings no claim.')
  const papers: [string, Promise<Buffer>][] = [
    ['KTP_AHLI_WARIS', drawIdentityCard(heir)],
    ['KK', drawFamilyCard(family)],
    ['AKTA_KEMATIAN', drawDeathCertificate(family)],
  ]
  const photos = papers.map(async ([code, paper]): Promise<[string, Buffer]> => [
    code,
    await photograph(await paper, 'photographed'),
  ])
  return { family, photos: await Promise.all(photos) }
}

async function openClaim(branchId: string, { members, death }: PaperFamily, number: number): Promise<string> {
  const answers = {
    claimant: { name: members[1]?.name, relation: 'spouse' },
    event: { deathDate: death.date },
  }
  const claimId = randomUUID()
  const personal = personalDataOn(sql)
  const { seals, key } = personal.ofNewClaim(claimId)
  const nik = members[0]?.nik ?? ''
  await sql.rows(
    `insert into claim (id, number, type, branch_id, participant_nik, participant_nik_index, participant_name, event_date, answers, created_by, created_at, moved_at)
     values ($1, $2, 'jkm_death', $3, $4, $5, $6, $7, $8, 'party', $9, $9)`,
    [
      claimId,
      `JKM-UKR-2603-${String(number).padStart(6, '0')}`,
      branchId,
      seals.text('claim.participant_nik', nik),
      await personal.indexOf('nik', nik),
      members[0]?.name,
      death.date,
      JSON.stringify(answers),
      clock.now(),
    ],
  )
  await sql.rows(
    'insert into claim_data_key (claim_id, master_key, wrapped, created_at) values ($1, $2, $3, $4)',
    [claimId, key.masterKey, key.wrapped, clock.now()],
  )
  return claimId
}

async function giveAll(papers: readonly Papers[]): Promise<number> {
  const officer = {
    id: '00000000-0000-4000-8000-000000000001',
    role: 'officer' as const,
    branchId: await openBranch(database),
  }
  await enlist(database, [officer])
  let given = 0
  for (const [number, { family, photos }] of papers.entries()) {
    const claimId = await openClaim(officer.branchId, family, number)
    for (const [code, content] of photos) {
      await documents.receive(claimId, { code, name: 'foto.jpg', content }, officer)
      given++
    }
  }
  return given
}

async function checkAll(): Promise<void> {
  const waiting = await sql.rows<{ id: string }>(
    "select id from outbox where topic = 'documents.check' order by due_at, id",
  )
  const lane = async (): Promise<void> => {
    for (let message = waiting.shift(); message; message = waiting.shift()) {
      await processor.process({ data: { outboxIds: [message.id] } })
    }
  }
  await Promise.all(Array.from({ length: topicRules['documents.check'].concurrency }, lane))
}

const papers = await Promise.all(inventedFamilies(CLAIMS).map(photosOf))
const started = performance.now()
const given = await giveAll(papers)
const received = performance.now()
await checkAll()
const checked = performance.now()
const perMinute = (milliseconds: number): string => ((given * 60_000) / milliseconds).toFixed(0)
console.log(`${given} photographed documents on ${CLAIMS} claims, ${availableParallelism()} cores`)
console.log(`received and encrypted: ${perMinute(received - started)} a minute`)
console.log(`through all checks:     ${perMinute(checked - received)} a minute`)
const outcomes = await sql.rows<{ kind: string; outcome: string; count: number }>(
  'select kind, outcome, count(*)::int as count from document_check group by kind, outcome order by kind, outcome',
)
for (const { kind, outcome, count } of outcomes)
  console.log(`  ${kind.padEnd(8)} ${outcome.padEnd(12)} ${count}`)
console.log(`largest memory of the worker: ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`)
await worker.close()
await server.stop()
await rm(folder, { recursive: true, force: true })
