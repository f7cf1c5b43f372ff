import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { addDays, parseLocalDate } from '#libs/local-date'
import { BankPatience } from '../../src/payment/bank.port.js'
import type { Behaviour } from '../../src/payment/bank-simulator.adapter.js'
import { Sql } from '../../src/platform/database/sql.js'
import { type ApprovedClaim, PaymentDesk, Process } from './payment-desk.js'

const behaviours: Behaviour[] = ['normal', 'late', 'silent', 'lost', 'refuse', 'return']
const CLAIMS = 48

describe('many claims, several workers and a bank that does everything wrong', () => {
  let desk: PaymentDesk
  const patience = new BankPatience(5, 1)
  const workers: Process[] = []
  beforeAll(async () => {
    desk = await PaymentDesk.open(patience)
    for (let each = 0; each < 4; each++) {
      workers.push(new Process(new Sql(desk.database.application, 6), desk.clock, { patience }))
    }
  })
  afterAll(async () => {
    for (const { sql } of workers) await sql.onApplicationShutdown()
    await desk.close()
  })

  async function crowd(): Promise<ApprovedClaim[]> {
    const claims: ApprovedClaim[] = []
    for (let index = 0; index < CLAIMS; index++) {
      const accountNumber = desk.account()
      const behaviour = behaviours[index % behaviours.length] ?? 'normal'
      await desk.simulator.behave({ bankCode: '002', accountNumber, behaviour, days: 1 })
      claims.push(await desk.approved([{ accountNumber, amount: BigInt(1_000_000 + index) }]))
    }
    return claims
  }

  /** What people do in a day: families give new accounts, the releaser pays what waits. */
  async function people(claims: readonly ApprovedClaim[]): Promise<void> {
    for (const { claimId, heir } of claims) {
      if ((await desk.stateOf(claimId)) !== 'awaiting_account') continue
      await desk.newAccount(claimId, desk.account())
      await desk.process.claims.fire(claimId, 'correct_account', heir, { idempotencyKey: desk.clock.now() })
    }
    await desk.sql.rows(`update bank_simulator.account set behaviour = 'normal' where behaviour = 'lost'`)
    const waiting = await desk.sql.rows(
      `select 1 from payment where state = 'queued' and coalesce(held_until <= $1, true)`,
      [desk.clock.now()],
    )
    if (waiting.length > 0) await desk.released()
  }

  async function unpaid(): Promise<number> {
    const row = await desk.sql.first<{ count: number }>(
      `select count(*)::int as count from claim where state <> 'paid'`,
    )
    return row?.count ?? 0
  }

  it('end with every claim paid, no line paid twice, and the ledger at rest', async () => {
    const claims = await crowd()
    const failures: string[] = []
    for (let day = 1; (await unpaid()) > 0; day++) {
      if (day > 60) throw new Error(`${await unpaid()} claims are not paid after sixty days`)
      await people(claims)
      await Promise.all(
        workers.map(async (worker) => {
          await worker.work()
          failures.push(...(await worker.sweep.run()).failures)
          await worker.work()
        }),
      )
      expect(await desk.paidTwice()).toEqual([])
      desk.clock.moveTo(`${addDays(parseLocalDate('2022-10-12'), day)}T02:00:00.000Z`)
      await new Promise((resolve) => setTimeout(resolve, 100))
    }

    expect(failures).toEqual([])
    const atRest = await desk.sql.rows(
      `select account, sum(amount)::bigint as balance from ledger_posting
       where account in ('payable', 'in_transit', 'returned') group by account having sum(amount) <> 0`,
    )
    expect(atRest).toEqual([])
    const sentTwice = await desk.sql.rows(
      `select payment_id from payment_transition where event = 'send' group by payment_id having count(*) > 1`,
    )
    expect(sentTwice).toEqual([])
  }, 120_000)
})
