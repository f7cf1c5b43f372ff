import { evaluate } from '#libs/benefits'
import type { LocalDate } from '#libs/local-date'
import type { Rupiah } from '#libs/rupiah'
import type { LawInForce } from '../platform/law-loader/law-in-force.js'

/** Whose money a sponsor pays with; some relief of the law is for other funds only. */
export type Fund = 'APBD' | 'APBN' | 'village' | 'company'

export interface MonthlyContribution {
  readonly jkk: Rupiah
  readonly jkm: Rupiah
  /** The base of the income band, on which wage-dependent benefits rest. */
  readonly benefitWageBase: Rupiah
}

/**
 * What one informal worker owes for one month, by the law of that month.
 * @param month first day of the month
 * @param income rupiah a month; nothing reported is the lowest band
 */
export function monthlyContribution(
  law: LawInForce,
  month: LocalDate,
  income: Rupiah | null,
  fund: Fund | null,
): MonthlyContribution {
  const facts = {
    kind: 'contribution',
    segment: 'BPU',
    month: month.slice(0, 7),
    reported_income: Number(income ?? 0n),
    ...(fund === null ? {} : { sponsor: fund }),
  }
  const evaluation = evaluate(facts, law.book, law.calendar)
  if (!evaluation.ok) {
    throw new Error(evaluation.refusals.map(({ path, message }) => `${path}: ${message}`).join('; '))
  }
  const { lines, benefit_wage_base: benefitWageBase } = evaluation.answer
  const amountOf = (code: string) => lines.find((line) => line.code === code)?.amount
  const [jkk, jkm] = [amountOf('CONTRIB_JKK'), amountOf('CONTRIB_JKM')]
  if (jkk === undefined || jkm === undefined || benefitWageBase === undefined) {
    throw new Error(`the law gives no contribution for ${month}`)
  }
  return { jkk, jkm, benefitWageBase }
}
