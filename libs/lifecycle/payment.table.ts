/**
 * What may happen to one payment. Two promises are rows that are not here: nothing but `send` leads to the bank and it
 * starts only in `in_batch`, so a reference is sent at most once; and `unknown` has no way out but an inquiry or
 * evidence, so silence never pays twice. A refused or returned payment is not sent again: `reissue` makes a new payment
 * with a new reference that names the old one, and `write_back` closes one that a later decision no longer owes.
 */
import { record, send, start, stop, type EffectOf } from './effects.js'
import type { Guard, Row } from './engine.js'
import type { Machine } from './machine.js'
import type { PaymentFacts } from './payment.facts.js'
import * as g from './payment.guards.js'
import type { Duty, Role } from './vocabulary.js'

export const paymentStates = ['queued', 'in_batch', 'sent', 'unknown', 'acknowledged', 'settled', 'refused', 'returned', 'written_back', 'cancelled'] as const
export type PaymentState = (typeof paymentStates)[number]

export const paymentEvents = [
  'add_to_batch', 'remove_from_batch', 'send', 'bank_acknowledged', 'bank_refused', 'outcome_unknown', 'inquiry_acknowledged',
  'inquiry_settled', 'inquiry_refused', 'settle', 'return', 'reissue', 'write_back', 'cancel',
] as const
export type PaymentEvent = (typeof paymentEvents)[number]

export type PaymentClock = 'payment_acknowledgement' | 'payment_settlement'
/** `settlement`, `settlement_reversal` and `write_back` are postings in the ledger. */
export type PaymentRecord = 'settlement' | 'settlement_reversal' | 'reissued_payment' | 'write_back'
/** `payment.tell-claim` asks whether all parts of the claim are settled, or some bounced, and fires that event. */
export type PaymentTopic = 'payment.inquire' | 'payment.tell-claim'
export type PaymentEffect = EffectOf<PaymentClock, PaymentRecord, PaymentTopic, never>
export type PaymentRow = Row<PaymentState, PaymentEvent, Role, PaymentFacts, PaymentEffect>

function row(from: PaymentState, event: PaymentEvent, to: PaymentState, by: readonly Role[], guards: readonly Guard<PaymentFacts>[], effects: readonly PaymentEffect[]): PaymentRow {
  return { from, event, to, by, guards, effects }
}

const reconciling = g.holdsNoOtherDutyThan('reconcile')
const tellClaim = send('payment.tell-claim')
const answered = stop('payment_acknowledgement')
const ended = stop('payment_settlement')

export const paymentTable: readonly PaymentRow[] = [
  //  from            event                   to              by                                 guards                                                                                effects
  row('queued',       'add_to_batch',         'in_batch',     ['system', 'releaser'],            [g.batchGiven, g.accountChecked, g.waitIsOver, g.onlyLivePayment, g.amountAboveZero], []),
  row('in_batch',     'remove_from_batch',    'queued',       ['releaser'],                      [g.batchNotReleased, g.paymentReasonGiven],                                           []),
  row('in_batch',     'send',                 'sent',         ['system'],                        [g.inReleasedBatch, g.neverSent, g.onlyLivePayment, g.accountChecked],                [start('payment_acknowledgement')]),

  row('sent',         'bank_acknowledged',    'acknowledged', ['system'],                        [],                                                                                   [answered, start('payment_settlement')]),
  row('sent',         'bank_refused',         'refused',      ['system'],                        [g.paymentReasonGiven],                                                               [answered, tellClaim]),
  row('sent',         'settle',               'settled',      ['system', 'reconciler'],          [reconciling, g.statementLineMatches],                                                [answered, record('settlement'), tellClaim]),
  row('sent',         'outcome_unknown',      'unknown',      ['system'],                        [],                                                                                   [answered, send('payment.inquire')]),

  row('unknown',      'inquiry_acknowledged', 'acknowledged', ['system', 'reconciler'],          [reconciling, g.inquiryOrEvidence],                                                   [start('payment_settlement')]),
  row('unknown',      'inquiry_settled',      'settled',      ['system', 'reconciler'],          [reconciling, g.inquiryOrEvidence],                                                   [record('settlement'), tellClaim]),
  row('unknown',      'inquiry_refused',      'refused',      ['system', 'reconciler'],          [reconciling, g.inquiryOrEvidence],                                                   [tellClaim]),

  row('acknowledged', 'settle',               'settled',      ['system', 'reconciler'],          [reconciling, g.statementLineMatches],                                                [ended, record('settlement'), tellClaim]),
  row('acknowledged', 'bank_refused',         'refused',      ['system'],                        [g.paymentReasonGiven],                                                               [ended, tellClaim]),
  row('acknowledged', 'return',               'returned',     ['system', 'reconciler'],          [reconciling, g.statementLineMatches],                                                [ended, tellClaim]),
  row('acknowledged', 'outcome_unknown',      'unknown',      ['system'],                        [],                                                                                   [ended, send('payment.inquire')]),
  row('settled',      'return',               'returned',     ['system', 'reconciler'],          [reconciling, g.statementLineMatches],                                                [record('settlement_reversal'), tellClaim]),

  row('refused',      'reissue',              'refused',      ['system'],                        [g.notYetReissued, g.newAccountChecked],                                              [record('reissued_payment')]),
  row('returned',     'reissue',              'returned',     ['system'],                        [g.notYetReissued, g.newAccountChecked],                                              [record('reissued_payment')]),
  row('refused',      'write_back',           'written_back', ['system'],                        [g.notYetReissued, g.notOwed],                                                        [record('write_back')]),
  row('returned',     'write_back',           'written_back', ['system'],                        [g.notYetReissued, g.notOwed],                                                        [record('write_back')]),
  row('queued',       'cancel',               'cancelled',    ['system', 'releaser', 'manager'], [g.batchNotReleased, g.neverSent, g.paymentReasonGiven],                              []),
  row('in_batch',     'cancel',               'cancelled',    ['system', 'releaser', 'manager'], [g.batchNotReleased, g.neverSent, g.paymentReasonGiven],                              []),
]

/** The separated duty that a payment event exercises when a person fires it. */
export const dutyOfPaymentEvent: Partial<Record<PaymentEvent, Duty>> = {
  settle: 'reconcile',
  return: 'reconcile',
  inquiry_acknowledged: 'reconcile',
  inquiry_settled: 'reconcile',
  inquiry_refused: 'reconcile',
}

export const paymentMachine: Machine<PaymentState, PaymentEvent, Role, PaymentFacts, PaymentEffect> = {
  name: 'payment',
  initial: 'queued',
  states: paymentStates,
  final: ['settled', 'refused', 'returned', 'written_back', 'cancelled'],
  events: paymentEvents,
  table: paymentTable,
}
