/**
 * One school year as the family reads it: who has the ball, what the family may do, and the date that goes with the next
 * step. Every state of the table has an answer; whoever has the ball on our side owes a date.
 */
import type { LocalDate } from '#libs/local-date'
import { type NextDate, promiseAfter } from './public-progress.js'
import type { YearState } from './scholarship-year.table.js'

export type YearBall = 'family' | 'branch' | 'approver' | 'finance' | 'bank' | 'nobody'
export type YearDuty = 'apply' | 'mend' | 'catch_up' | 'account' | 'may_object' | 'none'

export interface YearProgressFacts {
  readonly state: YearState
  readonly today: LocalDate
  /** The day of its last step; the first day of the school year where there was none. */
  readonly since: LocalDate
  readonly opensOn: LocalDate
  readonly closesOn: LocalDate
  readonly catchUpUntil: LocalDate
  /** The last day for our answer to what the family gave; null where it gave nothing. */
  readonly promised: LocalDate | null
  /** The bank sent the money back. */
  readonly bounced: boolean
  /** Of a denied year: the last day for an objection. */
  readonly objectUntil: LocalDate | null
  readonly awardActive: boolean
  readonly addWorkingDays: (from: LocalDate, count: number) => LocalDate
}

export interface YearProgress {
  readonly ball: YearBall
  readonly duty: YearDuty
  /** `from`: not before that day. */
  readonly next: NextDate | { readonly kind: 'from'; readonly date: LocalDate }
  /** Our date has passed; `next` has a new one. */
  readonly late: boolean
}

const ours: Partial<Record<YearState, YearBall>> = {
  evidence_in: 'branch',
  verified: 'approver',
  rule_hold: 'approver',
  approved: 'finance',
  paying: 'bank',
}

/** Where a school year stands for its family on a day. */
export function yearProgress(facts: YearProgressFacts): YearProgress {
  const duty = dutyOf(facts)
  if (duty === 'account')
    return { ball: 'family', duty, next: { kind: 'since', date: facts.since }, late: false }
  if (duty === 'may_object' && facts.objectUntil !== null)
    return { ball: 'nobody', duty, next: { kind: 'until', date: facts.objectUntil }, late: false }
  if (duty !== 'none')
    return { ball: 'family', duty, next: { kind: 'until', date: lastDay(facts) }, late: false }
  const ball = ours[facts.state]
  if (ball !== undefined) return { ball, duty, ...ourDate(facts) }
  const next =
    facts.state === 'planned'
      ? ({ kind: 'from', date: facts.opensOn } as const)
      : ({ kind: 'since', date: facts.since } as const)
  return { ball: 'nobody', duty, next, late: false }
}

function dutyOf({
  state,
  today,
  catchUpUntil,
  bounced,
  objectUntil,
  awardActive,
}: YearProgressFacts): YearDuty {
  switch (state) {
    case 'open':
      return awardActive ? 'apply' : 'none'
    case 'returned':
      return 'mend'
    case 'missed':
      return today <= catchUpUntil ? 'catch_up' : 'none'
    case 'paying':
      return bounced ? 'account' : 'none'
    case 'not_payable':
      return objectUntil !== null && today <= objectUntil ? 'may_object' : 'none'
    default:
      return 'none'
  }
}

const lastDay = ({ state, closesOn, catchUpUntil }: YearProgressFacts): LocalDate =>
  state === 'open' ? closesOn : catchUpUntil

function ourDate({
  promised,
  since,
  today,
  addWorkingDays,
}: YearProgressFacts): Pick<YearProgress, 'next' | 'late'> {
  if (promised !== null && promised >= today) return { next: { kind: 'by', date: promised }, late: false }
  const date = promiseAfter(promised ?? since, today, addWorkingDays)
  return { next: { kind: 'by', date }, late: promised !== null }
}
