/**
 * The yearly run over very many children: how many a second are invited through the gate, with history, hash chain, guards
 * and messages, next to the same rows written by plain SQL; and whether the memory of the process stays flat.
 */
import 'reflect-metadata'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { NestFactory } from '@nestjs/core'
import pg from 'pg'
import { SYSTEM } from '../../src/claims/claim-command.port.js'
import { lifecycleSteps } from '../../src/operations/lifecycle-steps.js'
import {
  createDatabase,
  embeddedDatabase,
  poolOptions,
} from '../../src/platform/database/database-settings.js'
import { startEmbeddedPostgres } from '../../src/platform/database/embedded-postgres.js'
import { migrate } from '../../src/platform/database/migrate.js'
import { ScholarshipRuns } from '../../src/scholarship/scholarship-runs.service.js'
import { WebModule } from '../../src/web.module.js'
import { manyChildren } from '../support/many-children.js'

const CHILDREN = Number(process.argv[2] ?? 100_000)
const MEGABYTE = 1024 * 1024
const SAMPLE_EVERY = 10_000

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void
/** What is in use once everything that nobody needs is gone: how lazily it is collected is not what is asked. */
function memoryInUse(): number {
  collectGarbage()
  return process.memoryUsage().heapUsed / MEGABYTE
}

const folder = await mkdtemp(join(tmpdir(), 'santun-bench-'))
const server = await startEmbeddedPostgres({ dataFolder: folder })
await createDatabase(server, 'bench')
const database = embeddedDatabase(server.socketFolder, 'bench')
await migrate(database, lifecycleSteps)
const owner = new pg.Client(poolOptions(database.owner))
await owner.connect()

const seed = (schoolYear: string, opensOn: string): Promise<unknown> =>
  owner.query(manyChildren(CHILDREN, schoolYear, opensOn))

/** The same rows, in the same pieces, without anybody asking whether they may be written. */
async function plainSql(schoolYear: string): Promise<number> {
  await owner.query(
    'alter table scholarship_year disable trigger user; alter table scholarship_transition disable trigger user',
  )
  const start = performance.now()
  for (let written = 1; written > 0;) {
    const { rowCount } = await owner.query(
      `with moved as (
         update scholarship_year set state = 'open', seq = 1, last_hash = sha256(id::text::bytea)
         where id in (select id from scholarship_year where school_year = $1 and state = 'planned' order by id limit 1000)
         returning id, award_id, last_hash),
       history as (
         insert into scholarship_transition (award_id, year_id, seq, from_state, event, to_state, actor_id, actor_role, branch_id,
           input, input_hash, idempotency_key, facts_digest, law_digest, at, hash)
         select m.award_id, m.id, 1, 'planned', 'open', 'open', 'system', 'system', b.id, '{}', '', 'open', '', '', now(), m.last_hash
         from moved m, branch b where b.code = 'BNC')
       insert into outbox (topic, claim_id, payload, occurred_at)
       select 'notification.send', c.id, '{"template": "scholarship-invitation"}', now() from moved, claim c where c.number = 'JKM-BNC-1'`,
      [schoolYear],
    )
    written = rowCount ?? 0
  }
  const seconds = (performance.now() - start) / 1000
  await owner.query(
    'alter table scholarship_year enable trigger user; alter table scholarship_transition enable trigger user',
  )
  return seconds
}

const product = await NestFactory.createApplicationContext(WebModule.for({ database, relay: false }), {
  logger: ['error'],
})
try {
  await seed('2025/2026', '2025-07-01')
  const plain = await plainSql('2025/2026')
  await seed('2026/2027', '2026-07-01')
  const runs = product.get(ScholarshipRuns, { strict: false })
  const begun = performance.now()
  const run = await runs.begin({ kind: 'open', schoolYear: '2026/2027', branchId: null }, SYSTEM, 'bench')
  const memory: number[] = []
  const sample = (done: number): unknown => done % SAMPLE_EVERY === 0 && memory.push(memoryInUse())
  memory.push(memoryInUse())
  const start = performance.now()
  const end = await runs.carryOut(run.id, ({ done }) => sample(done))
  const seconds = (performance.now() - start) / 1000
  const whole = (count: number): string => Math.round(count).toString()
  process.stdout.write(
    [
      `${end.done} of ${CHILDREN} children opened, ${end.refused + end.failed} not; written down for whom in ${whole(start - begun)} ms`,
      `gate: ${whole(end.done / seconds)} children a second; plain SQL: ${whole(CHILDREN / plain)}; ratio ${(plain / seconds).toFixed(2)}`,
      `memory in use: ${whole(memory[0] ?? 0)} MB before, ${whole(Math.max(...memory))} MB at most, ${whole(memory.at(-1) ?? 0)} MB at the end`,
      '',
    ].join('\n'),
  )
} finally {
  await product.close()
  await owner.end()
  await server.stop()
  await rm(folder, { recursive: true, force: true })
}
