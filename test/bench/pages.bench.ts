/**
 * How fast the pages answer when the database has lived for years: requests a second and the time within which nineteen
 * of twenty answer, beside a plain SELECT of the same rows in the same run. BENCH_SIZES names how many claims there are.
 */
import 'reflect-metadata'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { ClaimLifecycle } from '../../src/claims/claim-lifecycle.service.js'
import { ClaimQueue, deskStates } from '../../src/claims/claim-queue.query.js'
import { lifecycleSteps } from '../../src/operations/lifecycle-steps.js'
import {
  createDatabase,
  embeddedDatabase,
  poolOptions,
} from '../../src/platform/database/database-settings.js'
import { startEmbeddedPostgres } from '../../src/platform/database/embedded-postgres.js'
import { migrate } from '../../src/platform/database/migrate.js'
import { Sql } from '../../src/platform/database/sql.js'
import { ClaimantSessions } from '../../src/platform/login/claimant-sessions.service.js'
import { StaffAccounts } from '../../src/staff/staff-accounts.service.js'
import { createWebApplication } from '../../src/web-application.js'
import { HttpClaimMill, MILL_PHONE } from './claim-mill-http.js'
import { addClaims, openBranches } from './many-claims.js'

const SIZES = (process.env.BENCH_SIZES ?? '100000,1000000').split(',').map(Number)
const SECONDS = Number(process.env.BENCH_SECONDS ?? 4)
const LANES = 8
const REAL_CLAIMS = 24

const folder = await mkdtemp(join(tmpdir(), 'santun-bench-'))
process.env.SANTUN_DATA = folder
const server = await startEmbeddedPostgres({ dataFolder: join(folder, 'postgres') })
await createDatabase(server, 'bench')
const database = embeddedDatabase(server.socketFolder, 'bench')
await migrate(database, lifecycleSteps)
const owner = new Sql(database.owner, 2)
const pool = new pg.Pool({ ...poolOptions(database.application), max: LANES })
pool.on('error', () => undefined)
const web = await createWebApplication({ database, relay: false, secondFactor: 'offered' })
await web.init()
const sql = web.get(Sql)
await openBranches(owner)
const accounts = web.get(StaffAccounts)
await accounts.createBranch({
  code: 'BNC',
  name: 'Kantor Cabang Ukur',
  zone: 'Asia/Makassar',
  phone: '(0543) 555-0100',
})
const mill = await HttpClaimMill.open(database, accounts, sql, web.get(ClaimLifecycle, { strict: false }))
const { origin } = mill
for (let done = 0; done < REAL_CLAIMS; done++) await mill.lifecycle([])
const claims = await sql.rows<{ id: string; number: string; branch_id: string }>(
  "select id, number, branch_id from claim where state <> 'draft'",
)

const staff = { authorization: `Bearer ${await mill.signIn(accounts, 'verifier')}` }
const manager = { authorization: `Bearer ${await mill.signIn(accounts, 'manager')}` }
const { token } = await web.get(ClaimantSessions, { strict: false }).open(MILL_PHONE)
const family = { cookie: `santun-keluarga=${token}` }

interface Speed {
  perSecond: number
  p95: number
}

/** Runs one thing in several lanes for some seconds. */
async function speedOf(run: (turn: number) => Promise<void>, lanes = LANES): Promise<Speed> {
  const times: number[] = []
  for (let turn = 0; turn < lanes; turn++) await run(turn)
  const started = performance.now()
  const end = started + SECONDS * 1000
  let turn = 0
  const lane = async (): Promise<void> => {
    while (performance.now() < end) {
      const begun = performance.now()
      await run(turn++)
      times.push(performance.now() - begun)
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  times.sort((a, b) => a - b)
  const p95 = times[Math.floor(times.length * 0.95)] ?? 0
  return { perSecond: times.length / ((performance.now() - started) / 1000), p95 }
}

const claimAt = (turn: number) => claims[turn % claims.length] ?? { id: '', number: '', branch_id: '' }

async function get(path: string, headers: Record<string, string>): Promise<void> {
  const response = await fetch(origin + path, { headers: { accept: 'text/html', ...headers } })
  const text = await response.text()
  if (response.status !== 200) throw new Error(`${path}: ${response.status} ${text.slice(0, 300)}`)
}

async function search(text: string): Promise<void> {
  const form = await fetch(`${origin}/petugas/cari`, { headers: { accept: 'text/html', ...staff } })
  const csrf = /name="_csrf" value="([^"]+)"/.exec(await form.text())?.[1] ?? ''
  const response = await fetch(`${origin}/petugas/cari`, {
    method: 'POST',
    headers: { ...staff, 'sec-fetch-site': 'same-origin' },
    body: new URLSearchParams({ cari: text, _csrf: csrf }),
  })
  const page = await response.text()
  if (!response.ok) throw new Error(`search: ${response.status} ${page.slice(0, 300)}`)
}

const rowsOfClaim = `select c.*, (select json_agg(t) from claim_transition t where t.claim_id = c.id) as history,
    (select json_agg(k) from clock k where k.claim_id = c.id) as clocks,
    (select json_agg(i) from document_item i where i.claim_id = c.id) as documents,
    (select json_agg(p) from claim_party p where p.claim_id = c.id) as parties
  from claim c where c.number = $1`
const rowsOfQueue = `select c.*, q.due_at from claim_queue q join claim c on c.id = q.claim_id
  where q.branch_id = $1 and q.state = 'in_verification' and q.due_at is not null order by q.due_at, q.claim_id limit 50`

const select = (name: string, text: string, values: unknown[]): Promise<unknown> =>
  pool.query({ name, text, values })

type Contest = [
  name: string,
  page: (turn: number) => Promise<void>,
  plain: (turn: number) => Promise<unknown>,
]

const contests: Contest[] = [
  [
    'status page of a family',
    (turn) => get(`/k/${claimAt(turn).number}`, family),
    (turn) => select('claim', rowsOfClaim, [claimAt(turn).number]),
  ],
  [
    'work queue of a branch',
    () => get('/petugas/antrean', staff),
    (turn) => select('queue', rowsOfQueue, [claimAt(turn).branch_id]),
  ],
  [
    'claim page of a verifier',
    (turn) => get(`/petugas/klaim/${claimAt(turn).number}`, staff),
    (turn) => select('claim', rowsOfClaim, [claimAt(turn).number]),
  ],
]

const looks: [name: string, run: (turn: number) => Promise<void>][] = [
  ['claims of a family', () => get('/klaim-saya', family)],
  ['audit view, latest', () => get('/pimpinan/audit', manager)],
  ['audit view, one action', () => get('/pimpinan/audit?action=reject', manager)],
  ['dashboard', () => get('/pimpinan/dasbor', manager)],
  ['search by a number', (turn) => search(claimAt(turn).number)],
  ['search by a name', () => search('Ahmad a1b')],
  ['search by a common name', () => search('Ahmad')],
]

const inMs = (value: number): string => `${value < 10 ? value.toFixed(1) : value.toFixed(0)} ms`
const firstQueue: { p95?: number } = {}

async function measure(size: number): Promise<void> {
  console.log(`\n${size.toLocaleString('en')} claims, ${LANES} requests at once`)
  for (const [name, page, plain] of contests) {
    const select = await speedOf(async (turn) => void (await plain(turn)))
    const shown = await speedOf(page)
    console.log(
      `  ${name}: ${shown.perSecond.toFixed(0)}/s, p95 ${inMs(shown.p95)}; plain SELECT ${select.perSecond.toFixed(0)}/s, p95 ${inMs(select.p95)}; ratio ${(shown.perSecond / select.perSecond).toFixed(3)}`,
    )
  }
  const queue = web.get(ClaimQueue, { strict: false })
  const wanted = {
    branchId: claimAt(0).branch_id,
    staffId: claimAt(0).id,
    states: deskStates,
    whose: 'everyone' as const,
    now: new Date().toISOString(),
  }
  const listed = await speedOf(async () => void (await queue.list(wanted, 51)), 1)
  firstQueue.p95 ??= listed.p95
  console.log(
    `  the queue's list by itself: p95 ${inMs(listed.p95)}, ${(listed.p95 / firstQueue.p95).toFixed(2)} of the first size`,
  )
  for (const [name, run] of looks) {
    const { p95, perSecond } = await speedOf(run, 1)
    console.log(`  ${name}: p95 ${inMs(p95)}, ${perSecond.toFixed(0)}/s, one at a time`)
  }
}

try {
  let there = 0
  for (const size of SIZES) {
    const started = performance.now()
    await addClaims(owner, there, size)
    there = size
    const [disk] = await owner.rows<{ size: string }>(
      'select pg_size_pretty(pg_database_size(current_database())) as size',
    )
    console.log(
      `\n${size.toLocaleString('en')} claims made in ${((performance.now() - started) / 1000).toFixed(0)} s, ${disk?.size} on disk`,
    )
    await measure(size)
  }
} finally {
  await mill.close()
  await web.close()
  await owner.onApplicationShutdown()
  await new Promise((resolve) => setTimeout(resolve, 500))
  await pool.end()
  await server.stop()
  await rm(folder, { recursive: true, force: true })
}
