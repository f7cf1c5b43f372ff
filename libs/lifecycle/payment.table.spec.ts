import { describe, expect, it } from '@jest/globals'
import { decide } from './engine.js'
import { batchTable } from './payment-batch.table.js'
import type { BatchFacts, PaymentFacts } from './payment.facts.js'
import {
  dutyOfPaymentEvent,
  paymentStates,
  paymentTable,
  type PaymentEvent,
  type PaymentState,
} from './payment.table.js'
import type { Role } from './vocabulary.js'

const ready: PaymentFacts = {
  now: '2026-03-02T02:00:00.000Z',
  actor: { id: 'rina', role: 'releaser', duties: [] },
  payment: {
    id: 'p1',
    reference: 'R-1',
    amount: '42000000',
    sentAt: null,
    heldUntil: null,
    reissuedAs: null,
    stillOwed: true,
  },
  otherLivePayments: 0,
  account: { checked: true, newAccountChecked: true },
  batch: { id: 'b1', released: false },
  statementLine: null,
  input: {},
}
function fire(state: PaymentState, event: PaymentEvent, role: Role, facts: Partial<PaymentFacts> = {}) {
  return decide(paymentTable, { state, event, role }, { ...ready, ...facts })
}
const codes = (decision: ReturnType<typeof fire>) =>
  decision.ok ? [] : decision.refusals.map((refusal) => refusal.code)
const line = { id: 'l1', amount: '42000000', matched: false }

describe('a payment', () => {
  it('is sent from a released batch and from nowhere else', () => {
    const released = { batch: { id: 'b1', released: true } }
    expect(paymentStates.filter((state) => fire(state, 'send', 'system', released).ok)).toEqual(['in_batch'])
    expect(codes(fire('in_batch', 'send', 'system'))).toEqual(['BATCH_NOT_RELEASED'])
  })

  it('with a reference that was ever sent is not sent, wherever it lies', () => {
    const again = { batch: { id: 'b1', released: true }, payment: { ...ready.payment, sentAt: ready.now } }
    expect(codes(fire('in_batch', 'send', 'system', again))).toEqual(['ALREADY_SENT'])
  })

  it('waits after a change of account until the very instant', () => {
    const add = (heldUntil: string) =>
      fire('queued', 'add_to_batch', 'system', {
        payment: { ...ready.payment, heldUntil },
        input: { batchId: 'b1' },
      })
    expect(codes(add('2026-03-02T02:00:00.001Z'))).toEqual(['PAYMENT_ON_HOLD'])
    expect(add('2026-03-02T02:00:00.000Z').ok).toBe(true)
  })

  it('of a line that is already being paid does not go into a batch', () => {
    expect(
      codes(fire('queued', 'add_to_batch', 'system', { otherLivePayments: 1, input: { batchId: 'b1' } })),
    ).toEqual(['OTHER_LIVE_PAYMENT'])
  })

  it('of unknown fate is settled by the answer of the bank or by a document, not by silence', () => {
    expect(codes(fire('unknown', 'inquiry_settled', 'system'))).toEqual(['EVIDENCE_MISSING'])
    expect(fire('unknown', 'inquiry_settled', 'system', { input: { inquiryId: 'i1' } }).ok).toBe(true)
    expect(fire('unknown', 'inquiry_settled', 'reconciler', { input: { evidenceDocumentId: 'd1' } }).ok).toBe(
      true,
    )
  })

  it('is matched only with a free statement line over exactly its amount', () => {
    const settle = (statementLine: PaymentFacts['statementLine']) =>
      fire('acknowledged', 'settle', 'system', { statementLine })
    expect(codes(settle(null))).toEqual(['STATEMENT_LINE_MISSING'])
    expect(codes(settle({ ...line, matched: true }))).toEqual(['STATEMENT_LINE_TAKEN'])
    expect(codes(settle({ ...line, amount: '41999999' }))).toEqual(['AMOUNT_DIFFERS'])
    expect(settle(line).ok).toBe(true)
  })

  it('is not matched by a person who verified, approved or released the claim', () => {
    const actor = { id: 'rina', role: 'reconciler', duties: ['release'] } as const
    expect(codes(fire('sent', 'settle', 'reconciler', { actor, statementLine: line }))).toEqual([
      'DUTY_ALREADY_HELD',
    ])
  })

  it('that came back is replaced once', () => {
    expect(fire('returned', 'reissue', 'system').ok).toBe(true)
    expect(
      codes(fire('returned', 'reissue', 'system', { payment: { ...ready.payment, reissuedAs: 'p2' } })),
    ).toEqual(['ALREADY_REISSUED'])
  })

  it('is cancelled before release only', () => {
    const input = { reason: 'Keputusan ditarik kembali' }
    expect(fire('in_batch', 'cancel', 'system', { input }).ok).toBe(true)
    expect(
      codes(fire('in_batch', 'cancel', 'system', { input, batch: { id: 'b1', released: true } })),
    ).toEqual(['ALREADY_RELEASED'])
    expect(fire('sent', 'cancel', 'system', { input })).toMatchObject({ why: 'no-such-step' })
  })

  it('that a reconciler may touch always exercises the duty to reconcile', () => {
    const touched = new Set(
      paymentTable.filter((row) => row.by.includes('reconciler')).map((row) => row.event),
    )
    expect([...touched].sort()).toEqual(Object.keys(dutyOfPaymentEvent).sort())
  })
})

describe('a batch', () => {
  const counted: BatchFacts = {
    now: ready.now,
    actor: { id: 'rina', role: 'releaser' },
    batch: {
      count: 2,
      total: '84000000',
      closedHash: 'h',
      currentHash: 'h',
      conflictingPayments: 0,
      unanswered: 0,
      unexplainedLines: 0,
      closerId: 'budi',
      releaserId: null,
    },
    input: { declaredCount: 2, declaredTotal: '84000000' },
  }
  const release = (facts: Partial<BatchFacts>) =>
    decide(batchTable, { state: 'closed', event: 'release', role: 'releaser' }, { ...counted, ...facts })
  const refused = (decision: ReturnType<typeof release>) =>
    decision.ok ? [] : decision.refusals.map((refusal) => refusal.code)

  it('is released when the person counts what the product counts', () => {
    expect(release({}).ok).toBe(true)
    expect(refused(release({ input: { declaredCount: 3, declaredTotal: '84000000' } }))).toEqual([
      'COUNT_DIFFERS',
    ])
    expect(refused(release({ input: { declaredCount: 2, declaredTotal: '84000001' } }))).toEqual([
      'AMOUNT_DIFFERS',
    ])
  })

  it('is not released by whoever closed it', () => {
    expect(refused(release({ batch: { ...counted.batch, closerId: 'rina' } }))).toEqual([
      'BATCH_CLOSED_BY_ACTOR',
    ])
  })

  it('that changed since it was closed, or holds decisions of the releaser, is not released', () => {
    expect(
      refused(release({ batch: { ...counted.batch, currentHash: 'other', conflictingPayments: 1 } })),
    ).toEqual(['BATCH_HOLDS_OWN_DECISIONS', 'BATCH_CHANGED'])
  })

  it('is not reconciled by whoever released it, nor with a line that nobody can explain', () => {
    const facts = { ...counted, batch: { ...counted.batch, releaserId: 'rina', unexplainedLines: 1 } }
    const decision = decide(batchTable, { state: 'answered', event: 'reconcile', role: 'reconciler' }, facts)
    expect(refused(decision)).toEqual(['DUTY_ALREADY_HELD', 'LINES_UNEXPLAINED'])
  })
})
