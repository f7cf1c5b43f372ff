import type { LawValue, Version } from '#libs/law'
import type { SchoolYear } from '#libs/local-date'
import type { Rupiah } from '#libs/rupiah'
import type { LineCode, Payee, ReasonCode } from './codes.js'
import type { Working } from './working.js'

export type AnyVersion = Version<LawValue>

/** One amount with everything it follows from. The first parameter is the one whose article the line cites. */
export interface LineData {
  readonly code: LineCode
  readonly amount: Rupiah
  readonly payee?: Payee | undefined
  readonly child?: string | undefined
  readonly working: Working
  readonly parameters: readonly AnyVersion[]
}

/** The condition that was not met: with a fact that `needs value` instead of `actual`, the answer would be better. */
export interface Unmet {
  /** Path of the fact in the case. */
  readonly fact: string
  readonly needs: 'at_least' | 'at_most' | 'on_or_after' | 'on_or_before' | 'equals'
  readonly value: number | string | boolean
  readonly actual?: number | string | boolean | undefined
  readonly parameters: readonly AnyVersion[]
}

/** What is not paid and why, with the condition when one fact would change it. */
export interface RefusalData {
  /** Absent when the whole case is concerned. */
  readonly code?: LineCode | undefined
  readonly child?: string | undefined
  readonly school_year?: SchoolYear | undefined
  readonly reason: ReasonCode
  readonly unmet?: Unmet | undefined
}
