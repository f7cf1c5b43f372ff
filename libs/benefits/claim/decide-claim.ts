import type { LawBook } from '#libs/law'
import { type Answer, rejectedLines, totalOf } from '../answer.js'
import type { Decision, Payee, ReasonCode } from '../codes.js'
import { Counterfactual } from '../counterfactual.js'
import { inPercent } from '../explain/plain.js'
import type { ClaimFacts } from '../facts/claim-facts.js'
import type { Line } from '../line.js'
import type { Unmet } from '../line-data.js'
import { type Cause, findCause } from './cause.js'
import { claimLines, type ClaimLines } from './claim-lines.js'
import { whyNotEligible } from './eligibility.js'
import { type Expiry, findExpiry } from './expiry.js'
import { findLiability, type Liability } from './liability.js'
import { findMembership, type Membership } from './membership.js'
import { unsupported } from './unsupported.js'

/**
 * A claim for a benefit, decided in the order of: rule set, membership, expiry, eligibility, who is liable, then
 * lines and amounts. The first step that refuses decides; later steps are not shown as if they had been reached.
 */
export function decideClaim(facts: ClaimFacts, law: LawBook): Answer {
  const cause = findCause(facts, law)
  if (!law.findText('rule_set', cause.ratesOn) || !law.findText('rule_set', cause.referenceDate)) {
    return unsupported('EVENT_BEFORE_RULES')
  }
  if (facts.participant.segment === 'PMI')
    return withoutLines({ decision: 'manual_review', reason: 'PMI_OWN_BENEFITS' })
  const membership = findMembership(facts, cause, law)
  if (membership.refused) return notMember(facts, cause, membership, law)
  const expiry = findExpiry(facts, cause, law)
  const dates = datesOf(expiry, membership)
  if (expiry.expired) return expired(expiry, expiry.expired, dates)
  const ineligible = whyNotEligible(facts, cause, membership, law)
  if (ineligible) return { ...withoutLines(ineligible), ...dates }
  const calculated = claimLines(facts, cause, law)
  const verdict = verdictOf(calculated, membership, findLiability(facts, cause, law))
  return settle(facts, calculated, verdict, dates)
}

/** The decision with its ground and, where there is one, the condition that would change it. */
interface Verdict {
  readonly decision: Decision
  readonly reason?: ReasonCode | undefined
  readonly unmet?: Unmet | undefined
  readonly payer?: Liability['payer']
}

function withoutLines(verdict: Verdict): Answer {
  return {
    decision: verdict.decision,
    reason: verdict.reason,
    lines: [],
    total: 0n,
    rejected_lines: [],
    ...whatIf(verdict),
  }
}

function whatIf({ reason, unmet }: Verdict): Pick<Answer, 'counterfactuals'> {
  return reason === undefined ? {} : { counterfactuals: [new Counterfactual({ reason, unmet })] }
}

type Dates = Pick<Answer, 'last_valid_date' | 'grace_until'>

function settle(facts: ClaimFacts, calculated: ClaimLines, verdict: Verdict, dates: Dates): Answer {
  const { lines, rejected, employerLines, wage, percentTotal } = calculated
  const counterfactuals = [
    ...(whatIf(verdict).counterfactuals ?? []),
    ...whyNotJkk(calculated),
    ...rejected.map((refusal) => new Counterfactual(refusal)),
  ]
  const [byEmployer, owed] = [verdict.payer === 'employer', employerLines.length > 0]
  return {
    decision: verdict.decision,
    reason: verdict.reason,
    lines,
    total: totalOf(lines),
    rejected_lines: rejectedLines(rejected),
    counterfactuals: counterfactuals.length > 0 ? counterfactuals : undefined,
    payer: byEmployer ? 'employer' : 'bpjs',
    payee: payeeOf(lines, facts),
    employer_may_claim_reimbursement: byEmployer || undefined,
    benefit_wage_base: wage?.amount,
    wage_derivation: wage?.derived,
    percent_total: percentTotal && inPercent(percentTotal),
    employer_lines: owed ? employerLines : undefined,
    employer_total: owed ? totalOf(employerLines) : undefined,
    last_valid_date: dates.last_valid_date,
    grace_until: dates.grace_until,
  }
}

/** The family of a sudden death is told why the larger benefit is not due. */
function whyNotJkk({ notAtWork: unmet }: ClaimLines): Counterfactual[] {
  return unmet ? [new Counterfactual({ code: 'JKK_DEATH', reason: 'NOT_A_WORK_ACCIDENT', unmet })] : []
}

function verdictOf({ burialOnly }: ClaimLines, membership: Membership, liability: Liability): Verdict {
  if (liability.payer !== 'bpjs') {
    return { decision: liability.payer === 'employer' ? 'employer_liable' : 'manual_review', ...liability }
  }
  if (membership.blocked) {
    return { decision: 'blocked_arrears', reason: 'ARREARS_WITHIN_GRACE', unmet: membership.blocked }
  }
  if (burialOnly)
    return { decision: 'payable_burial_only', reason: 'JKM_SHORT_MEMBERSHIP', unmet: burialOnly }
  return { decision: 'payable' }
}

/** The employer is named when any line goes to him, since he must be paid apart; the lines say which. */
function payeeOf(lines: readonly Line[], { event }: ClaimFacts): Payee {
  if (lines.some(({ payee }) => payee === 'employer')) return 'employer'
  const person = lines.find(({ payee }) => payee !== 'child')?.payee
  return person ?? (event.outcome === 'death' ? 'heirs' : 'participant')
}

/** An employer who did not register the worker owes what the agency would have paid. */
function notMember(facts: ClaimFacts, cause: Cause, membership: Membership, law: LawBook): Answer {
  const { refused, graceUntil } = membership
  const answer: Answer = {
    ...withoutLines({ decision: 'rejected_not_member', ...refused }),
    ...(graceUntil ? { grace_until: graceUntil } : {}),
  }
  const unregistered = facts.participant.segment === 'PU' && refused?.reason === 'MEMBERSHIP_NOT_STARTED'
  if (!unregistered || !law.flag('employer.owes_unregistered_benefit', cause.referenceDate).value)
    return answer
  const { lines } = claimLines(facts, cause, law)
  return { ...answer, payer: 'employer', employer_lines: lines, employer_total: totalOf(lines) }
}

function datesOf({ lastValidDate }: Expiry, { graceUntil }: Membership): Dates {
  return { last_valid_date: lastValidDate, grace_until: graceUntil }
}

function expired(expiry: Expiry, unmet: Unmet, dates: Dates): Answer {
  return {
    ...withoutLines({ decision: 'rejected_expired', reason: 'CLAIM_EXPIRED', unmet }),
    ...dates,
    ...(expiry.legalReviewPossible ? { flags: ['legal_review_possible'] as const } : {}),
  }
}
