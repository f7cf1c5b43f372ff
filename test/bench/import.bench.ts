/**
 * The import next to COPY of the same rows, in one run on one throw-away server with its durability on: COPY into a bare
 * table, COPY into a table with the registry's two unique numbers, and the product's import, which also checks every
 * row, compares it with the registry and writes participants, memberships and findings. Prints ratios.
 */
import { execFile } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
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

/** Milliseconds that `\\copy` of psql takes for the file into a new table. */
async function copy(file: string, columns: string): Promise<number> {
  await onServer(`create table copied (${columns})`)
  const { user } = embeddedDatabase(server.socketFolder, 'postgres').owner
  const command = `\\copy copied from '${file}' (format csv, header)`
  const started = performance.now()
  await run('psql', ['-q', '-h', server.socketFolder, '-U', user, '-d', 'postgres', '-c', command])
  const milliseconds = performance.now() - started
  await onServer('drop table copied')
  return milliseconds
}

async function importIt(file: string): Promise<{ milliseconds: number; peak: number }> {
  await onServer('create database once template empty')
  const { stdout } = await run(process.execPath, [importOnce, small, file, server.socketFolder, 'once'])
  await onServer('drop database once with (force)')
  return JSON.parse(stdout) as { milliseconds: number; peak: number }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}

const small = join(folder, 'small.csv')
await pipeline(paserCohort({ count: 2000, seed: 1 }), createWriteStream(small))

try {
  for (const count of SIZES) {
    const file = join(folder, `${count}.csv`)
    await pipeline(paserCohort({ count }), createWriteStream(file))
    const [bare, unique, imported, peaks]: number[][] = [[], [], [], []]
    for (let round = 0; round < ROUNDS; round += 1) {
      bare?.push(await copy(file, BARE))
      unique?.push(await copy(file, UNIQUE))
      const { milliseconds, peak } = await importIt(file)
      imported?.push(milliseconds)
      peaks?.push(peak)
    }
    const [own, withUnique, without] = [median(imported ?? []), median(unique ?? []), median(bare ?? [])]
    console.log(`\n${count} rows, ${ROUNDS} rounds, medians`)
    console.log(
      `  import               ${own.toFixed(0)} ms, peak memory ${median(peaks ?? []).toFixed(0)} MB`,
    )
    console.log(`  COPY, two unique     ${withUnique.toFixed(0)} ms   ratio ${(withUnique / own).toFixed(2)}`)
    console.log(`  COPY, no constraint  ${without.toFixed(0)} ms   ratio ${(without / own).toFixed(2)}`)
  }
} finally {
  await server.stop()
  await rm(folder, { recursive: true, force: true })
}
