/**
 * Payments over SNAP to a bank that does everything wrong, while workers and the database itself are killed at random
 * moments. At the end every rupiah must be where the books say, and no family paid twice. The same seed, the same faults.
 */
import { fork, type ChildProcess } from 'node:child_process'
import { createHash, generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { addDays, parseLocalDate } from '#libs/local-date'
import { lifecycleSteps } from '../../src/operations/lifecycle-steps.js'
import { BankPatience } from '../../src/payment/bank.port.js'
import { SimulatorFiles } from '../../src/payment/simulator/simulator-files.service.js'
import { SnapSimulator } from '../../src/payment/simulator/snap-simulator.service.js'
import { SnapNotices } from '../../src/payment/snap/snap-notices.service.js'
import { createDatabase, embeddedDatabase } from '../../src/platform/database/database-settings.js'
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '../../src/platform/database/embedded-postgres.js'
import { migrate } from '../../src/platform/database/migrate.js'
import { BankDesk } from '../e2e/bank-desk.js'
import { type ApprovedClaim, PaymentDesk } from '../e2e/payment-desk.js'
import { lanes } from '../support/lanes.js'
import type { ChaosWork } from './chaos-worker.js'

export interface ChaosOptions {
  claims: number
  workers: number
  seed: string
  /** Of a hundred transfers, how many go wrong. */
  share: number
  /** No more days than these, and no more seconds of real time. */
  days: number
  seconds: number
  say?: (line: string) => void
}

export interface ChaosFigures {
  claims: number
  payments: number
  transfersTaken: number
  days: number
  workersKilled: number
  databaseKilled: number
  noticesForgedRefused: number
  /** How many claims and payments ended where. */
  claimStates: Record<string, number>
  paymentStates: Record<string, number>
  unmatchedLines: number
  /** All of these must be nothing. */
  paidTwice: number
  sentTwice: number
  unbalanced: number
  ownerless: number
}

/** Families and staff at work at the same time. */
const PEOPLE = 16
const ROOT = resolve(import.meta.dirname, '..', '..')
const TIMES = { answerWithin: 2, validFor: 3, tolerance: 6, goodFor: 4 }
const SECRET = 'rahasia-bersama'

export async function paymentChaos(options: ChaosOptions): Promise<ChaosFigures> {
  const folder = await mkdtemp(join(tmpdir(), 'santun-chaos-'))
  const chaos = new Chaos(options, folder)
  try {
    await chaos.start()
    await chaos.run()
    return await chaos.figures()
  } finally {
    await chaos.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

class Chaos {
  private readonly ours = generateKeyPairSync('rsa', { modulusLength: 2048 })
  private readonly theirs = generateKeyPairSync('rsa', { modulusLength: 2048 })
  private server: EmbeddedPostgres
  private desk: PaymentDesk
  private bank: BankDesk
  private box: SnapSimulator
  private url = ''
  private notices: Server
  private workers: ChildProcess[] = []
  private readonly ended: Promise<unknown>[] = []
  private claims: ApprovedClaim[] = []
  private readonly counted = { workersKilled: 0, databaseKilled: 0, noticesForgedRefused: 0, days: 0 }
  private drawn = 0

  constructor(
    private readonly options: ChaosOptions,
    private readonly folder: string,
  ) {}

  async start(): Promise<void> {
    this.server = await this.startServer()
    await createDatabase(this.server, 'chaos')
    const database = embeddedDatabase(this.server.socketFolder, 'chaos')
    await migrate(database, lifecycleSteps)
    this.desk = await PaymentDesk.on({ ...database, drop: () => Promise.resolve() }, new BankPatience(2, 3))
    this.bank = new BankDesk(this.desk)
    await this.desk.simulator.temper(this.options.seed, this.options.share)
    this.box = new SnapSimulator(this.desk.simulator, this.desk.sql, {
      clientId: 'santun',
      clientSecret: SECRET,
      clientKey: this.ours.publicKey,
      bankKey: this.theirs.privateKey,
      goodFor: TIMES.goodFor,
    })
    this.url = await this.box.listen()
    this.notices = await this.listenForNotices()
    await lanes(
      Array.from({ length: this.options.claims }, (_, each) => each),
      PEOPLE,
      async (each) => {
        this.claims.push(
          await this.desk.approved([
            { accountNumber: this.desk.account(), amount: BigInt(1_000_000 + each) },
          ]),
        )
      },
    )
    this.options.say?.(`${this.options.claims} claims approved`)
    for (let each = 0; each < this.options.workers; each++) this.workers.push(this.startWorker())
  }

  async run(): Promise<void> {
    const end = performance.now() + this.options.seconds * 1000
    for (let day = 1; day <= this.options.days; day++) {
      this.counted.days = day
      await this.people()
      await this.disturb(end)
      await this.fromTheBank()
      const unpaid = await this.unpaid()
      this.options.say?.(`day ${day}: ${unpaid} claims not paid`)
      // A line of today's statement may have said that money came back; its claim hears of it by a message.
      if ((unpaid === 0 && (await this.pending()) === 0) || performance.now() > end) return
      this.desk.clock.notBefore(`${addDays(parseLocalDate('2022-10-12'), day)}T02:00:00.000Z`)
      for (const worker of this.workers) if (worker.connected) worker.send(this.desk.clock.now())
    }
  }

  async stop(): Promise<void> {
    for (const worker of this.workers) worker.kill('SIGKILL')
    await Promise.all(this.ended)
    await this.box?.close()
    if (this.notices) await new Promise((done) => this.notices.close(done))
    await this.desk?.sql.onApplicationShutdown()
    await this.server?.stop()
  }

  async figures(): Promise<ChaosFigures> {
    const { sql } = this.desk
    const count = async (query: string): Promise<number> =>
      (await sql.first<{ n: number }>(`select count(*)::int as n from (${query}) x`))?.n ?? 0
    const states = async (table: string): Promise<Record<string, number>> =>
      Object.fromEntries(
        (
          await sql.rows<{ state: string; n: number }>(
            `select state, count(*)::int as n from ${table} group by 1 order by 1`,
          )
        ).map(({ state, n }) => [state, n]),
      )
    return {
      claims: this.claims.length,
      payments: await count('select id from payment'),
      transfersTaken: await count('select reference from bank_simulator.transfer where accepted'),
      ...this.counted,
      claimStates: await states('claim'),
      paymentStates: await states('payment'),
      unmatchedLines: await this.bank.lines.count(null),
      paidTwice: (await this.desk.paidTwice()).length,
      sentTwice: await count(
        `select payment_id from payment_transition where event = 'send' group by 1 having count(*) > 1
         union all select null from snap_call where service = 'transfer' group by reference having count(*) > 1`,
      ),
      unbalanced: await count(unbalanced),
      ownerless: await count(ownerless),
    }
  }

  /** What people do in a day: families give new accounts, two releasers pay what waits. No hand is cut off here. */
  private async people(): Promise<void> {
    const { desk } = this
    const waiting = await desk.sql.rows<{ id: string }>(
      `select id from claim where state = 'awaiting_account'`,
    )
    const ids = new Set(waiting.map(({ id }) => id))
    const bounced = this.claims.filter(({ claimId }) => ids.has(claimId))
    await lanes(bounced, PEOPLE, async ({ claimId, heir }) => {
      await desk.newAccount(claimId, desk.account())
      await desk.process.claims.fire(claimId, 'correct_account', heir, { idempotencyKey: desk.clock.now() })
    })
    for (;;) {
      const more = await desk.sql.rows(
        `select from payment where state = 'queued' and coalesce(held_until <= $1, true) limit 1`,
        [desk.clock.now()],
      )
      if (more.length === 0) return
      await desk.released()
    }
  }

  /** Kills here and there until the workers have nothing left to do, or the time is over. */
  private async disturb(end: number): Promise<void> {
    const started = performance.now()
    for (let quiet = 0; quiet < 3 && performance.now() < end;) {
      await sleep(200 + this.draw(600))
      // A large crowd is killed for as long as it takes, but not so often that nobody gets anything done.
      const seldom = this.draw(1 + Math.floor(this.options.claims / 1_000)) > 0
      if (!seldom && performance.now() - started < 4_000 + this.options.claims * 20) await this.killSomebody()
      quiet = (await this.pending()) === 0 ? quiet + 1 : 0
    }
  }

  private async killSomebody(): Promise<void> {
    const chance = this.draw(10)
    if (chance === 0) await this.killDatabase()
    else if (chance < 6) {
      const at = this.draw(this.workers.length)
      this.workers[at]?.kill('SIGKILL')
      this.workers[at] = this.startWorker()
      this.counted.workersKilled += 1
    }
  }

  private async killDatabase(): Promise<void> {
    const pid = Number(
      (await readFile(join(this.folder, 'postgres', 'cluster', 'postmaster.pid'), 'utf8')).split('\n')[0],
    )
    process.kill(pid, 'SIGKILL')
    await this.serverGone
    this.server = await this.startServer()
    this.counted.databaseKilled += 1
  }

  private serverGone: Promise<void> = Promise.resolve()

  private async startServer(): Promise<EmbeddedPostgres> {
    const dataFolder = join(this.folder, 'postgres')
    const server = await startEmbeddedPostgres({
      dataFolder,
      settings: { synchronous_commit: 'on', fsync: 'off' },
    })
    this.serverGone = new Promise((gone) => server.onUnexpectedExit(() => gone()))
    return server
  }

  /** Notices, honest and forged, then the statement as a file: both may tell what is known already. */
  private async fromTheBank(): Promise<void> {
    const { port } = this.notices.address() as AddressInfo
    const answers = await this.box.sendNotices(`http://127.0.0.1:${port}/api/v1/callbacks/bank/transfers`)
    this.counted.noticesForgedRefused += answers.filter((status) => status === 401).length
    const files = new SimulatorFiles(this.desk.simulator, this.desk.sql)
    const pieces: string[] = []
    for await (const piece of files.statement(this.bank.agreement.debtor.account, this.desk.clock.now()))
      pieces.push(piece)
    const whole = Buffer.from(pieces.join(''))
    const open = (): AsyncIterable<Buffer> => Readable.from([whole])
    await this.bank.statements.import({ name: `hari-${this.counted.days}.xml`, open }, this.desk.reconciler)
  }

  private async listenForNotices(): Promise<Server> {
    const settings = { ...this.settings(), privateKey: this.ours.privateKey, bankKey: this.theirs.publicKey }
    const heard = new SnapNotices(this.desk.sql, this.bank.answers, { settings })
    const server = createServer((request, response) => {
      const header = (name: string): string => String(request.headers[name] ?? '')
      text(request)
        .then((body) =>
          heard.hear({
            path: request.url ?? '',
            body,
            timestamp: header('x-timestamp'),
            signature: header('x-signature'),
            externalId: header('x-external-id'),
          }),
        )
        .then((reply) => response.writeHead(reply.status).end())
        .catch(() => response.destroy())
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    return server
  }

  private settings() {
    return { url: this.url, clientId: 'santun', partnerId: 'santun', channelId: '1', clientSecret: SECRET }
  }

  private startWorker(): ChildProcess {
    const { database } = this.desk
    const work: ChaosWork = {
      database: database.application,
      now: this.desk.clock.now(),
      url: this.url,
      clientSecret: SECRET,
      ours: this.ours.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      theirs: this.theirs.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
      ...TIMES,
    }
    const worker = fork(join(ROOT, 'test', 'chaos', 'chaos-worker.ts'), [JSON.stringify(work)], {
      cwd: ROOT,
      execArgv: ['--import', './test/support/run-typescript.js'],
      env: { ...process.env, NODE_OPTIONS: '' },
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    })
    this.ended.push(once(worker, 'exit'))
    return worker
  }

  private async pending(): Promise<number> {
    const row = await this.desk.sql.first<{ n: number }>(
      `select (select count(*) from outbox where topic = 'payment.send' and handled_at is null)::int
         + (select count(*) from payment p join claim c on c.id = p.claim_id join payment_batch b on b.id = p.batch_id
            where p.state in ('sent', 'unknown') or (p.state = 'in_batch' and b.state = 'released'))::int as n`,
    )
    return row?.n ?? 0
  }

  private async unpaid(): Promise<number> {
    const row = await this.desk.sql.first<{ n: number }>(
      `select count(*)::int as n from claim where state <> 'paid'`,
    )
    return row?.n ?? 0
  }

  /** Below the bound, drawn from the seed. */
  private draw(bound: number): number {
    const bytes = createHash('sha256').update(`${this.options.seed}/${this.drawn++}`).digest()
    return bytes.readUInt32BE(0) % bound
  }
}

/** Entries whose sides differ, payments that the ledger has elsewhere, and claims called paid whose accounts are not at rest. */
const unbalanced = `
  select entry_id::text from ledger_posting group by 1 having sum(amount) <> 0
  union all
  select g.claim_id::text from ledger_posting g join claim c on c.id = g.claim_id
  where c.state = 'paid' and g.account in ('payable', 'in_transit', 'returned') group by 1, g.account having sum(g.amount) <> 0
  union all
  select p.id::text from payment p where p.state = 'settled' and (
    select coalesce(sum(g.amount), 0) from ledger_entry e join ledger_posting g on g.entry_id = e.id
    where e.payment_id = p.id and g.account = 'bank') <> -p.amount`

/** Payments in a state that nobody would look at: every other one waits for the bank, the family or a releaser. */
const ownerless = `
  select p.id from payment p join claim c on c.id = p.claim_id where p.live and not (
    p.state in ('settled', 'acknowledged', 'sent', 'unknown')
    or (p.state in ('queued', 'in_batch') and c.state in ('approved', 'paying'))
    or (p.state in ('refused', 'returned') and c.state in ('paying', 'paid', 'awaiting_account')))`
