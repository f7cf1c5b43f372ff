import type { LawBook, Version } from '#libs/law'
import { addMonths } from '#libs/local-date'
import type { Cause } from '../claim/cause.js'
import { latestStart } from '../claim/months-before.js'
import type { ClaimFacts } from '../facts/claim-facts.js'
import type { Unmet } from '../line-data.js'

/**
 * An informal worker needs unbroken months of membership for more than the burial cost. Answers the
 * condition that is not met, or nothing when the full benefit is due. Without a start of membership the contribution
 * months stand in for it, and without both the membership is not in question.
 * @basis Permenaker 1/2025, part on BPU
 */
export function whyBurialOnly({ participant }: ClaimFacts, cause: Cause, law: LawBook): Unmet | undefined {
  if (participant.segment !== 'BPU') return undefined
  const months = law.findInteger('jkm.bpu_full_benefit_min_months', cause.referenceDate)
  if (!months) return undefined
  const start = participant.membership_start
  const protectedBefore = law.findDate('jkm.bpu_wait.grandfather_before', cause.referenceDate)
  if (start !== undefined && protectedBefore && start < protectedBefore.value) return undefined
  const byMonths = law.choice('jkm.bpu_wait.count', cause.referenceDate).value === 'contribution_months'
  if (start === undefined || byMonths) return tooFewMonths(participant.contribution_months, months)
  if (cause.referenceDate >= addMonths(start, months.value)) return undefined
  return {
    fact: 'participant.membership_start',
    needs: 'on_or_before',
    value: latestStart(cause.referenceDate, months.value),
    actual: start,
    parameters: [months],
  }
}

function tooFewMonths(paid: number | undefined, months: Version<number>): Unmet | undefined {
  if (paid === undefined || paid >= months.value) return undefined
  const fact = 'participant.contribution_months'
  return { fact, needs: 'at_least', value: months.value, actual: paid, parameters: [months] }
}
