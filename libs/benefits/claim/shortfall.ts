import type { LawBook } from '#libs/law'
import { followsWage } from '../jkk/death.js'
import { Line } from '../line.js'
import type { Cause } from './cause.js'
import type { WageBase } from './wage-base.js'

/**
 * The agency pays on the reported wage; on every line that follows the wage the employer owes what the true wage would
 * have given more.
 * @basis PP 44/2015, article on under-reported wages
 */
export function shortfallLines(
  paid: readonly Line[],
  onTrueWage: readonly Line[],
  wages: { reported: WageBase; true: WageBase },
  cause: Cause,
  law: LawBook,
): Line[] {
  const owes = law.flag('employer.owes_underreported_difference', cause.referenceDate)
  if (!owes.value) return []
  const reported = paid.filter(followsWage)
  return onTrueWage.filter(followsWage).flatMap((line, index): Line[] => {
    const amount = line.amount - (reported[index]?.amount ?? 0n)
    if (amount <= 0n) return []
    const working = {
      rule: 'shortfall',
      of: line.code,
      trueWage: wages.true.amount,
      reportedWage: wages.reported.amount,
      onTrueWage: line.amount,
      onReportedWage: line.amount - amount,
    } as const
    const parameters = [owes, ...line.parameters]
    return [new Line({ code: 'EMPLOYER_SHORTFALL', amount, payee: line.payee, working, parameters })]
  })
}
