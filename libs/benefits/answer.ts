import type { LocalDate, SchoolYear } from '#libs/local-date'
import type { Rupiah } from '#libs/rupiah'
import type { Decision, Flag, LineCode, Payee, ReasonCode } from './codes.js'
import type { Counterfactual } from './counterfactual.js'
import type { PlainParameter } from './explain/plain.js'
import type { Level } from './facts/fields.js'
import type { Line } from './line.js'
import type { RefusalData } from './line-data.js'
import type { DerivedWage } from './working.js'

/**
 * What the calculation answers, in the field names of the case format. Everything is data: a line keeps the facts and
 * the values of law it was made from, so the sentence a family reads and the check an auditor repeats come from the
 * same place as the amount. `JSON.stringify` with whole numbers for bigint gives the document.
 */
export interface Answer {
  readonly decision: Decision
  /** Why the decision is not plainly `payable`. */
  readonly reason?: ReasonCode | undefined
  readonly lines: readonly Line[]
  /** Sum of `lines`. */
  readonly total: Rupiah
  readonly rejected_lines: readonly RejectedLine[]
  /** For the case and for each refused line: what would have to be otherwise. */
  readonly counterfactuals?: readonly Counterfactual[]
  readonly last_valid_date?: LocalDate
  readonly grace_until?: LocalDate
  readonly payer?: 'bpjs' | 'employer'
  readonly payee?: Payee
  readonly employer_may_claim_reimbursement?: boolean
  readonly benefit_wage_base?: Rupiah
  readonly wage_derivation?: DerivedWage
  /** Percent, such as 12.8. */
  readonly percent_total?: number
  readonly employer_lines?: readonly Line[]
  readonly employer_total?: Rupiah
  readonly shares?: readonly Share[]
  readonly schedule?: readonly ScheduledYear[]
  /** The values of law behind what is not a line: shares, schedule, deadline. */
  readonly parameters?: readonly PlainParameter[]
  readonly deadline?: LocalDate
  readonly late_days?: number
  /** Things a person must look at although the decision stands. */
  readonly flags?: readonly Flag[]
}

/** A line that is not paid; `child` when the ground lies with one child and not with the participant. */
export interface RejectedLine {
  readonly code: LineCode
  readonly child?: string
  readonly reason: ReasonCode
}

export interface Share {
  readonly payee: string
  readonly heir_class: string
  readonly amount: Rupiah
  readonly line?: string
  /** For a minor, whose money somebody else receives into a dedicated account. */
  readonly received_by?: 'surviving_parent' | 'guardian'
}

/** One school year of a projection; `age_at_application` in completed years. */
export interface ScheduledYear {
  readonly school_year: SchoolYear
  readonly level: Level
  readonly grade: string
  readonly age_at_application: number
  readonly status: 'payable' | 'ended_age' | 'level_cap_reached'
  readonly amount: Rupiah
}

export function totalOf(lines: readonly Pick<Line, 'amount'>[]): Rupiah {
  let total = 0n
  for (const line of lines) total += line.amount
  return total
}

/** The refused lines in the short form of the case format. */
export function rejectedLines(refusals: readonly RefusalData[]): RejectedLine[] {
  return refusals.flatMap(({ code, child, reason }) => {
    if (code === undefined) return []
    return [child === undefined ? { code, reason } : { code, child, reason }]
  })
}
