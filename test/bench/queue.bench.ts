/**
 * Whether the desk of a branch stays as fast when claims grow a hundredfold. Each size is a database of its own, with what
 * the queue reads, and their turns alternate, so that a busy machine weighs on all alike.
 *
 *   queue.bench.ts fill FOLDER 100000 1000000 10000000    goes on where it stopped, so it may be ended and called again
 *   queue.bench.ts measure FOLDER 100000 1000000 10000000
 */
import 'reflect-metadata'
import { join } from 'node:path'
import { ClaimQueue, deskStates, type QueueWanted } from '../../src/claims/claim-queue.query.js'
import { lifecycleSteps } from '../../src/operations/lifecycle-steps.js'
import { createDatabase, embeddedDatabase } from '../../src/platform/database/database-settings.js'
import { startEmbeddedPostgres } from '../../src/platform/database/embedded-postgres.js'
import { migrate } from '../../src/platform/database/migrate.js'
import { Sql } from '../../src/platform/database/sql.js'
import { addClaims, openBranches, queueTables } from './many-claims.js'

const [command, folder = '', ...given] = process.argv.slice(2)
const sizes = given.map(Number)
const AT_ONCE = 1_000_000
const [ROUNDS, TURNS] = [60, 100]
/** Rounds that count nothing: they fill the caches. */
const WARMING = 4

const server = await startEmbeddedPostgres({
  dataFolder: join(folder, 'postgres'),
  settings: { shared_buffers: '1GB', max_wal_size: '8GB', ...(command === 'fill' && { fsync: 'off' }) },
})
const nameOf = (size: number): string => `claims_${size}`

async function fill(size: number): Promise<void> {
  await createDatabase(server, nameOf(size))
  const database = embeddedDatabase(server.socketFolder, nameOf(size))
  const owner = new Sql(database.owner, 1)
  await migrate(database, lifecycleSteps)
  await openBranches(owner)
  for (const index of ['claim_worklist', 'claim_by_nik', 'claim_by_incident', 'claim_by_participant'])
    await owner.rows(`drop index if exists ${index}`)
  const [there] = await owner.rows<{ count: number }>('select count(*)::int as count from claim')
  for (let from = there?.count ?? 0; from < size; from += AT_ONCE) {
    const to = Math.min(size, from + AT_ONCE)
    const started = performance.now()
    await addClaims(owner, from, to, queueTables)
    console.log(`${to.toLocaleString('en')} claims, ${((performance.now() - started) / 1000).toFixed(0)} s`)
  }
  await owner.onApplicationShutdown()
}

interface Contestant {
  size: number
  sql: Sql
  queue: ClaimQueue
  branches: string[]
}

/** Milliseconds of each turn, by what was asked. */
type Times = Record<'list' | 'list and counts', number[]>

async function contestant(size: number): Promise<Contestant> {
  const sql = new Sql(embeddedDatabase(server.socketFolder, nameOf(size)).application, 1)
  const branches = await sql.rows<{ id: string }>('select id from branch order by code')
  return { size, sql, queue: new ClaimQueue(sql), branches: branches.map(({ id }) => id) }
}

/** What a person at a desk asks of the database when the page of the queue opens. */
async function turn({ queue, branches }: Contestant, desk: number, times: Times): Promise<void> {
  const branchId = branches[desk % branches.length] ?? ''
  const wanted: QueueWanted = {
    branchId,
    staffId: branchId,
    states: deskStates,
    whose: 'everyone',
    now: new Date().toISOString(),
  }
  const begun = performance.now()
  const { length } = await queue.list(wanted, 51)
  times.list.push(performance.now() - begun)
  await queue.counts(wanted)
  times['list and counts'].push(performance.now() - begun)
  if (length < 50) throw new Error(`a page of ${length} claims compares with nothing`)
}

const at = (times: number[], share: number): number =>
  times.toSorted((a, b) => a - b)[Math.floor(times.length * share)] ?? 0

/** A desk that works on, and every turn another desk, whose claims nobody looked at for a while. */
const ways = {
  'one desk': (round: number) => round,
  'desk after desk': (round: number, each: number) => round * TURNS + each,
}

async function measure(): Promise<void> {
  const all = await Promise.all(sizes.map(contestant))
  for (const [way, deskOf] of Object.entries(ways)) {
    const times = all.map((): Times => ({ list: [], 'list and counts': [] }))
    for (let round = 0; round < ROUNDS; round++) {
      for (const [place, one] of all.entries()) {
        const kept = round < WARMING ? { list: [], 'list and counts': [] } : times[place]
        for (let each = 0; each < TURNS; each++) if (kept) await turn(one, deskOf(round, each), kept)
      }
    }
    for (const what of ['list', 'list and counts'] as const) report(`${way}, ${what}`, all, times, what)
  }
  for (const { sql } of all) await sql.onApplicationShutdown()
}

function report(title: string, all: readonly Contestant[], times: readonly Times[], what: keyof Times): void {
  console.log(`\n${title}`)
  for (const [place, { size }] of all.entries()) {
    const [own, first] = [times[place]?.[what] ?? [], times[0]?.[what] ?? []]
    const [p50, p95] = [at(own, 0.5), at(own, 0.95)]
    console.log(
      `${size.toLocaleString('en').padStart(12)} claims: median ${p50.toFixed(2)} ms, p95 ${p95.toFixed(2)} ms, ${(p95 / at(first, 0.95)).toFixed(2)} of the smallest`,
    )
  }
}

try {
  if (command === 'fill') for (const size of sizes) await fill(size)
  else await measure()
} finally {
  await server.stop()
}
