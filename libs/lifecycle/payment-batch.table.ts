/** What may happen to a payment batch: one list of payments, counted by two persons before it leaves. */
import { record, send, type EffectOf } from './effects.js'
import type { Guard, Row } from './engine.js'
import type { Machine } from './machine.js'
import type { BatchFacts } from './payment.facts.js'
import * as g from './payment.guards.js'
import type { Duty, Role } from './vocabulary.js'

export const batchStates = ['open', 'closed', 'released', 'answered', 'reconciled'] as const
export type BatchState = (typeof batchStates)[number]

export const batchEvents = ['close', 'reopen', 'release', 'answers_complete', 'reconcile'] as const
export type BatchEvent = (typeof batchEvents)[number]

/** `batch_hash` freezes count, total and payments; `payment.release-claims` fires `release` on every claim in the batch. */
export type BatchEffect = EffectOf<never, 'batch_hash', 'payment.release-claims', never>
export type BatchRow = Row<BatchState, BatchEvent, Role, BatchFacts, BatchEffect>

function row(from: BatchState, event: BatchEvent, to: BatchState, by: readonly Role[], guards: readonly Guard<BatchFacts>[], effects: readonly BatchEffect[]): BatchRow {
  return { from, event, to, by, guards, effects }
}

export const batchTable: readonly BatchRow[] = [
  //  from        event               to            by              guards                                                                           effects
  row('open',     'close',            'closed',     ['releaser'],   [g.batchNotEmpty, g.declaredEqualsComputed],                                     [record('batch_hash')]),
  row('closed',   'reopen',           'open',       ['releaser'],   [g.batchReasonGiven],                                                            []),
  row('closed',   'release',          'released',   ['releaser'],   [g.noConflictingPayment, g.releaserDidNotClose, g.batchUnchangedSinceClosed, g.declaredEqualsComputed], [send('payment.release-claims')]),
  row('released', 'answers_complete', 'answered',   ['system'],     [g.everyPaymentAnswered],                                                        []),
  row('answered', 'reconcile',        'reconciled', ['reconciler'], [g.reconcilerDidNotRelease, g.noConflictingPayment, g.everyLineExplained],       []),
]

/** The separated duty that a batch event exercises on every claim in the batch. */
export const dutyOfBatchEvent: Partial<Record<BatchEvent, Duty>> = { release: 'release', reconcile: 'reconcile' }

export const batchMachine: Machine<BatchState, BatchEvent, Role, BatchFacts, BatchEffect> = {
  name: 'payment batch',
  initial: 'open',
  states: batchStates,
  final: ['reconciled'],
  events: batchEvents,
  table: batchTable,
}
