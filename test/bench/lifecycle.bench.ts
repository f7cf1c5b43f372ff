/**
 * How many lifecycles a second: the floors, the gate in process, and the gate with the product's workers, side by side in
 * one run on one throw-away server with its durability on. It prints ratios, because machines differ.
 */
import 'reflect-metadata'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { NestFactory } from '@nestjs/core'
import pg from 'pg'
import { ClaimLifecycle } from '../../src/claims/claim-lifecycle.service.js'
import { SYSTEM } from '../../src/claims/claim-command.port.js'
import { WriteLetterProcessor } from '../../src/letters/write-letter.processor.js'
import { lifecycleSteps } from '../../src/operations/lifecycle-steps.js'
import {
  createDatabase,
  embeddedDatabase,
  poolOptions,
} from '../../src/platform/database/database-settings.js'
import { startEmbeddedPostgres } from '../../src/platform/database/embedded-postgres.js'
import { migrate } from '../../src/platform/database/migrate.js'
import { OwnerSql } from '../../src/platform/database/owner-sql.js'
import { Sql } from '../../src/platform/database/sql.js'
import { WebModule } from '../../src/web.module.js'
import { WorkerModule } from '../../src/worker.module.js'
import { createFloorTables, floorA, floorB } from './floors.js'
import { createWebApplication } from '../../src/web-application.js'
import { HttpClaimMill } from './claim-mill-http.js'
import { ClaimMill } from './claim-mill.js'

const SECONDS = Number(process.env.BENCH_SECONDS ?? 5)
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3)
const WARM_UP_SECONDS = 1
const IN_FLIGHT = [1, 16, 64]

type Contender = [name: string, run: () => Promise<void>]

const folder = await mkdtemp(join(tmpdir(), 'santun-bench-'))
const server = await startEmbeddedPostgres({ dataFolder: folder })
await createDatabase(server, 'bench')
const database = embeddedDatabase(server.socketFolder, 'bench')
await migrate(database, lifecycleSteps)
const pool = new pg.Pool({ ...poolOptions(database.owner), max: 16 })
// The server ends before the last idle connection has.
pool.on('error', () => undefined)
await createFloorTables(pool)
const gateOnly = await NestFactory.createApplicationContext(WebModule.for({ database, relay: false }), {
  logger: ['error'],
})
const mill = await ClaimMill.open(
  gateOnly.get(Sql),
  gateOnly.get(ClaimLifecycle, { strict: false }),
  gateOnly.get(OwnerSql),
)

/** Runs one contender for some seconds with so many lifecycles in flight; lifecycles a second. */
async function rate(run: () => Promise<void>, inFlight: number, seconds = SECONDS): Promise<number> {
  const started = performance.now()
  const end = started + seconds * 1000
  let done = 0
  const lane = async (): Promise<void> => {
    while (performance.now() < end) {
      await run()
      done++
    }
  }
  await Promise.all(Array.from({ length: inFlight }, lane))
  return done / ((performance.now() - started) / 1000)
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}

async function compare(title: string, contenders: Contender[]): Promise<void> {
  console.log(`\n${title}`)
  for (const inFlight of IN_FLIGHT) {
    const rates = new Map<string, number[]>(contenders.map(([name]) => [name, []]))
    for (let round = 0; round < ROUNDS; round++) {
      for (const [name, run] of contenders) rates.get(name)?.push(await rate(run, inFlight))
    }
    const [base = 1] = contenders.map(([name]) => median(rates.get(name) ?? []))
    const words = contenders.map(([name]) => {
      const value = median(rates.get(name) ?? [])
      return `${name} ${value.toFixed(0)}/s (${(value / base).toFixed(2)})`
    })
    console.log(`  ${String(inFlight).padStart(2)} in flight: ${words.join(' · ')}`)
  }
}

try {
  // A database that has lived for a while: rows of every kind, and a planner that knows of them.
  await rate(() => mill.lifecycle(SYSTEM), 16, WARM_UP_SECONDS)
  await pool.query('analyze')
  await compare('Lifecycles in process: one claim created and seven transitions', [
    ['FLOOR-A', () => floorA(pool)],
    ['FLOOR-B', () => floorB(pool)],
    ['gate', () => mill.lifecycle(SYSTEM)],
  ])
  const web = await createWebApplication({ database, relay: false, secondFactor: 'offered' })
  const http = await HttpClaimMill.open(
    web,
    gateOnly.get(Sql),
    gateOnly.get(ClaimLifecycle, { strict: false }),
  )
  await compare('Lifecycles over HTTP, signed in, validated: the client runs on the same processors', [
    ['FLOOR-A', () => floorA(pool)],
    ['FLOOR-B', () => floorB(pool)],
    ['API', () => http.lifecycle()],
  ])
  await web.close()
  await gateOnly.close()
  await pool.query('delete from outbox')
  const worker = await NestFactory.createApplicationContext(
    WorkerModule.for({ database, redisUrl: process.env.REDIS_URL }),
    { logger: ['error'] },
  )
  // The workload has no letters: setting one in type takes longer than all the rest.
  await worker.get(WriteLetterProcessor, { strict: false }).worker.pause()
  const withWorkers = await ClaimMill.open(
    worker.get(Sql),
    worker.get(ClaimLifecycle, { strict: false }),
    worker.get(OwnerSql),
  )
  await compare(
    `With the product's workers on ${process.env.REDIS_URL ? 'Redis' : 'PostgreSQL'}: the second and the last step are theirs`,
    [
      ['FLOOR-A', () => floorA(pool)],
      ['gate and workers', () => withWorkers.lifecycleWithWorkers()],
    ],
  )
  await worker.close()
} finally {
  // BullMQ's own connections end a moment after their application.
  await new Promise((resolve) => setTimeout(resolve, 500))
  await pool.end()
  await server.stop()
  await rm(folder, { recursive: true, force: true })
}
