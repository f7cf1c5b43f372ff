import type { Absence, LawValue, Version } from './version.js'
import type { Selector, Unit } from './unit.js'

/** A parameter of law with its whole history, oldest first and without gaps. */
export interface Parameter {
  readonly name: string
  readonly label: string
  readonly unit: Unit
  readonly appliesOn: Selector
  /** Numbers of the benefit rules that use it, such as. */
  readonly rules: readonly string[]
  /** Other names under which the same value is known. */
  readonly aliases: readonly string[]
  /** Other readings of the law that could be put in force instead. */
  readonly alternatives: readonly (string | number | boolean)[]
  readonly periods: readonly Period[]
  readonly verified: { readonly on: string; readonly how: string }
  readonly file: string
}

export type Period = Version<LawValue> | Absence

export function isVersion(period: Period): period is Version<LawValue> {
  return 'value' in period
}
