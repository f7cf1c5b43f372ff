/**
 * What may happen to a child's scholarship as a whole. It ends with a coded reason and is not passed on; only an objection
 * that another person upheld brings it back.
 */
import { record, stop, tell, type EffectOf } from './effects.js'
import type { Guard, Row } from './engine.js'
import type { Machine } from './machine.js'
import * as g from './scholarship.guards.js'
import type { AwardFacts } from './scholarship.guards.js'
import type { Role } from './vocabulary.js'

export const awardStates = ['candidate', 'waiting_school_age', 'active', 'suspended', 'ended'] as const
export type AwardState = (typeof awardStates)[number]

export const awardEvents = ['wait_for_school', 'activate', 'suspend', 'revive', 'change_guardian', 'end', 'object', 'reinstate'] as const
export type AwardEvent = (typeof awardEvents)[number]

export const awardTemplates = [
  'scholarship-granted', 'scholarship-suspended', 'scholarship-revived', 'scholarship-guardian-changed', 'scholarship-ended',
  'scholarship-objection-received',
] as const
export type AwardTemplate = (typeof awardTemplates)[number]

/** `school_years` plans the years ahead; `forecast` brings the estimate of commitments up to date; `guardian` is who acts and is paid from now on. */
export type AwardEffect = EffectOf<'scholarship_year', 'school_years' | 'forecast' | 'guardian', never, AwardTemplate>
export type AwardRow = Row<AwardState, AwardEvent, Role, AwardFacts, AwardEffect>

function row(from: AwardState, event: AwardEvent, to: AwardState, by: readonly Role[], guards: readonly Guard<AwardFacts>[], effects: readonly AwardEffect[]): AwardRow {
  return { from, event, to, by, guards, effects }
}

const granted: readonly AwardEffect[] = [record('school_years'), record('forecast'), tell('scholarship-granted')]
const over: readonly AwardEffect[] = [stop('scholarship_year'), record('forecast'), tell('scholarship-ended')]
const newGuardian: readonly AwardEffect[] = [record('guardian'), tell('scholarship-guardian-changed')]
const family: readonly Role[] = ['heir', 'representative', 'officer']

export const awardTable: readonly AwardRow[] = [
  //  from                  event              to                    by                       guards                                   effects
  row('candidate',          'wait_for_school', 'waiting_school_age', ['system', 'verifier'],  [g.earned, g.awardsLeft, g.notAtSchool], [record('forecast'), tell('scholarship-granted')]),
  row('candidate',          'activate',        'active',             ['system', 'verifier'],  [g.earned, g.awardsLeft, g.atSchool],    granted),
  row('waiting_school_age', 'activate',        'active',             ['system', 'verifier'],  [g.atSchool],                            granted),
  row('active',             'suspend',         'suspended',          ['verifier', 'manager'], [g.awardReasonGiven],                    [tell('scholarship-suspended')]),
  row('suspended',          'revive',          'active',             ['verifier', 'manager'], [g.awardReasonGiven],                    [record('school_years'), record('forecast'), tell('scholarship-revived')]),
  row('candidate',          'end',             'ended',              ['system', 'verifier'],  [g.endingGiven],                         over),
  row('waiting_school_age', 'end',             'ended',              ['system', 'verifier'],  [g.endingGiven],                         over),
  row('active',             'end',             'ended',              ['system', 'verifier'],  [g.endingGiven],                         over),
  row('suspended',          'end',             'ended',              ['system', 'verifier'],  [g.endingGiven],                         over),
  row('waiting_school_age', 'change_guardian', 'waiting_school_age', ['manager'],             [g.anotherNamedGuardian],                newGuardian),
  row('active',             'change_guardian', 'active',             ['manager'],             [g.anotherNamedGuardian],                newGuardian),
  row('suspended',          'change_guardian', 'suspended',          ['manager'],             [g.anotherNamedGuardian],                newGuardian),
  row('ended',              'object',          'ended',              family,                  [g.endObjectionInTime, g.awardReasonGiven], [tell('scholarship-objection-received')]),
  row('ended',              'reinstate',       'active',             ['objection_reviewer'],  [g.endObjectedTo, g.anotherEnded, g.awardReasonGiven], [record('school_years'), record('forecast'), tell('scholarship-revived')]),
]

export const awardMachine: Machine<AwardState, AwardEvent, Role, AwardFacts, AwardEffect> = {
  name: 'scholarship award',
  initial: 'candidate',
  states: awardStates,
  final: ['ended'],
  events: awardEvents,
  table: awardTable,
}
