/**
 * How many payments a second go from a release over the bank to settled, next to the same postings in plain SQL; and how
 * long a statement of many lines takes, next to the same rows in plain SQL, and how much memory. One run, one throw-away server with its durability on.
 */
import 'reflect-metadata'
import { randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { lifecycleSteps } from '../../src/operations/lifecycle-steps.js'
import { statementXml, type WrittenEntry } from '../../src/payment/iso20022/statement-file.js'
import {
  createDatabase,
  embeddedDatabase,
  poolOptions,
} from '../../src/platform/database/database-settings.js'
import { topicRules } from '../../src/platform/queue/topics.js'
import { startEmbeddedPostgres } from '../../src/platform/database/embedded-postgres.js'
import { migrate } from '../../src/platform/database/migrate.js'
import { BankDesk } from '../e2e/bank-desk.js'
import { PaymentDesk } from '../e2e/payment-desk.js'
import { lanes } from '../support/lanes.js'

const PAYMENTS = Number(process.env.BENCH_PAYMENTS ?? 400)
const LINES = Number(process.env.BENCH_LINES ?? 100_000)
/** As many as one worker's jobs of `payment.send` hold. */
const IN_FLIGHT = topicRules['payment.send'].concurrency * topicRules['payment.send'].together
const CONNECTIONS = 10

const folder = await mkdtemp(join(tmpdir(), 'santun-bench-'))
const server = await startEmbeddedPostgres({ dataFolder: join(folder, 'postgres') })
await createDatabase(server, 'bench')
const database = embeddedDatabase(server.socketFolder, 'bench')
await migrate(database, lifecycleSteps)
const desk = await PaymentDesk.on({ ...database, drop: () => Promise.resolve() })
const bank = new BankDesk(desk)
const { sql, process: worker } = desk

const seconds = (from: number): number => (performance.now() - from) / 1000

/** What the workers do with the messages of a release, as many at once as the queue lets them. */
async function work(): Promise<void> {
  const waiting = await sql.rows<{ id: string; claim_id: string }>(
    `select id, claim_id from outbox where topic = 'payment.send' and handled_at is null order by occurred_at, id`,
  )
  await lanes(waiting, IN_FLIGHT, async ({ id, claim_id }) => {
    await worker.progress.advance(claim_id)
    await sql.rows('update outbox set handled_at = clock_timestamp() where id = $1', [id])
  })
}

async function approve(count: number): Promise<void> {
  await lanes([...Array(count).keys()], IN_FLIGHT, () => desk.approved())
}

/** As the server does by itself within minutes of so many new rows. */
async function analyze(): Promise<void> {
  const client = new pg.Client(poolOptions(database.owner))
  await client.connect()
  await client.query('analyze')
  await client.end()
}

async function releaseToSettled(): Promise<number> {
  await approve(PAYMENTS)
  const batch = await desk.closedBatch()
  await analyze()
  const started = performance.now()
  await desk.release(batch)
  await work()
  await worker.reader.read()
  await work()
  const took = seconds(started)
  const [{ count = 0 } = {}] = await sql.rows<{ count: number }>(
    `select count(*)::int as count from claim where state = 'paid'`,
  )
  if (count !== PAYMENTS) throw new Error(`${count} of ${PAYMENTS} claims are paid`)
  return PAYMENTS / took
}

/** The same rows without a rule: three durable transactions a payment, each with its state, history and postings. */
async function plainSql(): Promise<number> {
  const pool = new pg.Pool({ ...poolOptions(database.owner), max: CONNECTIONS })
  pool.on('error', () => undefined)
  await pool.query(`
    create table floor_payment (id uuid primary key, state text not null, amount bigint not null);
    create table floor_step (payment_id uuid, seq int, to_state text, at timestamptz, primary key (payment_id, seq));
    create table floor_entry (id uuid primary key default gen_random_uuid(), payment_id uuid, kind text);
    create table floor_posting (entry_id uuid, account text, amount bigint, primary key (entry_id, account))`)
  const ids = Array.from({ length: PAYMENTS }, () => randomUUID())
  await pool.query(`insert into floor_payment select unnest($1::uuid[]), 'in_batch', 42000000`, [ids])
  const started = performance.now()
  await lanes(ids, IN_FLIGHT, async (id) => {
    for (const [index, state] of ['sent', 'acknowledged', 'settled'].entries()) {
      await pool.query({
        name: 'floor',
        text: `with p as (update floor_payment set state = $2 where id = $1 returning id, amount),
          s as (insert into floor_step select id, $3, $2, now() from p),
          e as (insert into floor_entry (payment_id, kind) select id, $2 from p where $2 <> 'acknowledged' returning id)
          insert into floor_posting select e.id, a.account, a.side * p.amount from e, p, (values ('debit', 1), ('credit', -1)) a(account, side)`,
        values: [id, state, index],
      })
    }
  })
  const rate = PAYMENTS / seconds(started)
  await pool.end()
  return rate
}

/** The lines and where each belongs as bare rows, a durable thousand at a time: no file is read and no rule asked. */
async function plainLines(ours: readonly string[], entries: Iterable<WrittenEntry>): Promise<number> {
  const pool = new pg.Pool({ ...poolOptions(database.owner), max: 1 })
  await pool.query(`
    create table floor_reference (reference text primary key, settled boolean not null);
    create table floor_line (id text primary key, reference text, amount bigint, value_date date);
    create table floor_placement (line_id text primary key references floor_line, outcome text not null)`)
  await pool.query('insert into floor_reference select unnest($1::text[]), false', [ours])
  const started = performance.now()
  const rows = [...entries]
  for (let from = 0; from < rows.length; from += 1000)
    await pool.query(
      `with l as (insert into floor_line select x."bankReference", x.reference, x.amount, x."valueDate"
           from jsonb_to_recordset($1::jsonb) as x("bankReference" text, reference text, amount bigint, "valueDate" date) returning id, reference),
         s as (update floor_reference r set settled = true from l where l.reference = r.reference)
       insert into floor_placement select l.id, case when r.reference is null then 'unmatched' else 'matched' end
       from l left join floor_reference r on r.reference = l.reference`,
      [JSON.stringify(rows.slice(from, from + 1000))],
    )
  const took = seconds(started)
  await pool.end()
  return took
}

/** A statement in which every so many lines is one of ours and all others are strange. */
async function reconcile(): Promise<void> {
  await approve(PAYMENTS)
  await desk.released()
  await work()
  const ours = await sql.rows<{ reference: string }>(
    `select r.reference from payment p join payment_reference r on r.payment_id = p.id where p.state = 'acknowledged'`,
  )
  const every = Math.floor(LINES / ours.length)
  function* entries(): Generator<WrittenEntry> {
    for (let line = 0; line < LINES; line++) {
      const reference = line % every === 0 ? ours[line / every]?.reference : undefined
      yield {
        bankReference: `L${line}`,
        direction: 'debit',
        amount: '42000000',
        reference: reference ?? `TIDAKDIKENAL${line}`,
        valueDate: '2022-10-12',
      }
    }
  }
  const path = join(folder, 'statement.xml')
  const head = { statementId: 'RK-1', createdAt: '2022-10-12T10:00:00.000Z', account: '0012345678901' }
  await pipeline(Readable.from(statementXml(head, entries())), createWriteStream(path))
  const before = process.resourceUsage().maxRSS
  const source = { name: 'statement.xml', open: () => createReadStream(path) as AsyncIterable<Buffer> }
  const started = performance.now()
  const report = await bank.statements.import(source, desk.reconciler)
  const took = seconds(started)
  const largest = process.resourceUsage().maxRSS
  const floor = await plainLines(
    ours.map(({ reference }) => reference),
    entries(),
  )
  const again = performance.now()
  const repeated = await bank.statements.import(source, desk.reconciler)
  console.log(`\n${report.lines} lines, ${((await stat(path)).size / 1e6).toFixed(0)} MB of XML:`)
  console.log(`  placed in ${took.toFixed(1)} s, ${(report.lines / took).toFixed(0)} lines a second`)
  console.log(
    `  the same rows in plain SQL, nothing read or asked: ${floor.toFixed(1)} s (${(took / floor).toFixed(1)} times)`,
  )
  console.log(`  ${report.matched} matched, ${report.unmatched} in the inbox, ${report.waiting} waiting`)
  console.log(
    `  the same file again: ${seconds(again).toFixed(1)} s, ${repeated.matched + repeated.unmatched} placed`,
  )
  console.log(
    `  largest memory ${Math.round(largest / 1024)} MB, of it ${Math.round((largest - before) / 1024)} MB for the file`,
  )
}

console.log(`${availableParallelism()} cores, ${IN_FLIGHT} in flight, ${PAYMENTS} payments`)
const ours = await releaseToSettled()
const plain = await plainSql()
console.log(`release -> bank -> settled, every guard on: ${ours.toFixed(0)} payments a second`)
console.log(
  `the same postings in plain SQL, no guard:   ${plain.toFixed(0)} payments a second (${(plain / ours).toFixed(1)} times)`,
)
await reconcile()
await bank.desk.sql.onApplicationShutdown()
await server.stop()
await rm(folder, { recursive: true, force: true })
