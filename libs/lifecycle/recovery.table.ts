/**
 * What may happen to an overpayment that is to come back. A paid line is never edited: what was paid too much is a claim
 * of the agency of its own, confirmed by two persons, told to the payee, paid back in parts that the payee can bear. It
 * ends settled, waived or written off, each with the sentence that says why, or superseded by a later decision on the
 * claim, which sets off anew what the payee has.
 * @basis: recovery from the payee, never by changing what was paid
 */
import { record, send, tell, type EffectOf } from './effects.js'
import type { Guard, Row } from './engine.js'
import { ask, demand, isGiven } from './guard.js'
import type { Machine } from './machine.js'
import type { Role, Topic } from './vocabulary.js'

export const recoveryStates = ['identified', 'confirmed', 'notified', 'disputed', 'arranged', 'recovering', 'settled', 'waived', 'written_off', 'superseded'] as const
export type RecoveryState = (typeof recoveryStates)[number]

export const recoveryEvents = ['confirm', 'notify', 'dispute', 'uphold', 'arrange', 'receive', 'settle', 'waive', 'write_off', 'supersede'] as const
export type RecoveryEvent = (typeof recoveryEvents)[number]

/** Steps that decide over money: whoever takes one proves at that moment who he is. */
export const recoveryDecisions: readonly RecoveryEvent[] = ['confirm', 'uphold', 'waive', 'write_off']

/** `overpayment`, `repayment`, `recovery_waiver`, `recovery_loss` and `recovery_superseded` are entries of the ledger; `plan` holds the instalments. */
export type RecoveryRecord = 'overpayment' | 'plan' | 'repayment' | 'recovery_waiver' | 'recovery_loss' | 'recovery_superseded'
export const recoveryTemplates = ['overpayment-notice', 'recovery-arranged'] as const
export type RecoveryTemplate = (typeof recoveryTemplates)[number]
export type RecoveryEffect = EffectOf<never, RecoveryRecord, Extract<Topic, 'letter.write'>, RecoveryTemplate>

/** What the guards may know. Amounts are whole rupiah as text. */
export interface RecoveryFacts {
  readonly actor: { readonly id: string; readonly role: Role }
  readonly identifiedBy: string
  /** Still to come back. */
  readonly open: string
  readonly input: {
    readonly reason?: string
    /** arrange: the sum of the instalments; receive: what came back. */
    readonly amount?: string
  }
}

type RecoveryGuard = Guard<RecoveryFacts>
export type RecoveryRow = Row<RecoveryState, RecoveryEvent, Role, RecoveryFacts, RecoveryEffect>

const byAnother: RecoveryGuard = demand('by_another_person', ({ actor, identifiedBy }) => actor.id !== identifiedBy, 'SAME_PERSON')
const why: RecoveryGuard = ask('reason_given', ({ input }) => isGiven(input.reason), 'REASON_MISSING')
const planCoversAll: RecoveryGuard = ask('plan_covers_what_is_open', ({ input, open }) => input.amount === open, 'PLAN_DIFFERS', ({ input, open }) => ({ declaredAmount: input.amount ?? '0', computedAmount: open }))
const notTooMuch: RecoveryGuard = ask('no_more_than_is_open', ({ input, open }) => BigInt(input.amount ?? '0') > 0n && BigInt(input.amount ?? '0') <= BigInt(open), 'MORE_THAN_OPEN', ({ open }) => ({ limit: open }))
const nothingOpen: RecoveryGuard = demand('nothing_open', ({ open }) => open === '0', 'STILL_OPEN', ({ open }) => ({ total: open }))

function row(from: RecoveryState, event: RecoveryEvent, to: RecoveryState, by: readonly Role[], guards: readonly RecoveryGuard[], effects: readonly RecoveryEffect[]): RecoveryRow {
  return { from, event, to, by, guards, effects }
}

const waiver = record('recovery_waiver')
const loss = record('recovery_loss')
const superseded = record('recovery_superseded')
/** The message frightens nobody with a sum; the letter says what, why, and how to disagree. */
const told: readonly RecoveryEffect[] = [send('letter.write'), tell('overpayment-notice')]

export const recoveryTable: readonly RecoveryRow[] = [
  //  from         event        to             by                      guards                  effects
  row('identified', 'confirm',   'confirmed',   ['manager'],            [byAnother, why],       [record('overpayment')]),
  row('identified', 'waive',     'waived',      ['manager'],            [byAnother, why],       []),
  row('confirmed',  'notify',    'notified',    ['officer', 'manager'], [],                     told),
  row('notified',   'dispute',   'disputed',    ['officer', 'manager'], [why],                  []),
  row('disputed',   'uphold',    'notified',    ['manager'],            [byAnother, why],       told),
  row('notified',   'arrange',   'arranged',    ['officer', 'manager'], [planCoversAll],        [record('plan'), tell('recovery-arranged')]),
  row('arranged',   'arrange',   'arranged',    ['officer', 'manager'], [planCoversAll],        [record('plan'), tell('recovery-arranged')]),
  row('recovering', 'arrange',   'recovering',  ['officer', 'manager'], [planCoversAll],        [record('plan'), tell('recovery-arranged')]),
  row('arranged',   'receive',   'recovering',  ['reconciler'],         [byAnother, notTooMuch], [record('repayment')]),
  row('recovering', 'receive',   'recovering',  ['reconciler'],         [byAnother, notTooMuch], [record('repayment')]),
  row('recovering', 'settle',    'settled',     ['system'],             [nothingOpen],          []),
  row('confirmed',  'waive',     'waived',      ['manager'],            [byAnother, why],       [waiver]),
  row('notified',   'waive',     'waived',      ['manager'],            [byAnother, why],       [waiver]),
  row('disputed',   'waive',     'waived',      ['manager'],            [byAnother, why],       [waiver]),
  row('arranged',   'waive',     'waived',      ['manager'],            [byAnother, why],       [waiver]),
  row('recovering', 'waive',     'waived',      ['manager'],            [byAnother, why],       [waiver]),
  row('notified',   'write_off', 'written_off', ['manager'],            [byAnother, why],       [loss]),
  row('arranged',   'write_off', 'written_off', ['manager'],            [byAnother, why],       [loss]),
  row('recovering', 'write_off', 'written_off', ['manager'],            [byAnother, why],       [loss]),
  row('identified', 'supersede', 'superseded',  ['system'],             [],                     []),
  row('confirmed',  'supersede', 'superseded',  ['system'],             [],                     [superseded]),
  row('notified',   'supersede', 'superseded',  ['system'],             [],                     [superseded]),
  row('disputed',   'supersede', 'superseded',  ['system'],             [],                     [superseded]),
  row('arranged',   'supersede', 'superseded',  ['system'],             [],                     [superseded]),
  row('recovering', 'supersede', 'superseded',  ['system'],             [],                     [superseded]),
]

export const recoveryMachine: Machine<RecoveryState, RecoveryEvent, Role, RecoveryFacts, RecoveryEffect> = {
  name: 'recovery',
  initial: 'identified',
  states: recoveryStates,
  final: ['settled', 'waived', 'written_off', 'superseded'],
  events: recoveryEvents,
  table: recoveryTable,
}
