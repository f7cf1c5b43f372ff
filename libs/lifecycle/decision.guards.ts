/** The guards of proposal, decision and payment: the steps that end in money, or in a refusal. */
import type { ClaimFacts, Ground } from './claim.facts.js'
import type { Guard } from './engine.js'
import { ask, demand as demandOf, isGiven, refuse } from './guard.js'
import type { RefusalCode } from './refusal-codes.js'

type ClaimGuard = Guard<ClaimFacts>
type Test = (facts: ClaimFacts) => boolean
type ParamsOf = (facts: ClaimFacts) => Record<string, string | number>

const demand = (name: string, holds: Test, code: RefusalCode, params?: ParamsOf): ClaimGuard =>
  demandOf(name, holds, code, params)

/** Decision codes of a calculation that lead to money from the agency. */
export const payableDecisions: readonly string[] = ['payable', 'payable_burial_only']

// propose

export const proposalGiven = ask<ClaimFacts>(
  'proposal_given',
  ({ input }) => input.proposal !== undefined,
  'PROPOSAL_MISSING',
)

/** The demand holds only for a proposal to pay; a refusal may rest on what made the rest needless. */
export function ifPaying(guard: ClaimGuard): ClaimGuard {
  return {
    name: `if_paying: ${guard.name}`,
    check: (facts) => (facts.input.proposal === 'pay' ? guard.check(facts) : null),
  }
}

export const checklistConfirmed = demand(
  'checklist_confirmed',
  ({ documents }) => documents.requiredOpen === 0 && documents.defective === 0,
  'CHECKLIST_NOT_CONFIRMED',
  ({ documents }) => ({ open: documents.requiredOpen, defective: documents.defective }),
)

export const heirsSettled = demand('heirs_settled', ({ heirs }) => heirs.settled, 'HEIRS_NOT_SETTLED')

export const accountsChecked = demand(
  'accounts_checked',
  ({ heirs }) => heirs.unverifiedAccounts === 0,
  'ACCOUNT_NOT_CHECKED',
  ({ heirs }) => ({ count: heirs.unverifiedAccounts }),
)

export const calculationCurrent: ClaimGuard = {
  name: 'calculation_current',
  check({ calculation }) {
    if (!calculation.exists) return refuse('CALCULATION_MISSING')
    return calculation.current ? null : refuse('CALCULATION_STALE')
  },
}

export const calculationPayable = demand(
  'calculation_payable',
  ({ calculation }) =>
    calculation.decision !== null &&
    payableDecisions.includes(calculation.decision) &&
    amount(calculation.total) > 0n,
  'CALCULATION_NOT_PAYABLE',
  ({ calculation }) => ({ decision: calculation.decision ?? 'none', total: calculation.total ?? '0' }),
)

/** What the registry has corrected since must be looked at before anybody decides on what it said. */
export const coverageSettled = demand(
  'coverage_settled',
  ({ coverage }) => coverage.openDifferences === 0,
  'COVERAGE_DIFFERS',
)

/** A refusal needs a coded ground, bound to an article and to a fact, and the sentence that says what would change it. */
export const groundGivenIfRefusing: ClaimGuard = {
  name: 'ground_given_if_refusing',
  asksInput: true,
  check: ({ input }) =>
    input.proposal === 'refuse' ? groundRefusal(input.grounds ?? [], input.counterfactual) : null,
}

// decide

export const proposesToPay = demand(
  'proposes_to_pay',
  ({ proposal }) => proposal.kind === 'pay',
  'NOT_PROPOSED_TO_PAY',
)

export const proposesToRefuse = demand(
  'proposes_to_refuse',
  ({ proposal }) => proposal.kind === 'refuse',
  'NOT_PROPOSED_TO_REFUSE',
)

export const refusalIsGrounded: ClaimGuard = {
  name: 'refusal_is_grounded',
  check: ({ proposal }) => groundRefusal(proposal.grounds, proposal.counterfactual),
}

/** Within the person's own limit, lent or held, and within what the program and the evidence allow anybody. */
export const withinLimit = demand(
  'within_limit',
  (facts) => amount(facts.proposal.total) <= limitOf(facts) && facts.proposal.total !== null,
  'OVER_LIMIT',
  (facts) => ({ total: facts.proposal.total ?? '0', limit: String(limitOf(facts)) }),
)

/** Days without decisions are announced: the end of a year, a change of system. */
export const notFrozen = demand(
  'not_frozen',
  ({ proposal }) => proposal.frozenUntil === null,
  'DECISIONS_FROZEN',
  ({ proposal }) => ({ dueOn: proposal.frozenUntil ?? '' }),
)

export const packetUnchanged = demand(
  'packet_unchanged',
  ({ proposal }) => proposal.packetHash !== null && proposal.packetHash === proposal.currentPacketHash,
  'PACKET_CHANGED',
)

export const secondApprovalNeeded = demand(
  'second_approval_needed',
  needsSecondApproval,
  'SECOND_APPROVAL_NOT_NEEDED',
)

export const notYetEndorsedByActor = demand(
  'not_yet_endorsed_by_actor',
  ({ actor, proposal }) => !proposal.endorserIds.includes(actor.id),
  'ALREADY_ENDORSED',
)

/** Above the second limit two approvers are needed: one endorsed this packet, another approves it. */
export const endorsedByAnother = demand(
  'endorsed_by_another_above_second_limit',
  (facts) => !needsSecondApproval(facts) || facts.proposal.endorserIds.some((id) => id !== facts.actor.id),
  'ENDORSEMENT_MISSING',
  ({ proposal }) => ({ secondLimit: proposal.secondLimit ?? '0' }),
)

/** JKM and JKK death money exclude each other for one death. @basis PP 44/2015 Pasal 1, definitions of JKK and JKM */
export const noOtherDeathMoney: ClaimGuard = {
  name: 'no_other_death_money',
  check({ twin }) {
    return twin.grantedDeathClaim === null
      ? null
      : refuse('DEATH_MONEY_ALREADY_GRANTED', { number: twin.grantedDeathClaim })
  },
}

// pay

export const nothingReleased = demand(
  'nothing_released',
  ({ payments }) => payments.released === 0,
  'ALREADY_RELEASED',
  ({ payments }) => ({ count: payments.released }),
)

export const batchReleased = demand(
  'batch_released',
  ({ payments }) => payments.total > 0 && payments.batchReleased,
  'BATCH_NOT_RELEASED',
)

export const everyInstructionSettled: ClaimGuard = {
  name: 'every_instruction_settled',
  check({ payments }) {
    if (payments.total === 0) return refuse('NO_INSTRUCTION')
    const open = payments.total - payments.settled
    return open === 0 ? null : refuse('INSTRUCTIONS_UNSETTLED', { count: open })
  },
}

/** Each instruction has arrived or has come back for good, so that a new decision knows what is there. */
export const nothingUnderWay: ClaimGuard = {
  name: 'nothing_under_way',
  check({ payments }) {
    const open = payments.total - payments.settled - payments.bounced
    return open === 0 ? null : refuse('INSTRUCTIONS_UNSETTLED', { count: open })
  },
}

export const ledgerBalances = demand(
  'ledger_balances',
  ({ payments }) => payments.balanced,
  'LEDGER_UNBALANCED',
)

export const everyInstructionAnswered = demand(
  'every_instruction_answered',
  ({ payments }) => payments.queued === 0 && payments.inFlight === 0,
  'INSTRUCTIONS_UNANSWERED',
  ({ payments }) => ({ count: payments.queued + payments.inFlight }),
)

export const somethingBounced = demand(
  'something_bounced',
  ({ payments }) => payments.bounced > 0,
  'NOTHING_BOUNCED',
)

/** At least one bounced part can go out again; another payee's missing account does not hold it up. */
export const bouncedPartReissuable = demand(
  'bounced_part_reissuable',
  ({ payments }) => payments.reissuable > 0,
  'ACCOUNT_NOT_CORRECTED',
  ({ payments }) => ({ count: payments.bounced }),
)

function limitOf({ actor, proposal }: ClaimFacts): bigint {
  const [own, level] = [amount(actor.approvalLimit), amount(proposal.levelLimit)]
  return own < level ? own : level
}

function needsSecondApproval({ proposal }: ClaimFacts): boolean {
  return proposal.secondLimit !== null && amount(proposal.total) > amount(proposal.secondLimit)
}

function groundRefusal(grounds: readonly Ground[], counterfactual: string | null | undefined) {
  if (grounds.length === 0) return refuse('GROUND_MISSING')
  const unbound = grounds.find((ground) => ![ground.code, ground.article, ground.fact].every(isGiven))
  if (unbound) return refuse('GROUND_NOT_BOUND', { code: unbound.code })
  return isGiven(counterfactual) ? null : refuse('COUNTERFACTUAL_MISSING')
}

/** Whole rupiah; a missing amount is nothing. Facts are typed by the gate, so a malformed amount is a programmer's fault. */
function amount(rupiah: string | null): bigint {
  return rupiah === null ? 0n : BigInt(rupiah)
}
