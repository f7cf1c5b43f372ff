/**
 * The guards of the claim table except those of money and decision (`decision.guards.ts`). Each is named by what it
 * demands; a branch manager can read the names in the printed table.
 */
import type { ClaimFacts } from './claim.facts.js'
import { reopeningGrounds } from './claim.facts.js'
import { dutyOf } from './duties.js'
import type { Guard } from './engine.js'
import { ask, demand as demandOf, isGiven, refuse } from './guard.js'
import type { RefusalCode } from './refusal-codes.js'
import type { ClaimEvent, Role } from './vocabulary.js'
import { claimantRoles } from './vocabulary.js'

type ClaimGuard = Guard<ClaimFacts>
type Test = (facts: ClaimFacts) => boolean
type ParamsOf = (facts: ClaimFacts) => Record<string, string | number>

const demand = (name: string, holds: Test, code: RefusalCode, params?: ParamsOf): ClaimGuard =>
  demandOf(name, holds, code, params)
const asked = (name: string, holds: Test, code: RefusalCode): ClaimGuard => ask(name, holds, code)
const isClaimant = (role: Role): boolean => (claimantRoles as readonly Role[]).includes(role)

// who

/** Claimants act on claims they are a party to, staff within their branch; null means the whole network. */
export const withinReach: ClaimGuard = {
  name: 'within_reach',
  check({ actor, claim }) {
    if (actor.role === 'system') return null
    if (isClaimant(actor.role)) return actor.partyToClaim ? null : refuse('NOT_A_PARTY')
    const elsewhere = actor.branchId !== null && claim.branchId !== null && actor.branchId !== claim.branchId
    return elsewhere ? refuse('OTHER_BRANCH') : null
  },
}

/** The duty of `event` may not meet another separated duty of the same person on the same round. */
export function notHeldAnotherDuty(event: ClaimEvent): ClaimGuard {
  const duty = dutyOf(event)
  return {
    name: 'not_held_another_duty',
    check({ actor }) {
      const other = actor.duties.find((held) => held !== duty)
      return duty !== null && other !== undefined ? refuse('DUTY_ALREADY_HELD', { duty: other }) : null
    },
  }
}

export const freshVerifierAfterObjection = demand(
  'fresh_verifier_after_objection',
  ({ actor }) => !actor.verifiedObjectedRound,
  'FRESH_VERIFIER_NEEDED',
)

export const reviewerHeldNoDuty = demand(
  'reviewer_held_no_duty',
  ({ actor }) =>
    actor.role !== 'objection_reviewer' ||
    (actor.duties.every((held) => held === 'review') && !actor.verifiedObjectedRound),
  'REVIEWER_HELD_DUTY',
)

export const confirmedByCode = demand(
  'confirmed_by_code',
  ({ actor }) => actor.codeConfirmed,
  'CODE_NOT_CONFIRMED',
)

export const reasonGiven = asked('reason_given', ({ input }) => isGiven(input.reason), 'REASON_MISSING')

// submit

export const participantKnown = demand(
  'participant_known',
  ({ claim }) => claim.participantKnown,
  'PARTICIPANT_UNKNOWN',
)

export const eventDateGiven: ClaimGuard = {
  name: 'event_date_given',
  check({ claim, today }) {
    if (claim.eventDate === null) return refuse('EVENT_DATE_MISSING')
    return claim.eventDate > today
      ? refuse('EVENT_DATE_IN_FUTURE', { eventDate: claim.eventDate, today })
      : null
  },
}

export const relationGiven = demand('relation_given', ({ claim }) => claim.relationStated, 'RELATION_MISSING')
export const contactGiven = demand('contact_given', ({ claim }) => claim.contactStated, 'CONTACT_MISSING')

/** A second report of the same event joins the first; the door offers to join when this refuses. */
export const noLiveTwin: ClaimGuard = {
  name: 'no_live_twin',
  check({ twin }) {
    return twin.liveClaimNumber === null ? null : refuse('LIVE_TWIN', { number: twin.liveClaimNumber })
  },
}

export const liveTwinThere = demand(
  'live_twin_there',
  ({ twin }) => twin.liveClaimNumber !== null,
  'NO_LIVE_TWIN',
)

// machine checks: exactly one of checks_done and checks_stalled becomes possible when nothing runs any more

export const noCheckRunning = demand(
  'no_check_running',
  ({ checks }) => checks.pending === 0,
  'CHECKS_PENDING',
  ({ checks }) => ({ count: checks.pending }),
)

export const noCheckStalled = demand(
  'no_check_stalled',
  ({ checks }) => checks.stalled === 0,
  'CHECKS_STALLED',
  ({ checks }) => ({ count: checks.stalled }),
)

export const someCheckStalled = demand(
  'some_check_stalled',
  ({ checks }) => checks.stalled > 0,
  'NO_CHECK_STALLED',
)

// documents

export const everyItemLookedAt = demand(
  'every_item_looked_at',
  ({ documents }) => documents.undecided === 0,
  'ITEMS_NOT_LOOKED_AT',
  ({ documents }) => ({ count: documents.undecided }),
)

export const atLeastOneDefect = demand(
  'at_least_one_defect',
  ({ documents }) => documents.defective > 0,
  'NO_DEFECT',
)

export const everyDefectHasCode = demand(
  'every_defect_has_code',
  ({ documents }) => documents.defectsWithoutCode === 0,
  'DEFECT_WITHOUT_CODE',
  ({ documents }) => ({ count: documents.defectsWithoutCode }),
)

/** One list a round; a second one is a manager's decision, because the family travels for it. */
export const secondRequestByManager = demand(
  'second_request_by_manager',
  ({ requests, actor }) => requests.countThisRound === 0 || actor.role === 'manager',
  'SECOND_REQUEST_NEEDS_MANAGER',
)

export const everyDefectAnswered = demand(
  'every_defect_answered',
  ({ documents }) => documents.unanswered === 0,
  'DEFECTS_UNANSWERED',
  ({ documents }) => ({ count: documents.unanswered }),
)

export const requiredItemsAccepted = demand(
  'required_items_accepted',
  ({ documents }) => documents.requiredOpen === 0 && documents.completeOn !== null,
  'DOCUMENTS_INCOMPLETE',
  ({ documents }) => ({ count: documents.requiredOpen }),
)

export const legalClockNotStarted = demand(
  'legal_clock_not_started',
  ({ clocks }) => clocks.legalStartedOn === null,
  'LEGAL_CLOCK_ALREADY_RUNNING',
)

// clocks and periods

function ranOut(name: string, clock: string, dueOn: (facts: ClaimFacts) => string | null): ClaimGuard {
  return {
    name,
    check(facts) {
      const due = dueOn(facts)
      if (due === null) return refuse('CLOCK_NOT_STARTED', { clock })
      return facts.today > due ? null : refuse('CLOCK_STILL_RUNNING', { clock, dueOn: due })
    },
  }
}

export const returnClockRanOut = ranOut('return_clock_ran_out', 'return', ({ clocks }) => clocks.returnDueOn)
export const thirdPartyOverdue = ranOut(
  'third_party_overdue',
  'third_party',
  ({ clocks }) => clocks.thirdPartyDueOn,
)

const lodgedInTime: Test = ({ claim }) =>
  claim.lodgedOn !== null && claim.expiresOn !== null && claim.lodgedOn <= claim.expiresOn

/** A first application in time, even an incomplete one, keeps the right alive. @basis PP 82/2019 Pasal 26 */
export const rightNotLapsed = demand(
  'right_not_lapsed',
  (facts) => facts.claim.expiresOn === null || facts.today <= facts.claim.expiresOn || lodgedInTime(facts),
  'RIGHT_LAPSED',
  ({ claim }) => ({ expiresOn: claim.expiresOn ?? '' }),
)

export const statutoryPeriodOver: ClaimGuard = {
  name: 'statutory_period_over',
  check({ claim, today }) {
    if (claim.expiresOn === null) return refuse('PERIOD_UNKNOWN')
    return today > claim.expiresOn ? null : refuse('PERIOD_NOT_OVER', { expiresOn: claim.expiresOn })
  },
}

export const nothingLodgedInTime = demand(
  'nothing_lodged_in_time',
  (facts) => !lodgedInTime(facts),
  'LODGED_IN_TIME',
  ({ claim }) => ({ lodgedOn: claim.lodgedOn ?? '' }),
)

/** After it only a manager admits an objection, for a reason that he writes down. */
export const withinObjectionPeriod: ClaimGuard = {
  name: 'within_objection_period',
  check({ clocks, today, actor }) {
    if (clocks.objectionDueOn === null) return refuse('CLOCK_NOT_STARTED', { clock: 'objection' })
    const over = today > clocks.objectionDueOn && actor.role !== 'manager'
    return over ? refuse('OBJECTION_PERIOD_OVER', { dueOn: clocks.objectionDueOn }) : null
  },
}

// third party, investigation

export const partyGiven = asked('party_given', ({ input }) => isGiven(input.party), 'PARTY_MISSING')
export const questionGiven = asked(
  'question_given',
  ({ input }) => isGiven(input.question),
  'QUESTION_MISSING',
)

export const dueDateGiven: ClaimGuard = {
  name: 'due_date_given',
  asksInput: true,
  check({ input, today }) {
    if (!isGiven(input.dueOn)) return refuse('DUE_DATE_MISSING')
    return input.dueOn < today ? refuse('DUE_DATE_IN_PAST', { dueOn: input.dueOn, today }) : null
  },
}

/** A named day may not be so far ahead that nobody would ask again. */
function dueDateWithin(name: string, latestOn: (facts: ClaimFacts) => string | null): ClaimGuard {
  return {
    name,
    asksInput: true,
    check(facts) {
      const { dueOn } = facts.input
      const latest = latestOn(facts)
      if (latest === null || !isGiven(dueOn) || dueOn <= latest) return null
      return refuse('DUE_DATE_TOO_LATE', { dueOn, latest })
    },
  }
}

export const answerDueWithinLimit = dueDateWithin(
  'answer_due_within_limit',
  ({ clocks }) => clocks.thirdPartyLatestOn,
)
export const dueDateWithinLimit = dueDateWithin(
  'due_date_within_limit',
  ({ clocks }) => clocks.investigationLatestOn,
)

export const answerAttached = asked(
  'answer_attached',
  ({ input }) => isGiven(input.answerDocumentId),
  'ANSWER_MISSING',
)

export const questionsGiven = asked(
  'questions_given',
  ({ input }) => (input.questions ?? []).some(isGiven),
  'QUESTION_MISSING',
)

export const investigatorNamed = asked(
  'investigator_named',
  ({ input }) => isGiven(input.investigatorId),
  'INVESTIGATOR_MISSING',
)

/** Whoever asks does not answer himself. */
export const investigatorIsAnother = asked(
  'investigator_is_another',
  ({ input, actor }) => input.investigatorId !== actor.id,
  'SAME_PERSON',
)

export const investigatorHoldsNoDuty: ClaimGuard = {
  name: 'investigator_holds_no_duty',
  check({
    actor: {
      duties: [held],
    },
  }) {
    return held === undefined ? null : refuse('DUTY_ALREADY_HELD', { duty: held })
  },
}

export const everyQuestionAnswered = demand(
  'every_question_answered',
  ({ investigation }) => investigation.openQuestions === 0,
  'QUESTIONS_OPEN',
  ({ investigation }) => ({ count: investigation.openQuestions }),
)

// merge, reopen

export const survivingClaimChosen = asked(
  'surviving_claim_chosen',
  ({ input, claim }) => isGiven(input.survivingClaimId) && input.survivingClaimId !== claim.id,
  'SURVIVING_CLAIM_MISSING',
)

/** The same death, or the same kind of claim of the same incident, and nobody has decided on it yet. */
export const survivingClaimFits: ClaimGuard = {
  name: 'surviving_claim_fits',
  asksInput: true,
  check({ input, merging }) {
    const { survivingClaimId: chosen } = input
    return chosen === undefined || merging.into.includes(chosen) ? null : refuse('SURVIVING_CLAIM_UNFIT')
  },
}

export const reopeningGroundGiven = asked(
  'reopening_ground_given',
  ({ input }) => input.ground !== undefined && reopeningGrounds.includes(input.ground),
  'REOPENING_GROUND_MISSING',
)

/** What a payee holds can only be set off once it is certain that he has it. */
export const noShareOnItsWay = demand(
  'no_share_on_its_way',
  ({ payments }) => !payments.shareOnItsWay,
  'SHARE_ON_ITS_WAY',
)

/** Money that was paid is no longer the family's to withdraw; a decision of this round ends it. */
export const nothingPaid = demand(
  'nothing_paid',
  ({ payments }) => payments.settled === 0 && payments.bounced === 0,
  'MONEY_PAID',
)
