import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { BankPatience } from '../../src/payment/bank.port.js'
import { Sql, type SqlRunner } from '../../src/platform/database/sql.js'
import { PaymentDesk, Process } from './payment-desk.js'

/** Counts the statements that PostgreSQL broke off because they waited in a circle. */
class CountingSql extends Sql {
  deadlocks = 0

  override rows<Row>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    return this.counted(super.rows<Row>(text, values))
  }

  override transaction<Result>(work: (sql: SqlRunner) => Promise<Result>): Promise<Result> {
    return this.counted(super.transaction(work))
  }

  private async counted<Result>(work: Promise<Result>): Promise<Result> {
    try {
      return await work
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === '40P01') this.deadlocks += 1
      throw error
    }
  }
}

const ROUNDS = 25

describe('people who work on one batch and its claims at once', () => {
  let desk: PaymentDesk
  let sql: CountingSql
  let process: Process
  const patience = new BankPatience(5, 0.5)
  beforeAll(async () => {
    desk = await PaymentDesk.open(patience)
    sql = new CountingSql(desk.database.application, 12)
    process = new Process(sql, desk.clock, { patience })
  })
  afterAll(async () => {
    await sql.onApplicationShutdown()
    await desk.close()
  })

  const recall = (claimId: string) =>
    process.claims.fire(claimId, 'recall', desk.manager, {
      idempotencyKey: 'recall',
      input: { reason: 'Ahli waris lain melapor' },
    })

  it('never wait in a circle, and what is released is what was closed', async () => {
    const unexpected: string[] = []
    for (let round = 0; round < ROUNDS; round++) {
      const claims = [await desk.approved(), await desk.approved(), await desk.approved()]
      const batch = await desk.closedBatch()
      const { count, total } = await desk.process.batches.get(batch, desk.releaser)
      const again = async () => {
        await process.batches.reopen(batch, 'Hitung ulang', desk.closer)
        await process.batches.close(batch, { count, total }, desk.closer)
      }
      const work = [
        ...claims.slice(0, 2).map(({ claimId }) => recall(claimId)),
        again(),
        desk.release(batch, desk.releaser, process),
      ]
      for (const outcome of await Promise.allSettled(work)) {
        if (outcome.status === 'fulfilled') continue
        const { reason } = outcome as { reason: Error }
        if (reason.constructor.name !== 'TransitionRefused') unexpected.push(reason.message)
      }
    }
    expect(unexpected).toEqual([])
    expect(sql.deadlocks).toBe(0)
    const changed = await desk.sql.rows(
      `select b.number from payment_batch b, payment_batch_sum(b.id) s
       where b.state not in ('open', 'closed') and (b.payment_count, b.total, b.hash) <> (s.payment_count, s.total, s.hash)`,
    )
    expect(changed).toEqual([])
  }, 120_000)

  it('never wait in a circle with an inquiry that puts a lost payment back into its batch', async () => {
    const losing = desk.account()
    await desk.simulator.behave({ bankCode: '002', accountNumber: losing, behaviour: 'lost' })
    for (let round = 0; round < 10; round++) {
      const claims = [
        await desk.approved([{ accountNumber: losing, amount: 42_000_000n }]),
        await desk.approved([{ accountNumber: losing, amount: 42_000_000n }]),
      ]
      const batch = await desk.released()
      await desk.process.work()
      await new Promise((resolve) => setTimeout(resolve, 600))
      await Promise.allSettled([
        ...claims.map(({ claimId }) => process.progress.advance(claimId)),
        ...Array.from({ length: 4 }, () =>
          sql.transaction(async (tx) => {
            await tx.rows('select 1 from payment_batch where id = $1 for no key update', [batch])
            await tx.rows(
              `select 1 from claim where id in (select claim_id from payment where batch_id = $1) order by id for no key update`,
              [batch],
            )
          }),
        ),
      ])
    }
    expect(sql.deadlocks).toBe(0)
  }, 60_000)
})
