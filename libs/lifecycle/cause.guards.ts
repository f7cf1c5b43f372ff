/**
 * The guards of the cause of a death: whether it was of work decides between JKK and JKM, and a family must not lose both
 * because it asked for the wrong one.
 */
import type { ClaimFacts, DeathCause } from './claim.facts.js'
import { deathCauses } from './claim.facts.js'
import type { Guard } from './engine.js'
import { demand as demandOf, isGiven, refuse } from './guard.js'
import type { RefusalCode } from './refusal-codes.js'

type ClaimGuard = Guard<ClaimFacts>

const demand = (name: string, holds: (facts: ClaimFacts) => boolean, code: RefusalCode): ClaimGuard =>
  demandOf(name, holds, code)

/** What a cause makes of a claim for a death. */
export function typeOfCause(cause: DeathCause): 'jkm_death' | 'jkk_death' {
  return cause === 'non_work_death' ? 'jkm_death' : 'jkk_death'
}

/** Decisions after which JKM would be no better: what they rest on holds for both programs, or somebody else pays. */
const sameForBoth: readonly string[] = [
  'rejected_not_member',
  'rejected_expired',
  'unsupported_rule_set',
  'blocked_arrears',
  'employer_liable',
]

export const deathClaim = demand(
  'death_claim',
  ({ claim }) => claim.type === 'jkm_death' || claim.type === 'jkk_death',
  'NOT_A_DEATH_CLAIM',
)

export const otherCauseGiven: ClaimGuard = {
  name: 'other_cause_given',
  asksInput: true,
  check({ input, claim }) {
    if (input.deathCause === undefined || !deathCauses.includes(input.deathCause))
      return refuse('CAUSE_MISSING')
    return typeOfCause(input.deathCause) === claim.type ? refuse('CAUSE_IS_OF_THIS_TYPE') : null
  },
}

/** An accident or a diagnosis has a day of its own, and it is not after the death. */
export const occurredOnGiven: ClaimGuard = {
  name: 'occurred_on_given',
  asksInput: true,
  check({ input, claim }) {
    if (input.deathCause === undefined || input.deathCause === 'non_work_death') return null
    if (!isGiven(input.occurredOn)) return refuse('OCCURRED_ON_MISSING')
    const after = claim.eventDate !== null && input.occurredOn > claim.eventDate
    return after ? refuse('OCCURRED_AFTER_DEATH', { eventDate: claim.eventDate ?? '' }) : null
  },
}

export const noReclassificationPending = demand(
  'no_reclassification_pending',
  ({ cause }) => !cause.pending,
  'RECLASSIFICATION_PENDING',
)

export const reclassificationPending = demand(
  'reclassification_pending',
  ({ cause }) => cause.pending,
  'NO_RECLASSIFICATION_PENDING',
)

/** A death claim of JKK is refused only after JKM was weighed: no family leaves with nothing by mistake. */
export const lesserBenefitWeighed: ClaimGuard = {
  name: 'lesser_benefit_weighed',
  asksInput: true,
  check({ input, claim, cause, calculation }) {
    if (input.proposal !== 'refuse' || claim.type !== 'jkk_death' || cause.weighed) return null
    return sameForBoth.includes(calculation.decision ?? '') ? null : refuse('JKM_NOT_WEIGHED')
  },
}
