import type { LawBook } from '#libs/law'
import type { Ratio } from '#libs/rupiah'
import type { ClaimFacts } from '../facts/claim-facts.js'
import { jkkCodesAskedFor, jkkLines } from '../jkk/jkk-lines.js'
import { jkmBurialLine, jkmLines } from '../jkm/jkm-lines.js'
import { whyBurialOnly } from '../jkm/waiting-months.js'
import type { Line } from '../line.js'
import type { RefusalData, Unmet } from '../line-data.js'
import { firstScholarship } from '../scholarship/first-scholarship.js'
import type { Cause } from './cause.js'
import { shortfallLines } from './shortfall.js'
import { findWageBase, type WageBase } from './wage-base.js'

/** All amounts of a claim, before it is known who pays them. */
export interface ClaimLines {
  readonly lines: readonly Line[]
  readonly rejected: readonly RefusalData[]
  readonly employerLines: readonly Line[]
  readonly wage?: WageBase | undefined
  readonly percentTotal?: Ratio
  /** Why a sudden death at work is no work accident, so that JKM pays. */
  readonly notAtWork?: Unmet | undefined
  /** Why no more than the burial cost is paid. */
  readonly burialOnly?: Unmet
}

export function claimLines(facts: ClaimFacts, cause: Cause, law: LawBook): ClaimLines {
  return cause.program === 'JKK' ? linesOfJkk(facts, cause, law) : linesOfJkm(facts, cause, law)
}

function linesOfJkk(facts: ClaimFacts, cause: Cause, law: LawBook): ClaimLines {
  const wage = findWageBase(facts, law, cause.ratesOn)
  const ownLines = jkkLines(facts, cause, wage, law)
  const scholarship = firstScholarship(facts, cause, law)
  return {
    ...ownLines,
    lines: [...ownLines.lines, ...scholarship.lines],
    rejected: [...ownLines.rejected, ...scholarship.rejected],
    employerLines: owedByEmployer(facts, cause, ownLines.lines, wage, law),
    wage,
  }
}

function owedByEmployer(
  facts: ClaimFacts,
  cause: Cause,
  paid: readonly Line[],
  reported: WageBase | undefined,
  law: LawBook,
): Line[] {
  const amount = facts.participant.true_monthly_wage
  if (amount === undefined || !reported || amount <= reported.amount) return []
  const trueWage: WageBase = { amount, parameters: [] }
  const due = jkkLines(facts, cause, trueWage, law).lines
  return shortfallLines(paid, due, { reported, true: trueWage }, cause, law)
}

function linesOfJkm(facts: ClaimFacts, cause: Cause, law: LawBook): ClaimLines {
  const wage = findWageBase(facts, law, cause.ratesOn)
  const notJkk = jkkCodesAskedFor(facts).map((code): RefusalData => ({
    code,
    reason: 'NOT_A_WORK_ACCIDENT',
    unmet: cause.notAtWork,
  }))
  const burialOnly = whyBurialOnly(facts, cause, law)
  if (burialOnly) {
    const rejected = [...notJkk, ...scholarshipRefused(facts, burialOnly)]
    const lines = [jkmBurialLine(law, cause)]
    return { lines, rejected, employerLines: [], wage, burialOnly, notAtWork: cause.notAtWork }
  }
  const lines = jkmLines(law, cause)
  const scholarship = firstScholarship(facts, cause, law)
  return {
    lines: scholarship.lines.length > 0 ? [...lines, ...scholarship.lines] : lines,
    rejected: [...notJkk, ...scholarship.rejected],
    employerLines: [],
    wage,
    notAtWork: cause.notAtWork,
  }
}

/** Nothing but burial is paid during the waiting months, not even a scholarship earned before. */
function scholarshipRefused({ children }: ClaimFacts, unmet: Unmet): RefusalData[] {
  if ((children ?? []).length === 0) return []
  return [{ code: 'SCHOLARSHIP_YEAR', reason: 'JKM_SHORT_MEMBERSHIP', unmet }]
}
