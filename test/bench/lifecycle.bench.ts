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
import { PersonalData } from '../../src/platform/personal-data/personal-data.service.js'
import { StaffAccounts } from '../../src/staff/staff-accounts.service.js'
import { Sql } from '../../src/platform/database/sql.js'
import { WebModule } from '../../src/web.module.js'
import { WorkerModule } from '../../src/worker.module.js'
import { createFloorTables, floorA, floorB } from './floors.js'
import { HttpClaimMill } from './claim-mill-http.js'
import { ClaimMill } from './claim-mill.js'
import { type Contender, Race } from './race.js'

const WARM_UP_SECONDS = 1

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
  gateOnly.get(PersonalData, { strict: false }),
  gateOnly.get(OwnerSql),
)

const race = new Race(pool)
const floors: Contender[] = [
  { name: 'FLOOR-A', run: () => floorA(pool) },
  { name: 'FLOOR-B', run: (waits) => floorB(pool, waits) },
]

try {
  // A database that has lived for a while: rows of every kind, and a planner that knows of them.
  await race.rate(() => mill.lifecycle(SYSTEM), 16, WARM_UP_SECONDS)
  await pool.query('analyze')
  await race.run('Lifecycles in process: one claim created and seven transitions', 'FLOOR-A', [
    ...floors,
    { name: 'gate', run: () => mill.lifecycle(SYSTEM) },
  ])
  const http = await HttpClaimMill.open(
    database,
    gateOnly.get(StaffAccounts, { strict: false }),
    gateOnly.get(Sql),
    gateOnly.get(ClaimLifecycle, { strict: false }),
  )
  await race.rate(() => http.lifecycle([]), 16, WARM_UP_SECONDS)
  const overHttp = await race.run(
    'Lifecycles over HTTP, signed in, validated: the client runs on the same processors',
    'FLOOR-B',
    [...floors, { name: 'API', run: (waits) => http.lifecycle(waits) }],
  )
  await http.close()
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
    worker.get(PersonalData, { strict: false }),
    worker.get(OwnerSql),
  )
  const queues = process.env.REDIS_URL ? 'Redis' : 'PostgreSQL'
  await race.rate(() => withWorkers.lifecycleWithWorkers([]), 16, WARM_UP_SECONDS)
  const worked = await race.run(
    `With the product's workers on ${queues}: the second and the last step are theirs`,
    'FLOOR-B',
    [...floors, { name: 'gate and workers', run: (waits) => withWorkers.lifecycleWithWorkers(waits) }],
  )
  for (const [inFlight, wait] of worked)
    console.log(
      `  ${inFlight} in flight: the worker's step ÷ a person's over HTTP, p95: ${(wait / (overHttp.get(inFlight) ?? wait)).toFixed(1)}`,
    )
  await worker.close()
} finally {
  // BullMQ's own connections end a moment after their application.
  await new Promise((resolve) => setTimeout(resolve, 500))
  await pool.end()
  await server.stop()
  await rm(folder, { recursive: true, force: true })
}
