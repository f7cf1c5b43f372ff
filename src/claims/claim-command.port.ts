import type { ClaimEvent, ClaimInput, ClaimState, Refusal, Role } from '#libs/lifecycle'
import type { InstantText } from '../platform/clock/clock.js'

/** Who acts: a signed-in member of staff, a family with its claim, or the product itself. */
export interface Actor {
  /** Staff: the id of the member. Claimant: `party:<id>`. Product: `system`. */
  id: string
  role: Role
  /** Branch of a member of staff; null for claimants and the product. */
  branchId: string | null
  /** Largest amount this approver may decide alone, whole rupiah as text. */
  approvalLimit?: string | null
  /** A claimant confirmed this very command with a one-time code. */
  codeConfirmed?: boolean
}

export const SYSTEM: Actor = { id: 'system', role: 'system', branchId: null }

export interface ClaimCommand {
  /** Chosen by the caller; the same key answers a repeated command from the first transition. */
  idempotencyKey: string
  input?: ClaimInput
  /** The version the person saw. Left out by workers, which decide again on what they find. */
  expectedVersion?: number
}

/** A command with its input as it is kept: people's own words are sealed. */
export interface KeptCommand extends ClaimCommand {
  kept: ClaimInput
}

/** A transition that was decided and is about to be written. */
export interface PlannedTransition {
  claimId: string
  seq: number
  from: ClaimState
  event: ClaimEvent
  to: ClaimState
  round: number
  actorId: string
  actorRole: Role
  branchId: string
  /** As it is kept. */
  input: ClaimInput
  inputHash: string
  idempotencyKey: string
  reasons: readonly Refusal[]
  factsDigest: string
  lawDigest: string
  at: InstantText
  prevHash: string | null
  hash: string
}

/** What a caller learns of a transition, whether it was made now or found under the same key. */
export interface FiredTransition {
  claimId: string
  number: string
  seq: number
  from: ClaimState
  event: ClaimEvent
  to: ClaimState
  round: number
  at: InstantText
  version: number
  /** True when the same key had already been used for the same command. */
  repeated: boolean
}
