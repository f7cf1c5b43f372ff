import type { ClaimFacts } from './claim.facts.js'
import type { ClaimEvent } from './vocabulary.js'

/** The parts of the facts that are read from a database; the others come with the command. */
export type ClaimFactsPart = Exclude<keyof ClaimFacts, 'now' | 'today' | 'input'>

/**
 * Which parts the guards of each event look at, so that the gate reads those and no others. A test watches every guard
 * on thousands of facts and fails when a part is missing here, or listed without need.
 */
export const claimReads: Readonly<Record<ClaimEvent, readonly ClaimFactsPart[]>> = {
  submit: ['actor', 'claim', 'twin'],
  join: ['actor', 'claim', 'twin'],
  checks_done: ['actor', 'checks', 'claim'],
  checks_stalled: ['actor', 'checks', 'claim'],
  request_documents: ['actor', 'claim', 'documents', 'requests'],
  supply: ['actor', 'claim', 'documents'],
  go_quiet: ['actor', 'claim', 'clocks'],
  resume: ['actor', 'claim', 'twin'],
  refer: ['actor', 'claim', 'clocks'],
  answer_received: ['actor', 'claim'],
  answer_overdue: ['actor', 'claim', 'clocks'],
  investigate: ['actor', 'claim', 'clocks'],
  investigation_reported: ['actor', 'claim', 'investigation'],
  completeness_reached: ['actor', 'claim', 'clocks', 'documents'],
  propose: ['actor', 'calculation', 'cause', 'claim', 'coverage', 'documents', 'heirs'],
  send_back: ['actor', 'claim'],
  endorse: ['actor', 'claim', 'coverage', 'proposal'],
  approve: ['actor', 'claim', 'coverage', 'proposal', 'twin'],
  reject: ['actor', 'claim', 'coverage', 'proposal'],
  recall: ['actor', 'claim', 'payments'],
  release: ['actor', 'claim', 'payments', 'proposal'],
  all_settled: ['actor', 'claim', 'payments'],
  some_bounced: ['actor', 'claim', 'payments'],
  correct_account: ['actor', 'claim', 'payments'],
  object: ['actor', 'claim', 'clocks', 'twin'],
  withdraw: ['actor', 'claim', 'payments'],
  merge: ['actor', 'claim', 'merging'],
  propose_reclassification: ['actor', 'cause', 'claim'],
  suggest_reclassification: ['actor', 'cause', 'claim'],
  reclassify: ['actor', 'cause', 'claim'],
  decline_reclassification: ['actor', 'cause', 'claim'],
  reopen: ['actor', 'claim', 'payments', 'twin'],
  lapse: ['actor', 'claim'],
}
