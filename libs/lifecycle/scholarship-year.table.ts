/**
 * What may happen to one school year of one child's scholarship. A missed year can be caught up; a year that is not
 * paid ends as `not_payable` with a coded ground, never in silence. `rule_hold` keeps back a verified year while a rule
 * is unclear, and an approver lifts it for all in one run. Whether a verified year is paid or not, two persons decide.
 */
import { record, start, stop, tell, type EffectOf } from './effects.js'
import type { Guard, Row } from './engine.js'
import type { Machine } from './machine.js'
import * as g from './scholarship.guards.js'
import type { YearFacts } from './scholarship.guards.js'
import type { Duty, Role } from './vocabulary.js'

export const yearStates = ['planned', 'open', 'evidence_in', 'returned', 'verified', 'rule_hold', 'approved', 'paying', 'paid', 'missed', 'not_payable'] as const
export type YearState = (typeof yearStates)[number]

export const yearEvents = [
  'open', 'submit_evidence', 'return_evidence', 'verify', 'hold', 'lift_hold', 'send_back', 'approve', 'release', 'settled', 'miss',
  'catch_up', 'deny', 'award_ended', 'restore', 'lapse', 'object', 'bounced', 'correct_account',
] as const
export type YearEvent = (typeof yearEvents)[number]

export const yearTemplates = [
  'scholarship-invitation', 'scholarship-received', 'scholarship-returned', 'scholarship-held', 'scholarship-approved',
  'scholarship-paid', 'scholarship-missed', 'scholarship-not-payable', 'scholarship-account-asked', 'scholarship-objection-received',
] as const
export type YearTemplate = (typeof yearTemplates)[number]
/** `ruling` keeps what the law says of this year; `obligations` and `reissued_payment` leave a payment in `queued`. */
export type YearEffect = EffectOf<'scholarship_year', 'ruling' | 'obligations' | 'reissued_payment' | 'forecast', never, YearTemplate>
export type YearRow = Row<YearState, YearEvent, Role, YearFacts, YearEffect>

function row(from: YearState, event: YearEvent, to: YearState, by: readonly Role[], guards: readonly Guard<YearFacts>[], effects: readonly YearEffect[]): YearRow {
  return { from, event, to, by, guards, effects }
}

const givers: readonly Role[] = ['heir', 'representative', 'officer']
/** By itself where the guardian has changed: the new one's account is on file. */
const giversOrTime: readonly Role[] = [...givers, 'system']
const notPayable: readonly YearEffect[] = [stop('scholarship_year'), record('forecast'), tell('scholarship-not-payable')]

export const yearTable: readonly YearRow[] = [
  //  from           event              to             by            guards                                                       effects
  row('planned',     'open',            'open',        ['system'],   [g.awardActive, g.yearHasBegun],                             [start('scholarship_year'), tell('scholarship-invitation')]),
  row('open',        'submit_evidence', 'evidence_in', givers,       [g.awardActive, g.evidenceGiven],                            [stop('scholarship_year'), tell('scholarship-received')]),
  row('evidence_in', 'return_evidence', 'returned',    ['verifier'], [g.evidenceLookedAt, g.yearReasonGiven],                     [tell('scholarship-returned')]),
  row('returned',    'submit_evidence', 'evidence_in', givers,       [g.evidenceGiven],                                           [tell('scholarship-received')]),
  row('evidence_in', 'verify',          'verified',    ['verifier'], [g.awardActive, g.evidenceLookedAt, g.newEyes],              [record('ruling')]),
  row('verified',    'hold',            'rule_hold',   ['manager'],  [g.yearReasonGiven],                                         [tell('scholarship-held')]),
  row('rule_hold',   'lift_hold',       'verified',    ['approver'], [g.anotherPersonVerified, g.yearReasonGiven],                []),
  row('verified',    'send_back',       'evidence_in', ['approver'], [g.anotherPersonVerified, g.yearReasonGiven],                []),
  row('verified',    'approve',         'approved',    ['approver'], [g.anotherPersonVerified, g.newEyes, g.evidenceGiven, g.rulingPayable, g.withinOwnLimit, g.yearNotTaken, g.payeeKnown], [record('obligations'), record('forecast'), tell('scholarship-approved')]),
  row('approved',    'release',         'paying',      ['releaser'], [g.yearReleased],                                            []),
  row('paying',      'settled',         'paid',        ['system'],   [g.yearSettled],                                             [tell('scholarship-paid')]),
  row('paying',      'bounced',         'paying',      ['system'],   [g.someBounced],                                             [tell('scholarship-account-asked')]),
  row('paid',        'bounced',         'paying',      ['system'],   [g.someBounced],                                             [tell('scholarship-account-asked')]),
  row('paying',      'correct_account', 'paying',      giversOrTime, [g.accountCorrected],                                        [record('reissued_payment')]),
  row('paid',        'correct_account', 'paying',      ['system'],   [g.accountCorrected],                                        [record('reissued_payment')]),

  row('open',        'miss',            'missed',      ['system'],   [g.yearIsOver],                                              [stop('scholarship_year'), tell('scholarship-missed')]),
  row('missed',      'catch_up',        'evidence_in', givers,       [g.catchUpPossible, g.evidenceGiven],                        [tell('scholarship-received')]),
  row('missed',      'lapse',           'not_payable', ['system'],   [g.catchUpOver],                                             notPayable),
  row('returned',    'lapse',           'not_payable', ['system'],   [g.catchUpOver],                                             notPayable),
  row('verified',    'deny',            'not_payable', ['approver'], [g.anotherPersonVerified, g.newEyes, g.groundGiven, g.yearReasonGiven], notPayable),
  row('not_payable', 'object',          'evidence_in', givers,       [g.wasDenied, g.objectionInTime, g.yearReasonGiven],         [tell('scholarship-objection-received')]),
  row('planned',     'award_ended',     'not_payable', ['system'],   [g.awardOver],                                               [record('forecast')]),
  row('open',        'award_ended',     'not_payable', ['system'],   [g.awardOver],                                               notPayable),
  row('not_payable', 'restore',         'planned',     ['system'],   [g.awardActive, g.closedByEnd],                              [record('forecast')]),
]

/** The separated duty that an event exercises on its school year: nobody holds two of them on the same one. */
export const dutyOfYearEvent: Partial<Record<YearEvent, Duty>> = {
  return_evidence: 'verify',
  verify: 'verify',
  lift_hold: 'approve',
  send_back: 'approve',
  approve: 'approve',
  deny: 'approve',
  release: 'release',
}

export const yearMachine: Machine<YearState, YearEvent, Role, YearFacts, YearEffect> = {
  name: 'scholarship year',
  initial: 'planned',
  states: yearStates,
  final: ['paid', 'not_payable'],
  events: yearEvents,
  table: yearTable,
}
