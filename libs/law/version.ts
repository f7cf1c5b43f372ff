import type { LocalDate, MonthDay } from '#libs/local-date'
import type { Ratio, Rupiah } from '#libs/rupiah'
import type { Unit } from './unit.js'

/**
 * How sure we are of a value: Q the wording of the regulation was seen, S a secondary source was seen, M general
 * knowledge of the regulation, D a reading chosen here because the text is silent or was not seen.
 */
export type Confidence = 'Q' | 'S' | 'M' | 'D'

/** Where a value comes from. `article` is the full citation as it is printed on a calculation. */
export interface Basis {
  readonly act: string
  readonly article: string
  readonly confidence: Confidence
  readonly note?: string | undefined
  readonly href?: string | undefined
}

/** A value of law in force from a day to a day, both inclusive; without `to` it is still in force. */
export interface Version<T> {
  readonly parameter: string
  readonly value: T
  readonly unit: Unit
  readonly from: LocalDate
  readonly to?: LocalDate | undefined
  readonly basis: Basis
}

/** A stretch in which the law knows no such value, said on purpose and with its reason. */
export interface Absence {
  readonly parameter: string
  readonly none: string
  readonly from: LocalDate
  readonly to?: LocalDate | undefined
}

export type LawValue = Rupiah | number | Ratio | string | boolean | LocalDate | MonthDay | readonly object[]
