/**
 * Facts and guards of the scholarship tables. The rules themselves (age, levels, caps) are computed by the benefit
 * library; here they arrive as the answer it gave, with its reason code.
 */
import type { Guard } from './engine.js'
import { ask, demand, isGiven, refuse } from './guard.js'
import type { Role } from './vocabulary.js'

export const awardEndings = [
  'age_limit',
  'married',
  'working',
  'completed',
  'level_cap',
  'left_education',
  'died',
  'error',
] as const
export type AwardEnding = (typeof awardEndings)[number]

/** Owner: scholarship. */
export interface AwardFacts {
  readonly today: string
  readonly actor: { readonly id: string; readonly role: Role }
  /** The parent claim of the participant was approved and earns a scholarship. */
  readonly earned: boolean
  /** Awards of the same participant, this one left out, that are or were active; the statute allows so many in all. */
  readonly otherAwards: number
  readonly awardsAllowed: number
  readonly atSchool: boolean
  /** Who named the guardian that is to come; null = nobody is named. */
  readonly guardianNamedBy: string | null
  /** Of an award that has ended: by whom, until when one may object, whether somebody did. */
  readonly ended: {
    readonly by: string | null
    readonly objectUntil: string | null
    readonly objected: boolean
  }
  readonly input: { readonly reason?: string; readonly ending?: AwardEnding }
}

/** Owner: scholarship. */
export interface YearFacts {
  readonly today: string
  readonly actor: {
    readonly id: string
    readonly role: Role
    /** Largest amount this approver decides alone, whole rupiah; null = none. */
    readonly limit: string | null
  }
  readonly award: {
    readonly active: boolean
    /** The child's payee has an account that was checked. */
    readonly accountChecked: boolean
  }
  readonly year: {
    /** First and last day of the school year. */
    readonly opensOn: string
    readonly closesOn: string
    /** Last day on which a missed year may still be claimed. */
    readonly catchUpUntil: string
    readonly verifierId: string | null
    /** After an objection: who verified and decided before, and may not do so again. */
    readonly decidedBefore: readonly string[]
    /** The last step, where it closed the year. */
    readonly closedBy: 'deny' | 'award_ended' | 'lapse' | null
    readonly objectUntil: string | null
  }
  /** Items of this year's checklist still missing, and still to be looked at. */
  readonly evidence: { readonly missing: number; readonly undecided: number }
  /** The benefit library's answer for this child and year: payable, or the reason why not. */
  readonly ruling: {
    readonly payable: boolean
    readonly reason: string | null
    /** Whole rupiah. */
    readonly amount: string
    /** It is what the verifier saw. */
    readonly current: boolean
  }
  /** Another year of the same child and school year is or was paid. */
  readonly yearTaken: boolean
  /** Live payments of this year; bounced ones that may go out again into another account. */
  readonly payments: {
    readonly total: number
    readonly settled: number
    readonly released: boolean
    readonly bounced: number
    readonly reissuable: number
  }
  readonly input: { readonly reason?: string; readonly groundCode?: string }
}

type AwardGuard = Guard<AwardFacts>
type YearGuard = Guard<YearFacts>

export const earned = demand<AwardFacts>(
  'scholarship_earned',
  (facts) => facts.earned,
  'SCHOLARSHIP_NOT_EARNED',
)

/** Those registered first; no substitution when one child's right ends. @basis PP 82/2019 */
export const awardsLeft = demand<AwardFacts>(
  'awards_left',
  ({ otherAwards, awardsAllowed }) => otherAwards < awardsAllowed,
  'AWARDS_USED_UP',
  ({ awardsAllowed }) => ({ allowed: awardsAllowed }),
)
export const atSchool = demand<AwardFacts>('at_school', (facts) => facts.atSchool, 'NOT_AT_SCHOOL')
export const notAtSchool = demand<AwardFacts>(
  'not_yet_at_school',
  (facts) => !facts.atSchool,
  'ALREADY_AT_SCHOOL',
)
export const awardReasonGiven = ask<AwardFacts>(
  'reason_given',
  ({ input }) => isGiven(input.reason),
  'REASON_MISSING',
)

export const endingGiven: AwardGuard = ask<AwardFacts>(
  'ending_given',
  ({ input }) => input.ending !== undefined && awardEndings.includes(input.ending),
  'ENDING_MISSING',
)

/** Nobody changes alone to whom a child's money goes. */
export const anotherNamedGuardian: AwardGuard = {
  name: 'another_person_named_the_guardian',
  check({ actor, guardianNamedBy }) {
    if (guardianNamedBy === null) return refuse('GUARDIAN_NOT_NAMED')
    return guardianNamedBy === actor.id ? refuse('SAME_PERSON') : null
  },
}

export const endObjectionInTime: AwardGuard = {
  name: 'objection_in_time',
  check: ({ today, ended }) => inTime(today, ended.objectUntil),
}

export const endObjectedTo: AwardGuard = demand(
  'objected_to',
  ({ ended }) => ended.objected,
  'NOT_OBJECTED_TO',
)
export const anotherEnded: AwardGuard = demand(
  'another_person_ended_it',
  ({ actor, ended }) => ended.by !== actor.id,
  'SAME_PERSON',
)

function inTime(today: string, until: string | null) {
  return until !== null && today <= until ? null : refuse('OBJECTION_PERIOD_OVER', { dueOn: until ?? '' })
}

export const awardActive = demand<YearFacts>('award_active', ({ award }) => award.active, 'AWARD_NOT_ACTIVE')
export const awardOver = demand<YearFacts>('award_over', ({ award }) => !award.active, 'AWARD_STILL_ACTIVE')

export const yearHasBegun: YearGuard = {
  name: 'school_year_has_begun',
  check: ({ today, year }) =>
    today >= year.opensOn ? null : refuse('SCHOOL_YEAR_NOT_BEGUN', { opensOn: year.opensOn }),
}

export const yearIsOver: YearGuard = {
  name: 'school_year_is_over',
  check: ({ today, year }) =>
    today > year.closesOn ? null : refuse('SCHOOL_YEAR_NOT_OVER', { closesOn: year.closesOn }),
}

export const catchUpPossible: YearGuard = {
  name: 'catch_up_possible',
  check: ({ today, year }) =>
    today <= year.catchUpUntil ? null : refuse('CATCH_UP_OVER', { catchUpUntil: year.catchUpUntil }),
}

export const catchUpOver: YearGuard = {
  name: 'catch_up_over',
  check: ({ today, year }) =>
    today > year.catchUpUntil ? null : refuse('CATCH_UP_STILL_OPEN', { catchUpUntil: year.catchUpUntil }),
}

export const evidenceGiven = demand<YearFacts>(
  'evidence_given',
  ({ evidence }) => evidence.missing === 0,
  'DOCUMENTS_INCOMPLETE',
  ({ evidence }) => ({ count: evidence.missing }),
)

export const evidenceLookedAt = demand<YearFacts>(
  'every_item_looked_at',
  ({ evidence }) => evidence.undecided === 0,
  'ITEMS_NOT_LOOKED_AT',
  ({ evidence }) => ({ count: evidence.undecided }),
)

/** After an objection, other people look than before. */
export const newEyes: YearGuard = demand(
  'not_who_decided_before',
  ({ actor, year }) => !year.decidedBefore.includes(actor.id),
  'SAME_PERSON',
)

export const withinOwnLimit: YearGuard = demand(
  'within_limit',
  ({ actor, ruling }) => BigInt(ruling.amount) <= BigInt(actor.limit ?? '0'),
  'OVER_LIMIT',
  ({ actor, ruling }) => ({ total: ruling.amount, limit: actor.limit ?? '0' }),
)

export const payeeKnown: YearGuard = demand(
  'payee_known',
  ({ award }) => award.accountChecked,
  'ACCOUNT_NOT_CHECKED',
  () => ({ count: 1 }),
)

export const someBounced: YearGuard = demand(
  'a_transfer_bounced',
  ({ payments }) => payments.bounced > 0,
  'NOTHING_BOUNCED',
)

export const accountCorrected: YearGuard = demand(
  'new_account_checked',
  ({ payments }) => payments.reissuable > 0,
  'ACCOUNT_NOT_CORRECTED',
  ({ payments }) => ({ count: payments.bounced }),
)

export const wasDenied = demand<YearFacts>('was_denied', ({ year }) => year.closedBy === 'deny', 'NOT_DENIED')
export const closedByEnd = demand<YearFacts>(
  'closed_with_the_award',
  ({ year }) => year.closedBy === 'award_ended',
  'NOT_DENIED',
)

export const objectionInTime: YearGuard = {
  name: 'objection_in_time',
  check: ({ today, year }) => inTime(today, year.objectUntil),
}

/** Age, marriage, work, level counter and year, as the benefit library ruled on today's facts. */
export const rulingPayable: YearGuard = {
  name: 'ruling_payable',
  check({ ruling }) {
    if (!ruling.current) return refuse('CALCULATION_STALE')
    return ruling.payable ? null : refuse('YEAR_NOT_PAYABLE', { reason: ruling.reason ?? '' })
  },
}

export const yearNotTaken = demand<YearFacts>(
  'school_year_not_taken',
  (facts) => !facts.yearTaken,
  'SCHOOL_YEAR_TAKEN',
)

export const anotherPersonVerified = demand<YearFacts>(
  'another_person_verified',
  ({ actor, year }) => year.verifierId !== null && year.verifierId !== actor.id,
  'DUTY_ALREADY_HELD',
  () => ({ duty: 'verify' }),
)

export const groundGiven = ask<YearFacts>(
  'ground_given',
  ({ input }) => isGiven(input.groundCode),
  'GROUND_MISSING',
)
export const yearReasonGiven = ask<YearFacts>(
  'reason_given',
  ({ input }) => isGiven(input.reason),
  'REASON_MISSING',
)

export const yearReleased = demand<YearFacts>(
  'batch_released',
  ({ payments }) => payments.total > 0 && payments.released,
  'BATCH_NOT_RELEASED',
)

export const yearSettled: YearGuard = {
  name: 'every_instruction_settled',
  check({ payments }) {
    if (payments.total === 0) return refuse('NO_INSTRUCTION')
    const open = payments.total - payments.settled
    return open === 0 ? null : refuse('INSTRUCTIONS_UNSETTLED', { count: open })
  },
}
