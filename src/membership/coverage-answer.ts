import type { LocalDate } from '#libs/local-date'
import type { Gap } from './coverage-line.js'
import type { Fund } from './monthly-contribution.js'

export type CoverageReason =
  | 'COVERED'
  /** Covered, but nothing is paid before the arrears are settled. */
  | 'IN_GRACE'
  | 'LAPSED'
  | 'ENDED'
  | 'NOT_STARTED'
  | 'NOT_REGISTERED'
  | 'BEFORE_RULES'

/** What a verifier should look at; none of it decides anything. */
export type CoverageDoubt =
  'ENROLLED_AFTER_EVENT' | 'DATES_CHANGED_AFTER_EVENT' | 'PAID_AFTER_EVENT' | 'SEVERAL_ACTIVE_MEMBERSHIPS'

/** How arrears are settled: these months, this many rupiah, on or before this day. */
export interface Cure {
  readonly first_month: LocalDate
  readonly months: number
  readonly amount: number
  readonly last_day: LocalDate
}

/**
 * The answer as it is sent and kept: plain JSON, dates as `YYYY-MM-DD`, whole rupiah as numbers. `participant` is written
 * in the words of a benefit case, so that it can be put into one as it is.
 */
export interface CoverageAnswer {
  readonly event_date: LocalDate
  readonly asked_at: string
  readonly covered: boolean
  readonly reason: CoverageReason
  readonly kpj?: string
  readonly participant?: CoveredParticipant
  readonly sponsor?: { readonly code: string; readonly name: string }
  /** Who employed a wage earner on the day, where the registry knows. */
  readonly employer?: { readonly number: string; readonly name: string }
  /** Last day on which arrears may be settled. */
  readonly grace_until?: LocalDate
  /** From this day on a death gives the full JKM, where the law has waiting months. */
  readonly full_jkm_from?: LocalDate
  /** Unpaid months between paid ones. */
  readonly gaps?: readonly Gap[]
  readonly cure?: Cure
  readonly doubts: readonly CoverageDoubt[]
}

export interface CoveredParticipant {
  readonly segment: 'PU' | 'BPU'
  readonly benefit_wage_base?: number
  readonly contribution_months?: number
  readonly membership_start: LocalDate
  readonly previous_membership_ended?: LocalDate
  readonly paid_until?: LocalDate
  /** Months an employer had left unpaid on the day. */
  readonly arrears_months?: number
  readonly employment_ended?: LocalDate
  readonly sponsor?: Fund
}
