import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { LedgerStatements } from '../../src/payment/ledger-statement.query.js'
import { PaymentDesk } from './payment-desk.js'

describe('a claim that is paid', () => {
  let desk: PaymentDesk
  beforeAll(async () => {
    desk = await PaymentDesk.open()
  })
  afterAll(() => desk.close())

  it('owes one payment to each payee from the moment of its approval, and the ledger says so', async () => {
    const { claimId } = await desk.approved([
      { accountNumber: desk.account(), amount: 30_000_000n },
      { accountNumber: desk.account(), amount: 12_000_000n },
    ])
    const payments = await desk.payments(claimId)
    expect(payments.map(({ state, amount }) => [state, amount])).toEqual([
      ['queued', 30_000_000n],
      ['queued', 12_000_000n],
    ])
    expect(await desk.ledger(claimId)).toEqual({ benefit_expense: 42_000_000n, payable: -42_000_000n })
  })

  it('goes from the release of its batch to the money in the account', async () => {
    const { claimId } = await desk.approved()
    await desk.released()
    expect(await desk.stateOf(claimId)).toBe('paying')
    expect(await desk.ledger(claimId)).toMatchObject({ payable: -42_000_000n })

    await desk.process.work()
    expect(await desk.payments(claimId)).toMatchObject([{ state: 'acknowledged' }])
    expect(await desk.ledger(claimId)).toEqual({ benefit_expense: 42_000_000n, in_transit: -42_000_000n })

    await desk.process.settle()
    expect(await desk.payments(claimId)).toMatchObject([{ state: 'settled', value_date: '2022-10-12' }])
    expect(await desk.ledger(claimId)).toEqual({ benefit_expense: 42_000_000n, bank: -42_000_000n })
    expect(await desk.stateOf(claimId)).toBe('paid')
    expect(await desk.transfers(claimId)).toBe(1)
  })

  it('is paid only when the last of its payees has the money', async () => {
    const late = desk.account()
    await desk.simulator.behave({ bankCode: '002', accountNumber: late, behaviour: 'late', days: 1 })
    const { claimId } = await desk.approved([
      { accountNumber: desk.account(), amount: 30_000_000n },
      { accountNumber: late, amount: 12_000_000n },
    ])
    await desk.released()
    await desk.process.work()
    await desk.process.settle()
    expect(await desk.stateOf(claimId)).toBe('paying')
    expect((await desk.payments(claimId)).map(({ state }) => state)).toEqual(['settled', 'acknowledged'])

    desk.clock.moveTo('2022-10-13T02:00:00.000Z')
    await desk.process.settle()
    expect(await desk.stateOf(claimId)).toBe('paid')
  })

  it('closes its batch as answered, to be reconciled by somebody who did not release it', async () => {
    await desk.approved()
    const batch = await desk.released()
    await desk.process.settle()
    const read = await desk.process.batches.get(batch, desk.releaser)
    expect(read.state).toBe('answered')
    const sameHand = { ...desk.releaser, role: 'reconciler' as const }
    await expect(desk.process.batches.reconcile(batch, sameHand)).rejects.toThrow('DUTY_ALREADY_HELD')
    expect((await desk.process.batches.reconcile(batch, desk.staff('reconciler'))).state).toBe('reconciled')
  })

  it('is told by the statement of its ledger, and by the days of it', async () => {
    const { claimId } = await desk.approved()
    const before = desk.clock.now().slice(0, 10)
    desk.clock.moveTo('2022-10-14T02:00:00.000Z')
    await desk.released()
    await desk.process.settle()
    const statements = new LedgerStatements(desk.sql)
    const whole = await statements.read({ branchId: desk.branchId, claimId })
    expect(whole.entries.map(({ kind, debit, credit, amount }) => [kind, debit, credit, amount])).toEqual([
      ['obligation', 'benefit_expense', 'payable', 42_000_000n],
      ['instruction', 'payable', 'in_transit', 42_000_000n],
      ['settlement', 'in_transit', 'bank', 42_000_000n],
    ])
    expect(whole.entries.map(({ booked_on: day }) => day)).toEqual([before, '2022-10-14', '2022-10-14'])
    const day = await statements.read({ branchId: null, claimId, from: '2022-10-14', to: '2022-10-14' })
    expect(day.balances).toContainEqual({
      account: 'payable',
      before: -42_000_000n,
      debits: 42_000_000n,
      credits: 0n,
      after: 0n,
    })
    const sum = day.balances.reduce((total, { after }) => total + after, 0n)
    expect(sum).toBe(0n)
  })
})
