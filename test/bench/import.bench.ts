/**
 * The import next to psql's `\\copy` of the same rows, in one run on one throw-away server with its durability on. The
 * import reads a file, checks and seals every row, compares it with the registry and writes two tables, participants and
 * memberships. Next to it stands `\\copy` of rows that are ready: into two tables with the same keys and indexes as the
 * registry's, into one table with its two unique numbers, and into one table without any. Prints ratios.
 */
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { finished, pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import pg from 'pg'
import { lifecycleSteps } from '../../src/operations/lifecycle-steps.js'
import { PASER_WORKERS, paserCohort } from '../../src/operations/story/paser-cohort.js'
import {
  createDatabase,
  embeddedDatabase,
  poolOptions,
} from '../../src/platform/database/database-settings.js'
import { startEmbeddedPostgres } from '../../src/platform/database/embedded-postgres.js'
import { migrate } from '../../src/platform/database/migrate.js'

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3)
const SIZES = (process.env.BENCH_ROWS ?? `${PASER_WORKERS},1000000`).split(',').map(Number)
const BARE = `nik text, kpj text, name text, birth_date date, sex text, segment text, occupation text, area_code text,
  membership_start date, reported_income bigint, phone text`
const UNIQUE = `${BARE}, unique (nik), unique (kpj)`
/** The keys of the registry, with the clear NIK in the place of its index and its sealed text. */
const PERSON = `id bigint primary key, nik text not null unique, name text not null, birth_date date not null, sex text not null,
  occupation text not null, area_code text not null, phone text, batch_id bigint not null, recorded_at timestamptz not null`
const CARD = `participant_id bigint not null, kpj text not null, cohort_id uuid, segment text not null, started_on date not null,
  reported_income bigint, income_since date not null, enrolled_batch_id bigint not null, batch_id bigint not null,
  recorded_at timestamptz not null, unique nulls not distinct (kpj, cohort_id)`
const INDEXES = `create index on person using gin ((array[birth_date])); create index on card (participant_id);
  create index on card using brin (enrolled_batch_id)`

const run = promisify(execFile)
const importOnce = fileURLToPath(new URL('import-once.ts', import.meta.url))
const folder = await mkdtemp(join(tmpdir(), 'santun-bench-'))
const server = await startEmbeddedPostgres({ dataFolder: join(folder, 'postgres') })
await createDatabase(server, 'empty')
await migrate(embeddedDatabase(server.socketFolder, 'empty'), lifecycleSteps)

async function onServer(sql: string): Promise<void> {
  const client = new pg.Client(poolOptions(embeddedDatabase(server.socketFolder, 'postgres').owner))
  await client.connect()
  await client.query(sql)
  await client.end()
}

/** Milliseconds that one psql takes for its commands. */
async function psql(commands: readonly string[]): Promise<number> {
  const { user } = embeddedDatabase(server.socketFolder, 'postgres').owner
  const started = performance.now()
  await run('psql', [
    ...['-q', '-h', server.socketFolder, '-U', user, '-d', 'postgres'],
    ...commands.flatMap((command) => ['-c', command]),
  ])
  return performance.now() - started
}

async function copy(file: string, columns: string): Promise<number> {
  await onServer(`create table copied (${columns})`)
  const milliseconds = await psql([`\\copy copied from '${file}' (format csv, header)`])
  await onServer('drop table copied; checkpoint')
  return milliseconds
}

/** The rows of a file cut into the two tables beforehand; the copy of both is one transaction, as the import is. */
async function copyTwo(file: string): Promise<number> {
  await onServer(`create table person (${PERSON}); create table card (${CARD}); ${INDEXES}`)
  const copies = ['person', 'card'].map((table) => `\\copy ${table} from '${file}.${table}' (format csv)`)
  const milliseconds = await psql(['begin', ...copies, 'commit'])
  await onServer('drop table person, card; checkpoint')
  return milliseconds
}

async function cutInTwo(file: string): Promise<void> {
  const now = '2022-10-01T00:00:00Z'
  const [person, card] = [createWriteStream(`${file}.person`), createWriteStream(`${file}.card`)]
  let id = 0
  for await (const line of createInterface(createReadStream(file))) {
    if (id > 0) {
      const [nik, kpj, name, born, sex, segment, work, area, start, income, phone] = line.split(',')
      if (!person.write(`${id},${nik},${name},${born},${sex},${work},${area},${phone},1,${now}\n`))
        await once(person, 'drain')
      if (!card.write(`${id},${kpj},,${segment},${start},${income},${start},1,1,${now}\n`))
        await once(card, 'drain')
    }
    id += 1
  }
  await Promise.all([person, card].map((each) => finished(each.end())))
}

async function importIt(file: string): Promise<{ milliseconds: number; peak: number }> {
  await onServer('create database once template empty')
  // As `npm run santun` starts the command line.
  const flags = ['--max-semi-space-size=4']
  const { stdout } = await run(process.execPath, [
    ...flags,
    ...[importOnce, small, file, server.socketFolder, 'once'],
  ])
  await onServer('drop database once with (force)')
  await onServer('checkpoint')
  return JSON.parse(stdout) as { milliseconds: number; peak: number }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}

const small = join(folder, 'small.csv')
await pipeline(paserCohort({ count: 20_000, seed: 1 }), createWriteStream(small))

try {
  for (const count of SIZES) {
    const file = join(folder, `${count}.csv`)
    await pipeline(paserCohort({ count }), createWriteStream(file))
    await cutInTwo(file)
    const [bare, unique, two, imported, peaks]: number[][] = [[], [], [], [], []]
    for (let round = 0; round < ROUNDS; round += 1) {
      bare?.push(await copy(file, BARE))
      unique?.push(await copy(file, UNIQUE))
      two?.push(await copyTwo(file))
      const { milliseconds, peak } = await importIt(file)
      imported?.push(milliseconds)
      peaks?.push(peak)
    }
    const own = median(imported ?? [])
    const told = (name: string, times: readonly number[] = []): string => {
      const milliseconds = median(times)
      return `  ${name.padEnd(30)} ${milliseconds.toFixed(0)} ms   ratio ${(milliseconds / own).toFixed(2)}`
    }
    console.log(`\n${count} rows, ${ROUNDS} rounds, medians`)
    const peak = median(peaks ?? []).toFixed(0)
    console.log(`  ${'import'.padEnd(30)} ${own.toFixed(0)} ms, peak memory ${peak} MB`)
    console.log(told('\\copy, two tables, same keys', two))
    console.log(told('\\copy, one table, two unique', unique))
    console.log(told('\\copy, one table, no key', bare))
  }
} finally {
  await server.stop()
  await rm(folder, { recursive: true, force: true })
}
