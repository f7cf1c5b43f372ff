/**
 * How a claim stands, as its family is told: the headline, what they must do now, the date of the next news, and the six
 * steps with since when, who has the ball and what comes next. Pure: the same claim on the same day says the same.
 */
import { addDays, type LocalDate } from '#libs/local-date'
import {
  ballHolder,
  type BallHolder,
  type Interruption,
  publicStep,
  type PublicStepName,
  publicSteps,
} from './public-steps.js'
import type { ClaimClock, ClaimEvent, ClaimState } from './vocabulary.js'

/** A step of the claim's history, with its day at the branch. */
export interface PastStep {
  readonly event: ClaimEvent
  readonly to: ClaimState
  readonly round: number
  readonly on: LocalDate
}

/** A clock that is open; its last day at the branch. */
export interface OpenClock {
  readonly name: ClaimClock
  readonly dueOn: LocalDate
  readonly paused: boolean
}

export interface ProgressFacts {
  readonly state: ClaimState
  readonly round: number
  readonly requestsThisRound: number
  readonly today: LocalDate
  readonly createdOn: LocalDate
  readonly clocks: readonly OpenClock[]
  /** In order, the first step first. */
  readonly history: readonly PastStep[]
  /** The working day that comes so many working days after a date. */
  readonly addWorkingDays: (from: LocalDate, count: number) => LocalDate
}

/** What the family may or must do now. `none`: nothing, and they are told so. */
export type FamilyDuty =
  | 'finish_draft'
  | 'supply_documents'
  | 'new_account'
  | 'resume'
  | 'may_object'
  | 'objection_over'
  | 'begin_again'
  | 'none'

/** Why the public step is an earlier one than it was. */
export const backwardEvents = ['send_back', 'recall', 'object', 'reopen', 'some_bounced'] as const
export type BackwardEvent = (typeof backwardEvents)[number]

/**
 * The date that goes with the next step: `by` when it comes at the latest, `until` when the family may still act,
 * `since` when it is over and nothing more comes of itself.
 */
export interface NextDate {
  readonly kind: 'by' | 'until' | 'since'
  readonly date: LocalDate
}

export interface StepOnWay {
  readonly name: PublicStepName
  readonly number: number
  readonly state: 'done' | 'now' | 'ahead'
  readonly since: LocalDate | null
}

export interface PublicProgress {
  readonly state: ClaimState
  /** After an objection or a reopening the same state is told in other words. */
  readonly objection: boolean
  readonly duty: FamilyDuty
  /** `nobody` once the way is over. */
  readonly ball: BallHolder | 'nobody'
  readonly next: NextDate
  readonly since: LocalDate
  readonly late: { readonly promised: LocalDate; readonly legal: boolean } | null
  /** Position 1 to 6, null outside the six steps. */
  readonly number: number | null
  readonly interruption: Interruption | null
  readonly ended: boolean
  readonly steps: readonly StepOnWay[]
  /** Told until the claim moves forward again. */
  readonly wentBack: { readonly event: BackwardEvent; readonly on: LocalDate } | null
}

/** A missed date is replaced by one so many working days later, and that one stands until it is reached. */
const PROMISE_EVERY_WORKING_DAYS = 3

/** The clocks that say when the next news comes at the latest, the nearest kind first. */
const clocksOf: Readonly<Record<ClaimState, readonly ClaimClock[]>> = {
  draft: ['expiry'],
  screening: ['legal', 'service', 'objection_outcome'],
  awaiting_documents: ['return'],
  in_verification: ['legal', 'service', 'objection_outcome'],
  awaiting_third_party: ['third_party', 'legal', 'service', 'objection_outcome'],
  under_investigation: ['investigation', 'legal', 'service', 'objection_outcome'],
  in_approval: ['legal', 'service', 'objection_outcome'],
  approved: ['legal', 'service'],
  paying: ['legal', 'service'],
  awaiting_account: [],
  paid: [],
  rejected: ['objection'],
  withdrawn: ['expiry'],
  inactive: ['expiry'],
  merged: [],
  lapsed: [],
}

/** What the agency promised the family; a missed one is a delay that we say first. Internal dates are not promises. */
const promises: readonly ClaimClock[] = ['legal', 'service', 'objection_outcome']

/** How a claim stands, told to its family. */
export function publicProgress(facts: ProgressFacts): PublicProgress {
  const { state, round, requestsThisRound, history, createdOn } = facts
  const step = publicStep(state, { round, requestsThisRound })
  const way = walk(history)
  const since = history.at(-1)?.on ?? createdOn
  const late = lateness(facts)
  return {
    state,
    objection: lastBeginning(history, round) === 'object',
    duty: dutyOf(facts),
    ball: ballHolder(state) ?? 'nobody',
    next: nextDate(facts, since, late?.promised ?? null),
    since,
    late,
    number: step.number,
    interruption: step.interruption,
    ended: step.ended,
    steps: stepsOf(step.number, step.ended, way.since),
    wentBack: way.wentBack,
  }
}

function dutyOf({ state, clocks, today }: ProgressFacts): FamilyDuty {
  switch (state) {
    case 'draft':
      return 'finish_draft'
    case 'awaiting_documents':
      return 'supply_documents'
    case 'awaiting_account':
      return 'new_account'
    case 'inactive':
      return 'resume'
    case 'withdrawn':
      return 'begin_again'
    case 'rejected':
      return clocks.some(({ name, dueOn }) => name === 'objection' && dueOn >= today)
        ? 'may_object'
        : 'objection_over'
    default:
      return 'none'
  }
}

function nextDate(facts: ProgressFacts, since: LocalDate, promised: LocalDate | null): NextDate {
  if (promised !== null) return { kind: 'by', date: promised }
  const { state, today } = facts
  const running = clocksOf[state].flatMap((name) => {
    const clock = facts.clocks.find((open) => open.name === name && !open.paused)
    return clock && clock.dueOn >= today ? [clock.dueOn] : []
  })
  const date = running.sort()[0]
  if (date === undefined) return withoutClock(facts, since)
  return { kind: ballHolder(state) === 'claimant' || ballHolder(state) === null ? 'until' : 'by', date }
}

/** Whoever has the ball on our side always owes a date, even where no clock runs. */
function withoutClock({ state, today, addWorkingDays }: ProgressFacts, since: LocalDate): NextDate {
  const ball = ballHolder(state)
  const ours = ball !== null && ball !== 'claimant'
  return ours
    ? { kind: 'by', date: promiseAfter(since, today, addWorkingDays) }
    : { kind: 'since', date: since }
}

function lateness({ state, clocks, today, addWorkingDays }: ProgressFacts): PublicProgress['late'] {
  const ball = ballHolder(state)
  if (ball === null || ball === 'claimant') return null
  const missed = clocks.filter(
    ({ name, dueOn, paused }) => promises.includes(name) && !paused && dueOn < today,
  )
  const first = missed.map(({ dueOn }) => dueOn).sort()[0]
  if (first === undefined) return null
  return {
    promised: promiseAfter(first, today, addWorkingDays),
    legal: missed.some(({ name }) => name === 'legal'),
  }
}

/** The first date from today on in steps of working days after `from`: it does not move from one day to the next. */
export function promiseAfter(
  from: LocalDate,
  today: LocalDate,
  addWorkingDays: ProgressFacts['addWorkingDays'],
): LocalDate {
  let date = addWorkingDays(from, PROMISE_EVERY_WORKING_DAYS)
  while (date < today) {
    const later = addWorkingDays(date, PROMISE_EVERY_WORKING_DAYS)
    date = later > date ? later : addDays(date, 1)
  }
  return date
}

/** What began the present round: an objection, a recall, a reopening, or nothing in the first. */
function lastBeginning(history: readonly PastStep[], round: number): ClaimEvent | undefined {
  return round > 1 ? history.find((step) => step.round === round)?.event : undefined
}

interface Way {
  since: (LocalDate | null)[]
  wentBack: PublicProgress['wentBack']
}

/** Since when each public step was reached, and why the claim is at an earlier one than before. */
function walk(history: readonly PastStep[]): Way {
  const way: Way = { since: publicSteps.map(() => null), wentBack: null }
  let at = 0
  let round = 1
  let requests = 0
  for (const { event, to, round: stepRound, on } of history) {
    if (stepRound !== round) requests = 0
    round = stepRound
    if (event === 'request_documents') requests += 1
    const reached = publicStep(to, { round, requestsThisRound: requests }).number
    if (reached === null) continue
    if (reached > at) {
      for (let n = at + 1; n <= reached; n++) way.since[n - 1] = on
      way.wentBack = null
    } else if (reached < at) {
      for (let n = reached + 1; n <= publicSteps.length; n++) way.since[n - 1] = null
      way.since[reached - 1] = on
      const known = backwardEvents.find((each) => each === event)
      way.wentBack = known ? { event: known, on } : null
    }
    at = reached
  }
  return way
}

function stepsOf(number: number | null, ended: boolean, since: Way['since']): StepOnWay[] {
  const at = number ?? 0
  return publicSteps.map((name, index) => {
    const place = index + 1
    const over = ended && name === 'money_received' && place === at
    const state = place < at || over ? 'done' : place === at ? 'now' : 'ahead'
    return { name, number: place, state, since: place <= at ? (since[index] ?? null) : null }
  })
}
