import type { LawBook } from '#libs/law'
import type { LocalDate } from '#libs/local-date'
import { divide, type Exact, type RoundingMode, round, type Rupiah } from '#libs/rupiah'
import type { AnyVersion } from '../line-data.js'
import type { DerivedWage } from '../working.js'
import { bandOf } from '../contributions/band.js'
import type { ClaimFacts } from '../facts/claim-facts.js'

/** The monthly wage (*upah sebulan*) on which wage-dependent lines rest, and how it was derived. */
export interface WageBase {
  readonly amount: Rupiah
  readonly derived?: DerivedWage
  readonly parameters: readonly AnyVersion[]
}

/**
 * Reported monthly wage or band base; a daily wage times the days of the law; the average of the piece-rate months. A
 * derived wage is rounded to whole rupiah before use.
 * @basis PP 44/2015 Pasal 19-20 and Lampiran II
 */
export function findWageBase(facts: ClaimFacts, law: LawBook, on: LocalDate): WageBase | undefined {
  const { participant } = facts
  if (participant.benefit_wage_base !== undefined)
    return { amount: participant.benefit_wage_base, parameters: [] }
  if (participant.wage_kind === 'daily') return daily(participant, law, on)
  if (participant.wage_kind === 'piece_rate') return pieceRate(participant, law, on)
  if (participant.reported_income === undefined) return undefined
  const { band, version } = bandOf(participant.reported_income, law, on)
  const derived = { from: 'band', income: participant.reported_income, band: band.band } as const
  return { amount: band.benefitWageBase, derived, parameters: [version] }
}

type Participant = ClaimFacts['participant']

function daily(
  { daily_wage: wage, days_per_week: week }: Participant,
  law: LawBook,
  on: LocalDate,
): WageBase | undefined {
  if (wage === undefined || week === undefined) return undefined
  const days = law.integer(week === 6 ? 'wage.daily_days_six_day_week' : 'wage.daily_days_five_day_week', on)
  const derived = { from: 'daily', daily_wage: wage, days: days.value } as const
  return { amount: wage * BigInt(days.value), derived, parameters: [days] }
}

function pieceRate(participant: Participant, law: LawBook, on: LocalDate): WageBase | undefined {
  const weather = participant.last_twelve_months
  const pay = weather ?? participant.last_three_months
  if (!pay) return undefined
  const months = law.integer(weather ? 'wage.piece_rate_weather_months' : 'wage.piece_rate_months', on)
  const sum = pay.reduce((total, month) => total + month, 0n)
  const derived = { from: 'piece_rate', months: months.value, sum } as const
  return { amount: roundByLaw(divide(sum, BigInt(months.value)), law, on), derived, parameters: [months] }
}

/** Once per line, in the way in force. */
export function roundByLaw(value: Exact, law: LawBook, on: LocalDate): Rupiah {
  return round(value, roundingMode(law, on))
}

export function roundingMode(law: LawBook, on: LocalDate): RoundingMode {
  return law.choice('rounding.mode', on).value
}
