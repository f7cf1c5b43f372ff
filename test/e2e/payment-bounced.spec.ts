import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { BankPatience } from '../../src/payment/bank.port.js'
import type { Behaviour } from '../../src/payment/bank-simulator.adapter.js'
import { PaymentDesk } from './payment-desk.js'
import { sealedAccount } from '../support/personal-data.js'

describe('money that does not arrive', () => {
  let desk: PaymentDesk
  beforeAll(async () => {
    desk = await PaymentDesk.open()
  })
  afterAll(() => desk.close())

  async function accountThat(behaviour: Behaviour, days = 0): Promise<string> {
    const accountNumber = desk.account()
    await desk.simulator.behave({ bankCode: '002', accountNumber, behaviour, days })
    return accountNumber
  }

  async function correctAccount(
    claimId: string,
    heir: Awaited<ReturnType<typeof desk.approved>>['heir'],
  ): Promise<void> {
    await desk.newAccount(claimId, desk.account())
    await desk.process.claims.fire(claimId, 'correct_account', heir, {
      idempotencyKey: `correct:${desk.clock.now()}`,
    })
  }

  it('waits for another account when the bank refuses, and only that part goes out again', async () => {
    const refusing = await accountThat('refuse')
    const { claimId, heir } = await desk.approved([
      { accountNumber: desk.account(), amount: 30_000_000n },
      { accountNumber: refusing, amount: 12_000_000n },
    ])
    await desk.released()
    await desk.process.settle()
    expect(await desk.stateOf(claimId)).toBe('awaiting_account')
    expect(await desk.ledger(claimId)).toEqual({
      benefit_expense: 42_000_000n,
      bank: -30_000_000n,
      returned: -12_000_000n,
    })

    const again = desk.process.claims.fire(claimId, 'correct_account', heir, { idempotencyKey: 'too soon' })
    await expect(again).rejects.toThrow('ACCOUNT_NOT_CORRECTED')

    await desk.sql.rows(`update payee set account_number = $2 where claim_id = $1 and account_number = $3`, [
      claimId,
      await sealedAccount(desk.sql, claimId, desk.account()),
      await sealedAccount(desk.sql, claimId, refusing),
    ])
    await desk.process.claims.fire(claimId, 'correct_account', heir, { idempotencyKey: 'corrected' })
    expect(await desk.ledger(claimId)).toMatchObject({ payable: -12_000_000n })
    expect(await desk.stateOf(claimId)).toBe('paying')
    await desk.process.settle()
    expect(await desk.transfers(claimId)).toBe(1)

    desk.dayLater()
    await desk.released()
    await desk.process.settle()
    expect(await desk.stateOf(claimId)).toBe('paid')
    expect(await desk.ledger(claimId)).toEqual({ benefit_expense: 42_000_000n, bank: -42_000_000n })
    const payments = await desk.payments(claimId)
    const refused = payments.find(({ state }) => state === 'refused')
    expect(refused?.outcome_reason).toBe('ACCOUNT_CLOSED')
    expect(payments.filter(({ previous_payment_id }) => previous_payment_id === refused?.id)).toHaveLength(1)
  })

  it('comes back after the claim was paid, and the claim waits for an account again', async () => {
    const returning = await accountThat('return', 3)
    const { claimId, heir } = await desk.approved([{ accountNumber: returning, amount: 42_000_000n }])
    await desk.released()
    await desk.process.settle()
    expect(await desk.stateOf(claimId)).toBe('paid')

    desk.clock.moveTo('2022-10-17T02:00:00.000Z')
    await desk.process.settle()
    expect(await desk.stateOf(claimId)).toBe('awaiting_account')
    expect(await desk.ledger(claimId)).toEqual({ benefit_expense: 42_000_000n, returned: -42_000_000n })

    await correctAccount(claimId, heir)
    desk.dayLater()
    await desk.released()
    await desk.process.settle()
    expect(await desk.stateOf(claimId)).toBe('paid')
    expect(await desk.paidTwice()).toEqual([])
    expect(await desk.ledger(claimId)).toEqual({ benefit_expense: 42_000_000n, bank: -42_000_000n })
  })

  it('is asked about when the bank acknowledged it and no settlement came in time', async () => {
    const late = await accountThat('late', 30)
    const { claimId } = await desk.approved([{ accountNumber: late, amount: 42_000_000n }])
    await desk.released()
    await desk.process.settle()
    expect(await desk.payments(claimId)).toMatchObject([{ state: 'acknowledged' }])
    desk.clock.moveTo('2022-10-27T02:00:00.000Z')
    await desk.process.settle()
    const steps = await desk.sql.rows<{ event: string }>(
      `select t.event from payment_transition t join payment p on p.id = t.payment_id where p.claim_id = $1 order by t.seq`,
      [claimId],
    )
    expect(steps.map(({ event }) => event)).toEqual([
      'add_to_batch',
      'send',
      'bank_acknowledged',
      'outcome_unknown',
      'inquiry_acknowledged',
    ])
  })
})

describe('money that the bank never received', () => {
  let desk: PaymentDesk
  beforeAll(async () => {
    desk = await PaymentDesk.open(new BankPatience(5, 0.6))
  })
  afterAll(() => desk.close())

  async function losingAccount(): Promise<string> {
    const accountNumber = desk.account()
    await desk.simulator.behave({ bankCode: '002', accountNumber, behaviour: 'lost' })
    return accountNumber
  }

  async function settleUntil(holds: () => Promise<boolean>): Promise<void> {
    for (await desk.process.settle(); !(await holds()); await desk.process.settle()) {
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }

  it('goes out again by itself, once, when the bank never received it, and nobody asks the family for an account', async () => {
    const losing = await losingAccount()
    const { claimId } = await desk.approved([{ accountNumber: losing, amount: 42_000_000n }])
    const batch = await desk.released()
    await desk.process.work()
    expect(await desk.payments(claimId)).toMatchObject([{ state: 'unknown' }])
    await desk.simulator.behave({ bankCode: '002', accountNumber: losing, behaviour: 'normal' })
    await settleUntil(async () => (await desk.stateOf(claimId)) === 'paid')
    expect(
      (await desk.payments(claimId)).map(({ state, outcome_reason }) => [state, outcome_reason]),
    ).toEqual([
      ['refused', 'NEVER_RECEIVED'],
      ['settled', null],
    ])
    expect(await desk.transfers(claimId)).toBe(1)
    const asReleased = await desk.process.batches.get(batch, desk.releaser)
    expect(asReleased).toMatchObject({ state: 'answered', count: 1, total: 42_000_000n })
  })

  it('waits for a person when it was lost a second time', async () => {
    const losing = await losingAccount()
    const { claimId } = await desk.approved([{ accountNumber: losing, amount: 42_000_000n }])
    await desk.released()
    const states = async () => (await desk.payments(claimId)).map(({ state }) => state).toSorted()
    await settleUntil(async () => (await states()).length === 3)
    expect(await states()).toEqual(['queued', 'refused', 'refused'])
    expect(await desk.stateOf(claimId)).toBe('paying')
    await desk.simulator.behave({ bankCode: '002', accountNumber: losing, behaviour: 'normal' })
    await desk.released()
    await desk.process.settle()
    expect(await desk.stateOf(claimId)).toBe('paid')
  })

  it('is not taken for lost as long as the bank may still take the instruction', async () => {
    const patient = await PaymentDesk.open(new BankPatience(5, 3600))
    try {
      const losing = patient.account()
      await patient.simulator.behave({ bankCode: '002', accountNumber: losing, behaviour: 'lost' })
      const { claimId } = await patient.approved([{ accountNumber: losing, amount: 42_000_000n }])
      await patient.released()
      await patient.process.settle()
      await patient.process.settle()
      expect(await patient.payments(claimId)).toMatchObject([{ state: 'unknown' }])
    } finally {
      await patient.close()
    }
  })
})

describe('the statement of the bank', () => {
  let desk: PaymentDesk
  beforeAll(async () => {
    desk = await PaymentDesk.open()
  })
  afterAll(() => desk.close())

  const line = (
    reference: string,
    amount: bigint,
    id: string,
    kind: 'settlement' | 'return' = 'settlement',
  ) => ({
    id,
    kind,
    reference,
    amount,
    valueDate: '2022-10-12',
  })

  async function placements(): Promise<unknown[]> {
    return desk.sql.rows('select line_id, outcome, note from statement_placement order by line_id')
  }

  it('ends with every line placed: strange ones lie in the inbox with their reason and stop nobody', async () => {
    const { claimId } = await desk.approved()
    await desk.released()
    await desk.process.work()
    const [payment] = await desk.payments(claimId)
    const reference = payment?.id.replaceAll('-', '') ?? ''
    const { statement } = desk.process
    expect(await statement.place(line('NOT-OURS', 5n, 'A1'))).toBe('unmatched')
    expect(await statement.place(line(reference, 41_999_999n, 'A2'))).toBe('unmatched')
    expect(await statement.place(line(reference, 42_000_000n, 'A3'))).toBe('matched')
    expect(await statement.place(line(reference, 42_000_000n, 'A3'))).toBeNull()
    expect(await statement.place(line(reference, 42_000_000n, 'A4'))).toBe('unmatched')
    expect(await placements()).toEqual([
      { line_id: 'A1', outcome: 'unmatched', note: 'REFERENCE_UNKNOWN' },
      { line_id: 'A2', outcome: 'unmatched', note: 'AMOUNT_DIFFERS' },
      { line_id: 'A3', outcome: 'matched', note: null },
      { line_id: 'A4', outcome: 'unmatched', note: 'PAYMENT_HAS_ITS_LINE' },
    ])
    await desk.process.work()
    expect(await desk.stateOf(claimId)).toBe('paid')
  })

  it('settles a payment once, however many readers read the same line at once', async () => {
    const { claimId } = await desk.approved()
    await desk.released()
    await desk.process.work()
    const [payment] = await desk.payments(claimId)
    const same = line(payment?.id.replaceAll('-', '') ?? '', 42_000_000n, 'B1')
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => desk.process.statement.place(same)))
    expect(outcomes.filter((outcome) => outcome === 'matched')).toHaveLength(1)
    expect(await desk.ledger(claimId)).toEqual({ benefit_expense: 42_000_000n, bank: -42_000_000n })
  })
})
