/**
 * How many documents a minute go through all checks: photographed cards, family cards and certificates, given, encrypted,
 * checked as the product's worker does it, on a throw-away server with its durability on. SANTUN_CLAMD adds a virus scanner.
 */
import 'reflect-metadata'
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
import { families, type PaperFamily } from '../fixtures/documents/people.js'
import { photograph } from '../fixtures/documents/photograph.js'
import { sealedForm } from '../support/personal-data.js'

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

/** Drawn once: the photos of a claim differ from those of another by what follows their end. */
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
  const [claim] = await sql.rows<{ id: string }>(
    `insert into claim (number, type, branch_id, participant_nik, participant_nik_index, participant_name, event_date, answers, created_by, created_at, moved_at)
     values ($1, 'jkm_death', $2, $3, decode(md5($3), 'hex'), $4, $5, $6, 'party', $7, $7) returning id`,
    [
      `JKM-UKR-2603-${String(number).padStart(6, '0')}`,
      branchId,
      sealedForm(members[0]?.nik ?? ''),
      members[0]?.name,
      death.date,
      JSON.stringify(answers),
      clock.now(),
    ],
  )
  return claim?.id ?? ''
}

async function giveAll(): Promise<number> {
  const officer = {
    id: '00000000-0000-4000-8000-000000000001',
    role: 'officer' as const,
    branchId: await openBranch(database),
  }
  await enlist(database, [officer])
  const papers = await Promise.all(families.map(photosOf))
  let given = 0
  for (let number = 0; number < CLAIMS; number++) {
    const chosen = papers[number % papers.length]
    if (!chosen) continue
    const claimId = await openClaim(officer.branchId, chosen.family, number)
    for (const [code, photo] of chosen.photos) {
      const content = Buffer.concat([photo, Buffer.from(String(number))])
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

const started = performance.now()
const given = await giveAll()
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
