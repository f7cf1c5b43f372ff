/**
 * The coverage answer by NIK, by KPJ and by name with birth date in a registry of a million participants (BENCH_ROWS says
 * otherwise): median and 95th percentile in milliseconds, one question at a time.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LocalDate } from '#libs/local-date'
import { Contributions } from '../../src/membership/contributions.service.js'
import { Coverage, type CoverageKey } from '../../src/membership/coverage.service.js'
import { ImportWords } from '../../src/membership/import-words.js'
import { ParticipantImport } from '../../src/membership/participant-import.service.js'
import { Sponsors } from '../../src/membership/sponsors.service.js'
import { lifecycleSteps } from '../../src/operations/lifecycle-steps.js'
import { paserCohort } from '../../src/operations/story/paser-cohort.js'
import { SystemClock } from '../../src/platform/clock/clock.js'
import { createDatabase, embeddedDatabase } from '../../src/platform/database/database-settings.js'
import { startEmbeddedPostgres } from '../../src/platform/database/embedded-postgres.js'
import { migrate } from '../../src/platform/database/migrate.js'
import { Sql } from '../../src/platform/database/sql.js'
import { LawInForce } from '../../src/platform/law-loader/law-in-force.js'
import { parseLocalDate } from '#libs/local-date'
import { personalDataOn } from '../support/personal-data.js'

const ROWS = Number(process.env.BENCH_ROWS ?? 1_000_000)
const QUESTIONS = 200
const folder = await mkdtemp(join(tmpdir(), 'santun-bench-'))
const server = await startEmbeddedPostgres({ dataFolder: join(folder, 'postgres') })
await createDatabase(server, 'registry')
const database = embeddedDatabase(server.socketFolder, 'registry')
await migrate(database, lifecycleSteps)
const sql = new Sql(database.application, 4)
const clock = new SystemClock()
const law = new LawInForce()
const personal = personalDataOn(sql, clock)

async function fill(): Promise<void> {
  const cohort = { code: 'A', name: 'A' }
  const cohortId = await new Sponsors(sql, clock).ensureCohort({ code: 'S', name: 'S', fund: 'APBD', cohort })
  const lines = paserCohort({ count: ROWS })
  await new ParticipantImport(sql, clock, new ImportWords(), personal).run({
    source: lines,
    fileName: 'bench.csv',
    cohortId,
    by: 'bench',
  })
  const months = { cohortId, firstMonth: parseLocalDate('2022-10-01'), months: 12 }
  const contributions = new Contributions(sql, clock, law)
  await contributions.billCohort(months)
  await contributions.payCohort(months, parseLocalDate('2022-10-01'))
}

async function ask(keys: readonly CoverageKey[]): Promise<string> {
  const coverage = new Coverage(sql, clock, law, personal)
  const times: number[] = []
  for (const key of keys) {
    const started = performance.now()
    await coverage.answer(key, '2022-12-11').catch(() => undefined)
    times.push(performance.now() - started)
  }
  times.sort((a, b) => a - b)
  const at = (share: number) => (times[Math.floor(times.length * share)] ?? 0).toFixed(1)
  return `median ${at(0.5)} ms, p95 ${at(0.95)} ms`
}

try {
  await fill()
  const rows = await sql.rows<{ identity: string; kpj: string; name: string; birthDate: LocalDate }>(
    `select p.identity, m.kpj, p.name, p.birth_date as "birthDate" from participant p join membership m on m.participant_id = p.id
     where p.id % ${Math.max(1, Math.floor(ROWS / QUESTIONS))} = 0`,
  )
  const people = await personal.reveal(rows, { identity: 'participant.identity' })
  console.log(`${ROWS} participants`)
  console.log(
    `  by NIK                  ${await ask(people.map(({ identity }) => ({ nik: identity[0] ?? '' })))}`,
  )
  console.log(`  by KPJ                  ${await ask(people.map(({ kpj }) => ({ kpj })))}`)
  console.log(
    `  by name and birth date  ${await ask(people.map(({ name, birthDate }) => ({ name, birthDate })))}`,
  )
} finally {
  await sql.onApplicationShutdown()
  await server.stop()
  await rm(folder, { recursive: true, force: true })
}
