import type { LocalDate, SchoolYear } from '#libs/local-date'
import type { Ratio, Rupiah } from '#libs/rupiah'
import type { LineCode } from './codes.js'
import type { Level } from './facts/fields.js'

/**
 * How a line came to its amount: the rule, the facts that went in and the values of law, enough to repeat the
 * arithmetic by hand. `explain.ts` turns it into words; nothing here is text for people.
 */
export type Working =
  | FixedAmount
  | PartOfWage
  | StmbBlock
  | PartialDisability
  | CappedReceipt
  | MarkedUpPrice
  | SchoolYearPaid
  | LateCompensation
  | Contribution
  | CohortContribution
  | Shortfall

/** The amount is the parameter itself. */
export interface FixedAmount {
  readonly rule: 'fixed_amount'
}

/** percent x multiplier x wage, not below `minimum`. */
export interface PartOfWage {
  readonly rule: 'part_of_wage'
  readonly percent: Ratio
  readonly multiplier: number
  readonly wage: Rupiah
  readonly minimum?: Rupiah
}

/** days x wage / days per month x percent, for one block of the incapacity; or its calendar months x wage x percent. */
export interface StmbBlock {
  readonly rule: 'stmb_block'
  readonly block: 1 | 2 | 3
  readonly days: number
  readonly wage: Rupiah
  readonly daysPerMonth?: number
  readonly calendar?: CalendarMonths
  readonly percent: Ratio
}

/** Whole months from a day on, and the days of a broken month out of the days it has. */
export interface CalendarMonths {
  readonly from: LocalDate
  readonly whole: number
  readonly rest: number
  readonly restOf: number
}

export interface PartialDisability {
  readonly rule: 'partial_disability'
  readonly parts: readonly DisabledPart[]
  /** Sum of the counted parts before the cap. */
  readonly sum: Ratio
  readonly cap?: Ratio | undefined
  readonly percent: Ratio
  readonly multiplier: number
  readonly wage: Rupiah
}

export interface DisabledPart {
  readonly code: string
  /** The row whose figure applies: the other hand for a left-handed participant. */
  readonly readAs: string
  readonly name: string
  readonly tablePercent: Ratio
  readonly units?: Ratio
  readonly functionLoss?: Ratio
  readonly limitedTo?: Ratio
  readonly percent: Ratio
  /** Code of the listed part that already covers this one; then `percent` is not counted. */
  readonly coveredBy?: string
}

export interface CappedReceipt {
  readonly rule: 'capped_receipt'
  readonly receipt: Rupiah
  readonly cap?: Rupiah
}

/** price x (1 + markup). */
export interface MarkedUpPrice {
  readonly rule: 'marked_up_price'
  readonly price: Rupiah
  readonly markup: Ratio
}

export interface SchoolYearPaid {
  readonly rule: 'school_year'
  readonly level: Level
  readonly grade?: string | undefined
  readonly schoolYear: SchoolYear
  readonly ageOnTestDate: number
  readonly testedOn: LocalDate
  /** Which paid year of this level it is, and how many there may be. */
  readonly paidYear: number
  readonly maxPaidYears: number
}

/** base x percent x days. */
export interface LateCompensation {
  readonly rule: 'late_compensation'
  readonly base: Rupiah
  readonly percent: Ratio
  readonly days: number
  readonly deadline: LocalDate
  readonly paidOn: LocalDate
}

/** base x rate (or a fixed amount) x the part still payable under relief, for each month. */
export interface Contribution {
  readonly rule: 'contribution'
  readonly base?: Rupiah
  readonly band?: number
  readonly rate?: Ratio
  readonly fixed?: Rupiah
  readonly slices?: readonly ContractSlice[]
  readonly months: readonly BilledMonths[]
}

export interface ContractSlice {
  readonly slice: number
  readonly value: Rupiah
  readonly rate: Ratio
}

/** Consecutive months with the same bill. */
export interface BilledMonths {
  readonly first: LocalDate
  readonly count: number
  readonly payable?: Ratio | undefined
  readonly monthly: Rupiah
}

export interface CohortContribution {
  readonly rule: 'cohort_contribution'
  readonly workers: number
  readonly parts: readonly Contribution[]
}

/** What the line would be on the true wage, less what it is on the reported wage. */
export interface Shortfall {
  readonly rule: 'shortfall'
  readonly of: LineCode
  readonly trueWage: Rupiah
  readonly reportedWage: Rupiah
  readonly onTrueWage: Rupiah
  readonly onReportedWage: Rupiah
}

/** How a monthly wage was derived that was not reported as such. */
export type DerivedWage =
  | { readonly from: 'daily'; readonly daily_wage: Rupiah; readonly days: number }
  | { readonly from: 'piece_rate'; readonly months: number; readonly sum: Rupiah }
  | { readonly from: 'band'; readonly income: Rupiah; readonly band: number }
