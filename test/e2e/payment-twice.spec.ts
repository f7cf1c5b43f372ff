import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import pg from 'pg'
import {
  type AccountAsked,
  BankPatience,
  BankPort,
  type TransferInstruction,
} from '../../src/payment/bank.port.js'
import type { BankSimulator } from '../../src/payment/bank-simulator.adapter.js'
import { poolOptions } from '../../src/platform/database/database-settings.js'
import { Sql, type SqlRunner } from '../../src/platform/database/sql.js'
import { PaymentDesk, Process } from './payment-desk.js'

const never = <T>(): Promise<T> => new Promise<T>(() => undefined)

/** A bank whose `transfer` is replaced: to be cut off before or after the bank has taken the instruction. */
class CutOffBank extends BankPort {
  constructor(
    private readonly simulator: BankSimulator,
    private readonly cut: (taken: () => Promise<unknown>) => Promise<never>,
  ) {
    super()
  }
  transfer(instruction: TransferInstruction) {
    return this.cut(() => this.simulator.transfer(instruction))
  }
  inquire(reference: string) {
    return this.simulator.inquire(reference)
  }
  holderOf(account: AccountAsked) {
    return this.simulator.holderOf(account)
  }
  statementAfter(lineId: string | null) {
    return this.simulator.statementAfter(lineId)
  }
}

/** A process that dies like one that is killed: after so many statements nothing returns, and its connections break. */
class MortalSql extends Sql {
  private left: number
  private dead = false
  private died: () => void = () => undefined
  readonly death = new Promise<void>((resolve) => (this.died = resolve))

  constructor(
    private readonly desk: PaymentDesk,
    statements: number,
  ) {
    super(Object.assign({ application_name: `mortal-${statements}` }, desk.database.application), 4)
    this.name = `mortal-${statements}`
    this.left = statements
  }
  private readonly name: string

  override async rows<Row>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    await this.step()
    return super.rows<Row>(text, values)
  }

  override async transaction<Result>(work: (sql: SqlRunner) => Promise<Result>): Promise<Result> {
    await this.step()
    const result = await super.transaction(async (sql) => {
      const inner = await work({
        rows: async <Row>(text: string, values: readonly unknown[] = []) => {
          const rows = await sql.rows<Row>(text, values)
          await this.step()
          return rows
        },
      })
      return inner
    })
    await this.step()
    return result
  }

  override connection<Result>(work: (client: pg.PoolClient) => Promise<Result>): Promise<Result> {
    return super.connection((client) => {
      if (client.listenerCount('error') === 0) client.on('error', () => undefined)
      return work(client)
    })
  }

  private async step(): Promise<void> {
    if (this.left > 0) {
      this.left -= 1
      return
    }
    if (this.dead) return never()
    this.dead = true
    const killer = new pg.Client(poolOptions(this.desk.database.application))
    await killer.connect()
    await killer.query('select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1', [
      this.name,
    ])
    await killer.end()
    this.died()
    await never()
  }
}

describe('money leaves once', () => {
  let desk: PaymentDesk
  const patience = new BankPatience(5, 0.5)
  const forEver = new BankPatience(100_000, 0.5)
  beforeAll(async () => {
    desk = await PaymentDesk.open(patience)
  })
  afterAll(() => desk.close())

  /** Whatever was left behind is finished by a healthy product and a releaser who pays what waits. */
  async function finish(claimId: string): Promise<void> {
    for (let round = 0; (await desk.stateOf(claimId)) !== 'paid'; round++) {
      if (round === 40)
        throw new Error(`never paid: ${(await desk.payments(claimId)).map(({ state }) => state).join()}`)
      await desk.process.settle()
      const waiting = await desk.sql.rows(`select 1 from payment where state = 'queued' and claim_id = $1`, [
        claimId,
      ])
      if (waiting.length > 0) await desk.released()
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }

  async function expectPaidOnce(claimId: string): Promise<void> {
    expect(await desk.stateOf(claimId)).toBe('paid')
    expect(await desk.paidTwice()).toEqual([])
    expect(await desk.transfers(claimId)).toBe(1)
    expect(await desk.ledger(claimId)).toEqual({ benefit_expense: 42_000_000n, bank: -42_000_000n })
  }

  it('when the same message is worked on twenty times at once', async () => {
    const { claimId } = await desk.approved()
    await desk.released()
    await Promise.all(Array.from({ length: 20 }, () => desk.process.progress.advance(claimId)))
    await finish(claimId)
    await expectPaidOnce(claimId)
  })

  it('when the same batch is released twenty times at once', async () => {
    const { claimId } = await desk.approved()
    const batch = await desk.closedBatch()
    await Promise.all(Array.from({ length: 20 }, () => desk.release(batch, desk.releaser)))
    const messages = await desk.sql.rows(
      `select 1 from outbox where claim_id = $1 and topic = 'payment.send'`,
      [claimId],
    )
    expect(messages).toHaveLength(1)
    await finish(claimId)
    await expectPaidOnce(claimId)
  })

  it('when the worker dies after it was committed to send and before the bank heard of it', async () => {
    const { claimId } = await desk.approved()
    await desk.released()
    const dying = new Process(desk.sql, desk.clock, {
      bank: (simulator) => new CutOffBank(simulator, () => never()),
      patience: forEver,
    })
    void dying.progress.advance(claimId)
    await until(async () => (await desk.payments(claimId)).some(({ state }) => state === 'sent'))

    await desk.process.progress.advance(claimId)
    expect(await desk.payments(claimId)).toMatchObject([{ state: 'unknown' }])
    expect(await desk.transfers(claimId)).toBe(0)

    await finish(claimId)
    await expectPaidOnce(claimId)
    expect(await desk.payments(claimId)).toMatchObject([
      { state: 'refused', outcome_reason: 'NEVER_RECEIVED' },
      { state: 'settled' },
    ])
  })

  it('when the worker dies after the bank has taken the transfer and before it could write so', async () => {
    const { claimId } = await desk.approved()
    await desk.released()
    const dying = new Process(desk.sql, desk.clock, {
      bank: (simulator) =>
        new CutOffBank(simulator, async (take) => {
          await take()
          return never()
        }),
      patience: forEver,
    })
    void dying.progress.advance(claimId)
    await until(
      async () =>
        (
          await desk.sql.rows(
            "select 1 from bank_simulator.transfer t join payment p on replace(p.id::text, '-', '') = t.reference where p.claim_id = $1",
            [claimId],
          )
        ).length > 0,
    )

    await finish(claimId)
    await expectPaidOnce(claimId)
    expect(await desk.payments(claimId)).toHaveLength(1)
  })

  it('when a worker that hung wakes up and sends an instruction long given up', async () => {
    const { claimId } = await desk.approved()
    await desk.released()
    let wake: () => void = () => undefined
    const asleep = new Promise<void>((resolve) => (wake = resolve))
    const bank = (simulator: BankSimulator) =>
      new CutOffBank(simulator, async (take) => {
        await asleep
        return (await take()) as never
      })
    const hung = new Process(desk.sql, desk.clock, { bank, patience: forEver })
    const sleeping = hung.progress.advance(claimId)
    await until(async () => (await desk.payments(claimId)).some(({ state }) => state === 'sent'))
    await finish(claimId)
    wake()
    await sleeping
    await expectPaidOnce(claimId)
  })

  it('when a bank says nothing, neither to the transfer nor to the inquiry, until it speaks again', async () => {
    const account = desk.account()
    await desk.simulator.behave({ bankCode: '002', accountNumber: account, behaviour: 'silent' })
    const { claimId } = await desk.approved([{ accountNumber: account, amount: 42_000_000n }])
    await desk.released()
    const dumb = (simulator: BankSimulator): BankPort =>
      Object.assign(new CutOffBank(simulator, async (take) => (await take()) as never), {
        inquire: () => never(),
      })
    const waiting = new Process(desk.sql, desk.clock, { bank: dumb, patience: new BankPatience(0.02, 0.5) })
    await waiting.work()
    await waiting.sweep.run()
    expect(await desk.payments(claimId)).toMatchObject([{ state: 'unknown' }])
    await finish(claimId)
    await expectPaidOnce(claimId)
  })

  it('when it is killed between any two statements, from the release to the money in the account', async () => {
    let killed = true
    let deaths = 0
    for (let statements = 0; killed; statements++) {
      const { claimId } = await desk.approved()
      const batch = await desk.closedBatch()
      const sql = new MortalSql(desk, statements)
      const mortal = new Process(sql, desk.clock, { patience })
      const life = (async () => {
        await desk.release(batch, desk.releaser, mortal)
        await mortal.settle()
        return false
      })()
      life.catch(() => undefined)
      killed = await Promise.race([life, sql.death.then(() => true)])
      if (killed) deaths += 1
      // A release that was committed is carried out by the sweep; only one that never was is made again by the person.
      const { state } = await desk.process.batches.get(batch, desk.releaser)
      if (state === 'closed') await desk.release(batch, desk.releaser)
      await finish(claimId)
      await expectPaidOnce(claimId)
      if (!killed) await sql.onApplicationShutdown()
    }
    expect(deaths).toBeGreaterThan(25)
    expect(
      await desk.sql.rows("select 1 from payment where state in ('sent', 'unknown', 'acknowledged')"),
    ).toEqual([])
  }, 120_000)
})

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 5))
}
