import type { LawBook } from '#libs/law'
import { addYears } from '#libs/local-date'
import type { ClaimFacts } from '../facts/claim-facts.js'
import type { Decision, ReasonCode } from '../codes.js'
import type { Unmet } from '../line-data.js'
import type { Cause } from './cause.js'
import type { Membership } from './membership.js'

export interface Ineligible {
  readonly decision: Decision
  readonly reason: ReasonCode
  readonly unmet?: Unmet
}

/**
 * Whether the event itself qualifies. An occupational disease must have been diagnosed within the window after
 * employment ended; a death after a paid total permanent disability is looked at by a person.
 * @basis Perpres 7/2019 Pasal 2(2)
 */
export function whyNotEligible(
  facts: ClaimFacts,
  cause: Cause,
  membership: Membership,
  law: LawBook,
): Ineligible | undefined {
  if (facts.event.outcome === 'total_permanent' && facts.event.death_date !== undefined) {
    return { decision: 'manual_review', reason: 'DEATH_AFTER_TOTAL_PERMANENT' }
  }
  if (membership.endedOn === undefined) return undefined
  const years = law.findInteger('jkk.pak_after_employment_years', cause.referenceDate)
  if (!years) return { decision: 'manual_review', reason: 'PAK_WINDOW_NOT_REGULATED' }
  const last = addYears(membership.endedOn, years.value)
  if (cause.referenceDate <= last) return undefined
  return {
    decision: 'rejected_not_eligible',
    reason: 'PAK_AFTER_EMPLOYMENT_WINDOW',
    unmet: {
      fact: 'event.event_date',
      needs: 'on_or_before',
      value: last,
      actual: cause.referenceDate,
      parameters: [years],
    },
  }
}
