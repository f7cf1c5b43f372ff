import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { evaluate } from '#libs/benefits'
import { LawInForce } from '../../src/platform/law-loader/law-in-force.js'
import { LatePayouts } from '../../src/payment/late-payouts.service.js'
import { OutboxNudge } from '../../src/platform/outbox/outbox-nudge.js'
import { PaymentDesk } from './payment-desk.js'

describe('late compensation', () => {
  let desk: PaymentDesk
  beforeEach(async () => {
    desk = await PaymentDesk.open()
  })
  afterEach(() => desk.close())

  /** A file complete on 12 October 2022 must be paid by the third working day, 17 October. */
  async function paidOn(instant: string): Promise<{ claimId: string; fixed: unknown[] }> {
    const { claimId } = await desk.approved()
    desk.clock.moveTo(instant)
    await desk.released()
    await desk.process.settle()
    const fixed = await desk.sql.rows(
      'select due_on, paid_on, base, amount from late_compensation where claim_id = $1',
      [claimId],
    )
    return { claimId, fixed }
  }

  it('is owed for each day after the deadline to the value date, as its own line in the ledger', async () => {
    const { claimId, fixed } = await paidOn('2022-10-21T02:00:00.000Z')
    expect(fixed).toEqual([
      { due_on: '2022-10-17', paid_on: '2022-10-21', base: 42_000_000n, amount: 1_680_000n },
    ])
    expect(await desk.ledger(claimId)).toEqual({
      bank: -42_000_000n,
      benefit_expense: 42_000_000n,
      late_compensation_expense: 1_680_000n,
      late_compensation_payable: -1_680_000n,
    })
    expect(await desk.stateOf(claimId)).toBe('paid')
  })

  it('is owed for the whole wait when a decision was recalled and made anew', async () => {
    const { claimId } = await desk.approved()
    await desk.process.claims.fire(claimId, 'recall', desk.manager, {
      idempotencyKey: 'recall',
      input: { reason: 'Ahli waris lain melapor' },
    })
    await desk.allot(claimId, [{ accountNumber: desk.account(), amount: 42_000_000n }])
    await desk.propose(claimId)
    await desk.approve(claimId)
    desk.clock.moveTo('2022-10-21T02:00:00.000Z')
    await desk.released()
    await desk.process.settle()
    expect(
      await desk.sql.rows('select round, due_on, amount from late_compensation where claim_id = $1', [
        claimId,
      ]),
    ).toEqual([{ round: 2, due_on: '2022-10-17', amount: 1_680_000n }])
  })

  it.each(['2022-10-18', '2022-11-07', '2023-01-09'])(
    'paid on %s is what the benefit library says',
    async (day) => {
      const { fixed } = await paidOn(`${day}T02:00:00.000Z`)
      const law = new LawInForce()
      const facts = {
        program: 'JKM',
        requirements_complete: '2022-10-12',
        paid_on: day,
        late_base: 42_000_000,
      }
      const result = evaluate(facts, law.book, law.calendar)
      expect(fixed).toMatchObject([{ amount: result.ok && result.answer.total }])
    },
  )

  it('is not owed for the days on which we waited for the family’s other account', async () => {
    const account = desk.account()
    await desk.simulator.behave({ bankCode: '002', accountNumber: account, behaviour: 'refuse' })
    const { claimId, heir } = await desk.approved([{ accountNumber: account, amount: 42_000_000n }])
    desk.clock.moveTo('2022-10-18T02:00:00.000Z')
    await desk.released()
    await desk.process.settle()
    expect(await desk.stateOf(claimId)).toBe('awaiting_account')

    desk.clock.moveTo('2022-10-25T02:00:00.000Z')
    await desk.newAccount(claimId, desk.account())
    await desk.process.claims.fire(claimId, 'correct_account', heir, { idempotencyKey: 'other account' })
    desk.dayLater()
    await desk.released()
    await desk.process.settle()
    expect(
      await desk.sql.rows(
        'select due_on, paid_on, suspended_days, amount from late_compensation where claim_id = $1',
        [claimId],
      ),
    ).toEqual([{ due_on: '2022-10-17', paid_on: '2022-10-26', suspended_days: 7, amount: 840_000n }])
  })

  it('is not owed for money that arrives on the last day', async () => {
    const { claimId, fixed } = await paidOn('2022-10-17T08:00:00.000Z')
    expect(fixed).toEqual([])
    expect(await desk.stateOf(claimId)).toBe('paid')
  })

  describe('once fixed', () => {
    const payouts = () => new LatePayouts(desk.sql, desk.clock, new OutboxNudge())
    const owedOn = async (claimId: string) =>
      (await payouts().awaiting(null)).find(({ claim_id: id }) => id === claimId)?.payment_id ?? ''

    async function approved(): Promise<{ claimId: string; transfer: string }> {
      const { claimId } = await paidOn('2022-10-21T02:00:00.000Z')
      const transfer = await payouts().approve(await owedOn(claimId), desk.approver)
      return { claimId, transfer }
    }
    const stateOf = async (id: string) =>
      (await desk.sql.first<{ state: string }>('select state from payment where id = $1', [id]))?.state

    it('is approved once, whoever presses the button how often', async () => {
      const { claimId } = await paidOn('2022-10-21T02:00:00.000Z')
      const owed = await owedOn(claimId)
      const [first, second] = await Promise.all([
        payouts().approve(owed, desk.approver),
        payouts().approve(owed, desk.approver),
      ])
      expect(second).toBe(first)
      expect(await payouts().awaiting(null)).toEqual([])
    })

    it('goes out in a later batch under its own reference, and the ledger comes to rest', async () => {
      const { claimId, transfer } = await approved()
      expect(await desk.stateOf(claimId)).toBe('paid')
      await desk.released()
      await desk.process.settle()
      expect(await stateOf(transfer)).toBe('settled')
      expect(await desk.stateOf(claimId)).toBe('paid')
      expect(await desk.ledger(claimId)).toEqual({
        bank: -43_680_000n,
        benefit_expense: 42_000_000n,
        late_compensation_expense: 1_680_000n,
      })
      expect(await desk.transfers(claimId)).toBe(2)
      expect(await desk.paidTwice()).toEqual([])
    })

    it('that the bank sends back is repaired like the benefit, and paid once', async () => {
      const account = desk.account()
      const { claimId, heir } = await desk.approved([{ accountNumber: account, amount: 42_000_000n }])
      desk.clock.moveTo('2022-10-21T02:00:00.000Z')
      await desk.released()
      await desk.process.settle()
      await desk.simulator.behave({ bankCode: '002', accountNumber: account, behaviour: 'refuse' })
      await payouts().approve(await owedOn(claimId), desk.approver)
      await desk.released()
      await desk.process.settle()
      expect(await desk.stateOf(claimId)).toBe('awaiting_account')

      await desk.newAccount(claimId, desk.account())
      await desk.process.claims.fire(claimId, 'correct_account', heir, {
        idempotencyKey: 'other account',
      })
      desk.dayLater()
      await desk.released()
      await desk.process.settle()
      expect(await desk.stateOf(claimId)).toBe('paid')
      expect(await desk.ledger(claimId)).toMatchObject({ bank: -43_680_000n })
      expect(
        await desk.sql.rows('select amount from late_compensation where claim_id = $1', [claimId]),
      ).toEqual([{ amount: 1_680_000n }])
    })

    it('is not approved by who verified or released the benefit, nor above a limit', async () => {
      const { claimId } = await paidOn('2022-10-21T02:00:00.000Z')
      const owed = await owedOn(claimId)
      const as = (person: { id: string }) => ({ ...desk.approver, id: person.id })
      await expect(payouts().approve(owed, as(desk.verifier))).rejects.toThrow('DUTY_ALREADY_HELD')
      await expect(payouts().approve(owed, as(desk.releaser))).rejects.toThrow('DUTY_ALREADY_HELD')
      await expect(payouts().approve(owed, { ...desk.approver, approvalLimit: '1000000' })).rejects.toThrow(
        'OVER_LIMIT',
      )
      await expect(payouts().approve(owed, desk.manager)).rejects.toThrow('Hanya pejabat penyetuju')
    })

    it('is not approved or paid by somebody who writes SQL', async () => {
      const { claimId } = await paidOn('2022-10-21T02:00:00.000Z')
      const owed = await owedOn(claimId)
      const approval = (by: string) =>
        desk.sql.rows(
          `insert into late_compensation_approval (payment_id, paid_by, approved_by, approved_at)
           values ($1, gen_random_uuid(), $2, now())`,
          [owed, by],
        )
      await expect(approval(desk.releaser.id)).rejects.toThrow('two separated duties')
      await expect(approval(desk.manager.id)).rejects.toThrow('above the limit')
      await expect(approval(desk.approver.id)).rejects.toThrow('late_compensation_approval_paid_by_fkey')
      await expect(
        desk.sql.rows(
          `insert into payment (claim_id, round, payee_id, purpose, amount, bank_code, account_number, account_holder, created_at)
           select claim_id, round, payee_id, 'late_compensation', amount, bank_code, account_number, account_holder, now()
           from payment where id = $1`,
          [owed],
        ),
      ).rejects.toThrow('a compensation that nobody approved')
    })
  })
})
