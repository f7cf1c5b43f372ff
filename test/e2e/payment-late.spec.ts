import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
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

  it('is not owed for money that arrives on the last day', async () => {
    const { claimId, fixed } = await paidOn('2022-10-17T08:00:00.000Z')
    expect(fixed).toEqual([])
    expect(await desk.stateOf(claimId)).toBe('paid')
  })
})
