/**
 * What may happen to an objection against a decision. A sentence is enough to start one. In time it is admitted as it is
 * filed, and the claim goes into a new round; too late it is still taken in, answered with the next body, and a manager
 * looks at it: he admits it for a reason, refers it, or leaves it late. Somebody who held no duty on the contested round, nor on any after it, reviews it: he closes
 * it as the new round has decided, or has the claim reopened.
 * @basis lifecycle section 7; UU 24/2011 Pasal 48-50 for what comes after us
 */
import { send, tell, type EffectOf } from './effects.js'
import type { Guard, Row } from './engine.js'
import { ask, demand, isGiven } from './guard.js'
import type { Machine } from './machine.js'
import type { Role, Topic } from './vocabulary.js'

export const objectionStates = ['filed', 'admissible', 'out_of_time', 'under_review', 'upheld', 'partly_upheld', 'dismissed', 'withdrawn', 'referred_external'] as const
export type ObjectionState = (typeof objectionStates)[number]

export const objectionEvents = ['admit', 'find_late', 'review', 'uphold', 'uphold_partly', 'dismiss', 'withdraw', 'refer_external', 'leave_late'] as const
export type ObjectionEvent = (typeof objectionEvents)[number]

/** States in which somebody of ours owes the family an answer. */
export const openObjectionStates: readonly ObjectionState[] = ['admissible', 'under_review']

export const objectionTemplates = ['objection-late', 'objection-answered', 'objection-referred'] as const
export type ObjectionTemplate = (typeof objectionTemplates)[number]
export type ObjectionEffect = EffectOf<never, never, Topic, ObjectionTemplate>

/** What the guards may know. */
export interface ObjectionFacts {
  readonly today: string
  readonly actor: {
    readonly role: Role
    /** Verified, approved, released or reconciled on the contested round or one after it. */
    readonly heldDuty: boolean
    /** Took this objection on last. */
    readonly isReviewer: boolean
  }
  /** Last day on which an objection to this decision is in time. */
  readonly lastDay: string
  /** How the claim was decided since, if it was. */
  readonly decidedAnew: 'to_pay' | 'to_refuse' | null
  readonly input: {
    readonly reason?: string
    /** refer_external: a code of `config/procedure/objection-bodies.yaml`, and the day of the referral. */
    readonly body?: string
    readonly referredOn?: string
  }
}

type ObjectionGuard = Guard<ObjectionFacts>
export type ObjectionRow = Row<ObjectionState, ObjectionEvent, Role, ObjectionFacts, ObjectionEffect>

const isLate = ({ today, lastDay }: ObjectionFacts): boolean => today > lastDay
const why: ObjectionGuard = ask('reason_given', ({ input }) => isGiven(input.reason), 'REASON_MISSING')
/** A manager may hand in for a family what came on paper, and admit what came late. */
const inTime: ObjectionGuard = demand('in_time_or_by_manager', (facts) => facts.actor.role === 'manager' || !isLate(facts), 'OBJECTION_PERIOD_OVER', ({ lastDay }) => ({ dueOn: lastDay }))
const late: ObjectionGuard = demand('too_late', isLate, 'OBJECTION_IN_TIME', ({ lastDay }) => ({ dueOn: lastDay }))
const heldNoDuty: ObjectionGuard = demand('reviewer_held_no_duty', ({ actor }) => !actor.heldDuty, 'REVIEWER_HELD_DUTY')
const byAnother: ObjectionGuard = demand('by_another_reviewer', ({ actor }) => !actor.isReviewer, 'SAME_PERSON')
const byReviewer: ObjectionGuard = demand('by_its_reviewer', ({ actor }) => actor.isReviewer, 'NOT_THE_REVIEWER')
const decidedToPay: ObjectionGuard = demand('decided_anew_to_pay', ({ decidedAnew }) => decidedAnew === 'to_pay', 'NOT_PAID_ANEW')
const decidedToRefuse: ObjectionGuard = demand('decided_anew_to_refuse', ({ decidedAnew }) => decidedAnew === 'to_refuse', 'NOT_REFUSED_ANEW')
const bodyNamed: ObjectionGuard = ask('body_named', ({ input }) => isGiven(input.body), 'BODY_MISSING')
const dayGiven: ObjectionGuard = ask('referral_day_given', ({ input, today }) => isGiven(input.referredOn) && input.referredOn <= today, 'REFERRAL_DAY_MISSING')

function row(from: ObjectionState, event: ObjectionEvent, to: ObjectionState, by: readonly Role[], guards: readonly ObjectionGuard[], effects: readonly ObjectionEffect[]): ObjectionRow {
  return { from, event, to, by, guards, effects }
}

const claimants: readonly Role[] = ['heir', 'representative', 'employer']
const reviewer: readonly Role[] = ['objection_reviewer']
const referrer: readonly Role[] = ['objection_reviewer', 'manager']
/** The claim was withdrawn, lapsed or joined another, and the objection ends with it. */
const withItsClaim: readonly Role[] = ['heir', 'representative', 'system']
const letter = send('letter.write')
const answered = [letter, tell('objection-answered')]
const judged = [byReviewer, heldNoDuty, why]

export const objectionTable: readonly ObjectionRow[] = [
  //  from             event             to                   by                         guards                         effects
  row('filed',         'admit',          'admissible',        [...claimants, 'manager'], [inTime, why],                 []),
  row('filed',         'find_late',      'out_of_time',       claimants,                 [late, why],                   [letter, tell('objection-late')]),
  row('out_of_time',   'admit',          'admissible',        ['manager'],               [why],                         []),
  row('out_of_time',   'leave_late',     'out_of_time',       ['manager'],               [why],                         []),
  row('admissible',    'review',         'under_review',      reviewer,                  [heldNoDuty],                  []),
  row('under_review',  'review',         'under_review',      reviewer,                  [heldNoDuty, byAnother],       []),
  row('under_review',  'uphold',         'upheld',            reviewer,                  [...judged, decidedToPay],     answered),
  row('under_review',  'uphold_partly',  'partly_upheld',     reviewer,                  [...judged, decidedToPay],     answered),
  row('under_review',  'dismiss',        'dismissed',         reviewer,                  [...judged, decidedToRefuse],  answered),
  row('admissible',    'withdraw',       'withdrawn',         withItsClaim,              [],                            []),
  row('under_review',  'withdraw',       'withdrawn',         withItsClaim,              [],                            []),
  row('out_of_time',   'refer_external', 'referred_external', referrer,                  [bodyNamed, dayGiven, why],    [letter, tell('objection-referred')]),
  row('partly_upheld', 'refer_external', 'referred_external', referrer,                  [bodyNamed, dayGiven, why],    [letter, tell('objection-referred')]),
  row('dismissed',     'refer_external', 'referred_external', referrer,                  [bodyNamed, dayGiven, why],    [letter, tell('objection-referred')]),
]

export const objectionMachine: Machine<ObjectionState, ObjectionEvent, Role, ObjectionFacts, ObjectionEffect> = {
  name: 'objection',
  initial: 'filed',
  states: objectionStates,
  final: ['out_of_time', 'upheld', 'partly_upheld', 'dismissed', 'withdrawn', 'referred_external'],
  events: objectionEvents,
  table: objectionTable,
}
