/**
 * What may happen to a work accident or an occupational disease, from the first notice to the day on which nothing is
 * owed any more. Requests for money are claims of their own, with their own table; here it is decided what they follow
 * from. Four readings that the rows alone do not say:
 * - Whoever reports later is joined as a party; only the first notice is a step. An employer that stays silent stops
 *   nobody: a facility or an officer files for it, and that it was silent stays on record.
 * - Care goes on while the relation to work is undecided: notes, periods and bills may be added from the guarantee on.
 * - A statement of the doctor ends a treatment, also by death, once the relation to work was concluded.
 * - What is found not to be a work accident ends in `not_covered`; the family's JKM is proposed with it.
 * @basis Permenaker 5/2021 and 1/2025 (stage I and II); PP 49/2023 Pasal 25A (care while undecided)
 */
import { nextRound, send, start, stop, tell, type EffectOf } from './effects.js'
import type { Guard, Row } from './engine.js'
import type { IncidentFacts } from './incident.facts.js'
import * as g from './incident.guards.js'
import type { Machine } from './machine.js'
import type { Role, Topic } from './vocabulary.js'

export const incidentStates = ['noticed', 'stage1_reported', 'guaranteed', 'not_covered', 'under_determination', 'under_treatment', 'stage2_due', 'stage2_reported', 'closed'] as const
export type IncidentState = (typeof incidentStates)[number]

export const incidentEvents = ['notice', 'report_stage1', 'guarantee', 'find_not_covered', 'ask_determination', 'conclude', 'determine', 'find_not_work_related', 'object', 'doctor_states', 'report_stage2', 'close', 'relapse', 'transfer'] as const
export type IncidentEvent = (typeof incidentEvents)[number]

export const incidentClocks = ['stage_1', 'determination', 'stage_2'] as const
export type IncidentClock = (typeof incidentClocks)[number]

/** Told to the worker and family: that there is news, never what it is. */
export const incidentTemplates = ['incident-news'] as const
export type IncidentEffect = EffectOf<IncidentClock, never, Extract<Topic, 'letter.write'>, (typeof incidentTemplates)[number]>
export type IncidentRow = Row<IncidentState, IncidentEvent, Role, IncidentFacts, IncidentEffect>

/** One row; whoever acts must be within reach of the incident, so that demand is not repeated below. */
function row(from: IncidentState, event: IncidentEvent, to: IncidentState, by: readonly Role[], guards: readonly Guard<IncidentFacts>[], effects: readonly IncidentEffect[]): IncidentRow {
  return { from, event, to, by, guards: [g.withinReach, ...guards], effects }
}

const anyReporter: readonly Role[] = ['employer', 'facility', 'heir', 'representative', 'officer']
const stage1: readonly Role[] = ['employer', 'facility', 'officer']
const stage2: readonly Role[] = ['employer', 'heir', 'representative', 'facility', 'officer']
const news = tell('incident-news')
const received = [g.receiptGiven, g.receiptPossible] as const

export const incidentTable: readonly IncidentRow[] = [
  //  from                  event                    to                     by                                             guards                                                    effects
  // reports
  row('noticed',             'notice',                'noticed',             anyReporter,                                   [g.firstNotice],                                          [start('stage_1')]),
  row('noticed',             'report_stage1',         'stage1_reported',     stage1,                                        [...received, g.stage1LatenessExplained],                 [stop('stage_1'), start('determination')]),

  // coverage and the relation to work
  row('stage1_reported',     'guarantee',             'guaranteed',          ['verifier'],                                  [g.covered, g.facilityGiven],                             [send('letter.write'), news]),
  row('stage1_reported',     'find_not_covered',      'not_covered',         ['verifier'],                                  [g.notCovered, g.reasonGiven],                            [stop('determination'), news]),
  row('not_covered',         'guarantee',             'guaranteed',          ['verifier'],                                  [g.covered, g.facilityGiven, g.reasonGiven],              [send('letter.write'), news]),
  row('guaranteed',          'ask_determination',     'under_determination', ['verifier'],                                  [g.reasonGiven],                                          []),
  row('guaranteed',          'conclude',              'under_treatment',     ['verifier'],                                  [g.referenceGiven],                                       [stop('determination'), news]),
  row('under_determination', 'determine',             'under_treatment',     ['verifier'],                                  [g.referenceGiven],                                       [stop('determination'), news]),
  row('guaranteed',          'find_not_work_related', 'not_covered',         ['verifier'],                                  [g.referenceGiven, g.reasonGiven],                        [stop('determination'), news]),
  row('under_determination', 'find_not_work_related', 'not_covered',         ['verifier'],                                  [g.referenceGiven, g.reasonGiven],                        [stop('determination'), news]),
  row('not_covered',         'object',                'under_determination', ['employer', 'heir', 'representative', 'officer'], [g.covered, g.reasonGiven],                           [nextRound, start('determination')]),
  row('under_treatment',     'object',                'under_determination', ['employer', 'heir', 'representative', 'officer'], [g.reasonGiven],                                      [nextRound, start('determination')]),

  // treatment, its end, and the application for what remains
  row('under_treatment',     'doctor_states',         'stage2_due',          ['facility', 'medical_adviser', 'officer'],    [g.outcomeGiven, g.statedAtPossible, g.deathDateGiven],   [start('stage_2'), news]),
  row('stage2_due',          'report_stage2',         'stage2_reported',     stage2,                                        [...received, g.stage2LatenessExplained, g.findingsConfirmed], [stop('stage_2')]),
  row('stage2_reported',     'close',                 'closed',              ['system', 'verifier'],                        [g.nothingUnclaimed, g.claimsAtRest],                     [news]),
  row('closed',              'relapse',               'guaranteed',          ['facility', 'officer'],                       [g.covered, g.facilityGiven, g.reasonGiven],              [nextRound, start('determination'), send('letter.write'), news]),

  // to whoever else has to pay
  row('noticed',             'transfer',              'closed',              ['verifier'],                                  [g.schemeGiven, g.reasonGiven, g.claimsAtRest],           [stop('stage_1'), news]),
  row('stage1_reported',     'transfer',              'closed',              ['verifier'],                                  [g.schemeGiven, g.reasonGiven, g.claimsAtRest],           [stop('determination'), news]),
  row('guaranteed',          'transfer',              'closed',              ['verifier'],                                  [g.schemeGiven, g.reasonGiven, g.claimsAtRest],           [stop('determination'), news]),
  row('not_covered',         'transfer',              'closed',              ['verifier'],                                  [g.schemeGiven, g.reasonGiven, g.claimsAtRest],           [news]),
]

export const incidentMachine: Machine<IncidentState, IncidentEvent, Role, IncidentFacts, IncidentEffect> = {
  name: 'incident',
  initial: 'noticed',
  states: incidentStates,
  final: ['not_covered', 'closed'],
  events: incidentEvents,
  table: incidentTable,
}
