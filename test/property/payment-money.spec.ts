import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { type Account, balances, type Entry, moneyMove } from '#libs/ledger'
import { type PaymentEvent, paymentEvents, type PaymentState, paymentTable } from '#libs/lifecycle'
import { entriesOf } from '../../src/payment/payment-postings.js'

const AMOUNT = 42_000_000n

/** Where the whole amount of a payment must lie; a cancelled one lies nowhere. */
const placeOf: Record<PaymentState, Account | null> = {
  queued: 'payable',
  in_batch: 'payable',
  sent: 'in_transit',
  unknown: 'in_transit',
  acknowledged: 'in_transit',
  settled: 'bank',
  refused: 'returned',
  returned: 'returned',
  written_back: null,
  cancelled: null,
}

interface Walk {
  states: PaymentState[]
  sends: number
  entries: Entry[]
}

/** A payment that takes every offered event which the table knows in its state. */
function walk(events: readonly PaymentEvent[]): Walk {
  const obligation = moneyMove('obligation', AMOUNT)
  if (!obligation.ok) throw new Error('no obligation')
  const path: Walk = { states: ['queued'], sends: 0, entries: [obligation.entry] }
  for (const event of events) {
    const from = path.states.at(-1) ?? 'queued'
    const row = paymentTable.find((each) => each.from === from && each.event === event)
    if (!row) continue
    path.states.push(row.to)
    path.entries.push(...entriesOf(row.from, row.to, { amount: AMOUNT, purpose: 'benefit' }))
    if (event === 'send') path.sends += 1
  }
  return path
}

const anyEvents = fc.array(fc.constantFrom(...paymentEvents), { maxLength: 40 })

describe('a payment on any way through its table', () => {
  it('lies in the ledger exactly where its state says, with its whole amount', () => {
    fc.assert(
      fc.property(anyEvents, (events) => {
        const { states, entries } = walk(events)
        const place = placeOf[states.at(-1) ?? 'queued']
        const { benefit_expense, ...elsewhere } = balances(entries)
        expect(benefit_expense).toBe(place === null ? 0n : AMOUNT)
        const expected = Object.keys(elsewhere).map((account) => [account, account === place ? -AMOUNT : 0n])
        expect(Object.entries(elsewhere)).toEqual(expected)
      }),
      { numRuns: 5_000 },
    )
  })

  it('is sent at most once, and from a batch', () => {
    fc.assert(
      fc.property(anyEvents, (events) => {
        const { states, sends } = walk(events)
        expect(sends).toBeLessThanOrEqual(1)
        const sentAt = states.indexOf('sent')
        if (sentAt > 0) expect(states[sentAt - 1]).toBe('in_batch')
      }),
      { numRuns: 5_000 },
    )
  })

  it('posts each kind of entry at most once, so that the ledger can refuse a second one', () => {
    fc.assert(
      fc.property(anyEvents, (events) => {
        const kinds = walk(events).entries.map((each) => each.kind)
        expect(new Set(kinds).size).toBe(kinds.length)
      }),
      { numRuns: 5_000 },
    )
  })

  it('leaves unknown only by what an inquiry or evidence showed', () => {
    const ways = paymentTable.filter((row) => row.from === 'unknown').map((row) => row.event)
    expect(ways).toEqual(['inquiry_acknowledged', 'inquiry_settled', 'inquiry_refused'])
    for (const row of paymentTable.filter((each) => each.from === 'unknown')) {
      expect(row.guards.map((guard) => guard.name)).toContain('inquiry_or_evidence_given')
    }
  })
})
