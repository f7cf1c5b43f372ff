/**
 * What the guards of the claim table may know. A plain JSON object that the gate reads in one query, grouped by the
 * stage that owns the part. It carries ids, counts, dates and flags only, never a name or a number of a person, so its
 * digest may be kept with the transition. Dates are `YYYY-MM-DD` in the branch's time zone, instants are UTC in the
 * form `2026-11-03T02:15:00.000Z`, amounts are whole rupiah as decimal strings.
 */
import type { ClaimState, ClaimType, HeldDuty, Role } from './vocabulary.js'

export interface ClaimFacts {
  /** The instant of the command, from the platform clock. */
  readonly now: string
  /** The calendar date of `now` at the claim's branch. */
  readonly today: string
  readonly actor: ActorFacts
  readonly claim: ClaimOwnFacts
  readonly twin: TwinFacts
  readonly merging: MergingFacts
  readonly cause: CauseFacts
  readonly checks: CheckFacts
  readonly documents: DocumentFacts
  readonly requests: RequestFacts
  readonly investigation: InvestigationFacts
  readonly heirs: HeirFacts
  readonly calculation: CalculationFacts
  readonly coverage: CoverageFacts
  readonly proposal: ProposalFacts
  readonly payments: PaymentCounts
  readonly clocks: ClockFacts
  readonly input: ClaimInput
}

/** Owner: staff and login. */
export interface ActorFacts {
  readonly id: string
  readonly role: Role
  /** Branch the actor works for; null = not bound to one branch (head office, claimants, system). */
  readonly branchId: string | null
  /** For claimants: named on this claim as heir, representative, reporter or lodging employer. */
  readonly partyToClaim: boolean
  /** This very command was confirmed with the one-time code sent to the contact on the claim. */
  readonly codeConfirmed: boolean
  /** Highest amount the actor may approve today, rupiah; null = may approve nothing. */
  readonly approvalLimit: string | null
  /** Separated duties the actor has already exercised on this round of this claim (see `dutyOf`). */
  readonly duties: readonly HeldDuty[]
  /** This round was opened by an objection, and the actor exercised `verify` on the round objected to. */
  readonly verifiedObjectedRound: boolean
}

/** Owner: claims and intake. */
export interface ClaimOwnFacts {
  readonly id: string
  /** Public claim number; null until submitted. */
  readonly number: string | null
  readonly type: ClaimType
  readonly state: ClaimState
  /** 1 at birth, plus 1 at every recall, objection or reopening. */
  readonly round: number
  readonly branchId: string | null
  /** The participant was found in the membership, or stated in full by the claimant. */
  readonly participantKnown: boolean
  /** Date of accident, diagnosis or death; null until answered. */
  readonly eventDate: string | null
  /** The relation of the claimant to the participant is stated. */
  readonly relationStated: boolean
  /** At least one way to reach the claimant is stated. */
  readonly contactStated: boolean
  /** Date of the first submission; null while nothing was lodged. */
  readonly lodgedOn: string | null
  /** Last day on which a first application is in time, computed from the event date by law; null until known. */
  readonly expiresOn: string | null
}

/** Owner: claims. Other claims that follow from the same event of the same participant. */
export interface TwinFacts {
  /** Number (or id while a draft has none) of another live claim of the same type; null = none. */
  readonly liveClaimNumber: string | null
  /** Number of a JKM or JKK death claim on the same death whose money was granted without set-off; null = none. */
  readonly grantedDeathClaim: string | null
}

/** Owner: claims. */
export interface MergingFacts {
  /** Ids of the undecided claims of the same event that this one may be merged into. */
  readonly into: readonly string[]
}

/** Owner: claims. Whether a death was of work. */
export interface CauseFacts {
  /** Another cause was proposed on this round, and no approver has decided on it. */
  readonly pending: boolean
  /** The claim was of the other program before. */
  readonly weighed: boolean
}

/** Owner: documents. Machine checks since the last entry into `screening`. */
export interface CheckFacts {
  /** Checks without a result that may still run. */
  readonly pending: number
  /** Checks whose job is used up: no result will come without a person. */
  readonly stalled: number
}

/** Owner: documents. Counts over the items of the present checklist. */
export interface DocumentFacts {
  /** Required items neither accepted nor waived nor replaced by a lawful alternative. */
  readonly requiredOpen: number
  /** Items that no person has looked at yet. */
  readonly undecided: number
  /** Items found defective or missing. */
  readonly defective: number
  /** Defective items without a defect code. */
  readonly defectsWithoutCode: number
  /** Defects of the last request not yet answered by a file or a statement. */
  readonly unanswered: number
  /** Date on which the last accepted required item was received; null while one is open. */
  readonly completeOn: string | null
}

/** Owner: documents. */
export interface RequestFacts {
  /** Lists of defects already sent to the claimant in this round. */
  readonly countThisRound: number
}

/** Owner: verification. */
export interface InvestigationFacts {
  /** Questions of the running investigation without an answer that has evidence. */
  readonly openQuestions: number
}

/** Owner: verification. */
export interface HeirFacts {
  /** Who is entitled, in which rank and with which share, is confirmed by the verifier. */
  readonly settled: boolean
  /** Payees of this claim whose account is neither name-matched nor accepted by two persons. */
  readonly unverifiedAccounts: number
}

/** Owner: assessment. The latest stored calculation. */
export interface CalculationFacts {
  readonly exists: boolean
  /** Its digest of facts and law equals today's. */
  readonly current: boolean
  /** Decision code of the calculation, for example `payable`; null without a calculation. */
  readonly decision: string | null
  /** Sum of its lines, rupiah; null without a calculation. */
  readonly total: string | null
}

/** Owner: membership. */
export interface CoverageFacts {
  /** Changes of the registry since the claim was told of its participant's coverage, not yet settled by a verifier. */
  readonly openDifferences: number
}

/** A ground to refuse: a reason code, the article it rests on, and the fact of this claim that meets it. */
export interface Ground {
  readonly code: string
  readonly article: string
  readonly fact: string
}

/** Owner: approval. The decision packet frozen by the last `propose` of this round. */
export interface ProposalFacts {
  readonly kind: 'pay' | 'refuse' | null
  readonly grounds: readonly Ground[]
  /** The sentence that tells the family what would change a refusal. */
  readonly counterfactual: string | null
  /** Hash of the packet as frozen. */
  readonly packetHash: string | null
  /** Hash of the same packet computed from the present facts. */
  readonly currentPacketHash: string | null
  /** Amount proposed, rupiah. */
  readonly total: string | null
  /** How well the decision is proven: the least certain document counts. */
  readonly evidence: 'complete' | 'substituted' | 'waived' | null
  /** Highest amount that anybody may approve for this program and evidence, rupiah; null = nothing may be. */
  readonly levelLimit: string | null
  /** Last day on which nothing may be approved or released; null = today it may. */
  readonly frozenUntil: string | null
  /** Amount above which two approvers are needed, rupiah; null = no such limit in force. */
  readonly secondLimit: string | null
  /** Actors who endorsed this packet: `endorse` transitions since the last `propose`. */
  readonly endorserIds: readonly string[]
}

/** Owner: payment. Counts over the live instructions: neither cancelled nor already reissued. */
export interface PaymentCounts {
  readonly total: number
  /** `queued` or `in_batch`. */
  readonly queued: number
  /** `sent` or `unknown`: no answer of the bank yet. */
  readonly inFlight: number
  readonly settled: number
  /** `refused` or `returned`, waiting for a new account. */
  readonly bounced: number
  /** Bounced instructions whose payee now has another account in his own name, checked. */
  readonly reissuable: number
  /** Instructions of this round in a released batch, cancelled and reissued ones included, and decided shares. */
  readonly released: number
  /** Every live instruction of this claim lies in a batch that was released. */
  readonly batchReleased: boolean
  /** Obligations and settlements of this claim balance in the ledger. */
  readonly balanced: boolean
  /** A share that was disputed has been released and has not reached its payee. */
  readonly shareOnItsWay: boolean
}

/** Owner: claims. Dates are the last day on which the awaited thing is in time. */
export interface ClockFacts {
  readonly returnDueOn: string | null
  readonly thirdPartyDueOn: string | null
  /** After the latest refusal, whether or not the clock was already closed. */
  readonly objectionDueOn: string | null
  /** Latest day that a third party asked today may be given to answer; computed from the calendar in memory, not read. */
  readonly thirdPartyLatestOn: string | null
  /** Latest end an investigation opened today may have; computed from the calendar in memory, not read. */
  readonly investigationLatestOn: string | null
  /** Start of the legal payment clock that runs now; null = none runs. */
  readonly legalStartedOn: string | null
}

export const reopeningGrounds = ['new_evidence', 'error', 'court_order', 'objection_upheld'] as const
export type ReopeningGround = (typeof reopeningGrounds)[number]

export const deathCauses = [
  'work_accident',
  'occupational_disease',
  'sudden_death_at_work',
  'non_work_death',
] as const
export type DeathCause = (typeof deathCauses)[number]

/** What the person entered with the command, already validated in form. Each event uses its own few fields. */
export interface ClaimInput {
  /** send_back, recall, investigate, object, reopen: the sentence that says why. */
  readonly reason?: string
  /** propose */
  readonly proposal?: 'pay' | 'refuse'
  /** propose to refuse */
  readonly grounds?: readonly Ground[]
  /** propose to refuse: what would change the refusal, for the family. */
  readonly counterfactual?: string
  /** refer: the party asked, the question. */
  readonly party?: string
  readonly question?: string
  /** refer, investigate: the last day for an answer. */
  readonly dueOn?: string
  /** answer_received: the document that holds the answer. */
  readonly answerDocumentId?: string
  /** investigate: what shall be found out, and by whom. */
  readonly questions?: readonly string[]
  readonly investigatorId?: string
  /** merge: the claim that lives on. */
  readonly survivingClaimId?: string
  /** reopen */
  readonly ground?: ReopeningGround
  /** propose_reclassification, suggest_reclassification: what caused the death, and the day of the accident or diagnosis where there is one. */
  readonly deathCause?: DeathCause
  readonly occurredOn?: string
  /** approve, endorse, reject at a desk: by what the person proved again who decides; kept, judged by no guard. */
  readonly proof?: 'code' | 'recovery_code' | 'password'
}
