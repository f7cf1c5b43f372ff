/**
 * The words of the claim lifecycle: roles, states, events, clocks, records, topics, templates. Each list is the only
 * place where its words are written; types, tables, database checks and screen texts follow from it.
 */

/** Who may act. Staff act within their branch; `system` is the product itself, from a worker or a sweep. */
export const roles = [
  'heir',
  'representative',
  'employer',
  'facility',
  'officer',
  'verifier',
  'investigator',
  'medical_adviser',
  'approver',
  'releaser',
  'reconciler',
  'objection_reviewer',
  'manager',
  'auditor',
  'admin',
  'system',
] as const
export type Role = (typeof roles)[number]

/** Roles outside the agency: they act only on a claim to which they are a party. */
export const claimantRoles = [
  'heir',
  'representative',
  'employer',
  'facility',
] as const satisfies readonly Role[]

export const claimTypes = [
  'jkm_death',
  'jkk_death',
  'jkk_disability',
  'jkk_stmb',
  'jkk_reimbursement',
] as const
export type ClaimType = (typeof claimTypes)[number]

export const claimStates = [
  'draft',
  'screening',
  'awaiting_documents',
  'in_verification',
  'awaiting_third_party',
  'under_investigation',
  'in_approval',
  'approved',
  'paying',
  'awaiting_account',
  'paid',
  'rejected',
  'withdrawn',
  'inactive',
  'merged',
  'lapsed',
] as const
export type ClaimState = (typeof claimStates)[number]

/** States in which a claim rests: no one owes the next step, though a reopening may still lead out. */
export const finalClaimStates = [
  'paid',
  'rejected',
  'withdrawn',
  'merged',
  'lapsed',
] as const satisfies readonly ClaimState[]

export const claimEvents = [
  'submit',
  'join',
  'checks_done',
  'checks_stalled',
  'request_documents',
  'supply',
  'go_quiet',
  'resume',
  'refer',
  'answer_received',
  'answer_overdue',
  'investigate',
  'investigation_reported',
  'completeness_reached',
  'propose',
  'send_back',
  'endorse',
  'approve',
  'reject',
  'recall',
  'release',
  'all_settled',
  'some_bounced',
  'correct_account',
  'object',
  'withdraw',
  'merge',
  'propose_reclassification',
  'suggest_reclassification',
  'reclassify',
  'decline_reclassification',
  'reopen',
  'lapse',
] as const
export type ClaimEvent = (typeof claimEvents)[number]

/** Clocks that run on a claim. Lengths are in `config/procedure/clocks.yaml` or, where it is law, in `config/law`. */
export const claimClocks = [
  'service',
  'legal',
  'return',
  'third_party',
  'investigation',
  'approval',
  'objection',
  'objection_outcome',
  'expiry',
] as const
export type ClaimClock = (typeof claimClocks)[number]

/**
 * Rows written in the same transaction as the transition; each has one owner that makes it. `decision_packet` names the
 * level whose limit covers it; `obligations` and `reissued_payments` leave payments in `queued`; `earlier_shares` takes back
 * what an earlier round left waiting.
 */
export const recordNames = [
  'checks',
  'joined_parties',
  'investigation',
  'decision_packet',
  'signals',
  'earlier_shares',
  'obligations',
  'obligations_reversal',
  'scholarship_awards',
  'late_compensation',
  'reissued_payments',
  'recoveries',
  'reclassification',
  'objection',
  'ended_objection',
] as const
export type RecordName = (typeof recordNames)[number]

/** Outbox topics: work that leaves after the commit, each with exactly one processor. */
export const topics = ['documents.check', 'assessment.draft', 'payment.send', 'letter.write'] as const
export type Topic = (typeof topics)[number]

/** Message templates; each is one file in `config/notifications`. */
export const templates = [
  'claim-received',
  'checks-delayed',
  'documents-requested',
  'documents-received',
  'claim-inactive',
  'claim-resumed',
  'third-party-asked',
  'third-party-answered',
  'investigation-opened',
  'claim-approved',
  'claim-rejected',
  'claim-recalled',
  'payment-sent',
  'payment-settled',
  'correction-settled',
  'payment-bounced',
  'account-corrected',
  'objection-received',
  'claim-withdrawn',
  'claim-merged',
  'claim-joined',
  'claim-reclassified',
  'claim-reopened',
  'claim-lapsed',
] as const
export type Template = (typeof templates)[number]

/** The four duties that one person may never combine on one round of one claim. */
export const duties = ['verify', 'approve', 'release', 'reconcile'] as const
export type Duty = (typeof duties)[number]

/** What a person may be found to hold: one of the four, or the review of an objection, which is none of them. */
export const heldDuties = [...duties, 'review'] as const
export type HeldDuty = (typeof heldDuties)[number]
