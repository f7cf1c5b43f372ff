import type { LawBook } from '#libs/law'
import { addMonths, type LocalDate } from '#libs/local-date'
import type { Cause } from '../claim/cause.js'
import type { ClaimFacts } from '../facts/claim-facts.js'
import type { Unmet } from '../line-data.js'

export type Entitlement = { readonly earned: true } | { readonly earned: false; readonly why: NotEarned }

export type NotEarned =
  | { readonly reason: 'SCHOLARSHIP_OUTCOME_NOT_ENTITLED' }
  | { readonly reason: `JKM_CONTRIBUTION_MONTHS_BELOW_${number}`; readonly unmet: Unmet }

/**
 * JKK earns the scholarship by death or total permanent disability, whatever the contribution time; JKM by contribution
 * months.
 * @basis PP 44/2015 jo. PP 82/2019 Pasal 25(3) / Pasal 34
 */
export function findEntitlement(facts: ClaimFacts, cause: Cause, law: LawBook): Entitlement {
  const { outcome, type } = facts.event
  if (cause.program === 'JKK') {
    const earned = outcome === 'death' || outcome === 'total_permanent' || type === 'sudden_death_at_work'
    return earned ? { earned } : { earned, why: { reason: 'SCHOLARSHIP_OUTCOME_NOT_ENTITLED' } }
  }
  const needed = law.integer('scholarship.jkm_min_contribution_months', cause.referenceDate)
  const months = countedMonths(facts, cause, law)
  if (months >= needed.value) return { earned: true }
  const unmet: Unmet = {
    fact: 'participant.contribution_months',
    needs: 'at_least',
    value: needed.value,
    actual: months,
    parameters: [needed],
  }
  return { earned: false, why: { reason: `JKM_CONTRIBUTION_MONTHS_BELOW_${needed.value}`, unmet } }
}

/** All months ever paid, or, under the other reading, only those of the current unbroken membership. */
function countedMonths({ participant }: ClaimFacts, cause: Cause, law: LawBook): number {
  const paid = participant.contribution_months ?? 0
  const mode = law.choice('scholarship.contribution_months_mode', cause.referenceDate).value
  if (mode === 'cumulative' || participant.membership_start === undefined) return paid
  return Math.min(paid, monthsBegun(participant.membership_start, cause.referenceDate))
}

function monthsBegun(from: LocalDate, to: LocalDate): number {
  let months = 0
  while (addMonths(from, months) <= to) months += 1
  return months
}
