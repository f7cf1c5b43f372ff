import { digestOf } from './canonical-digest.port.js'

/** The fields that the chain of a claim's history covers. */
export interface HashedTransition {
  claimId: string
  seq: number
  from: string
  event: string
  to: string
  round: number
  actorId: string
  actorRole: string
  branchId: string
  input: unknown
  reasons: unknown
  idempotencyKey: string
  factsDigest: string
  lawDigest: string
  at: string
  prevHash: string | null
}

/** Hash of one row of history; it covers the hash of the row before, so a changed row breaks every later one. */
export function hashOfTransition(transition: HashedTransition): string {
  const { claimId, seq, from, event, to, round, actorId, actorRole, branchId, input, reasons } = transition
  const { idempotencyKey, factsDigest, lawDigest, at, prevHash } = transition
  return digestOf([
    claimId,
    seq,
    from,
    event,
    to,
    round,
    actorId,
    actorRole,
    branchId,
    input,
    reasons,
    idempotencyKey,
    factsDigest,
    lawDigest,
    at,
    prevHash,
  ])
}
