import { createHash } from 'node:crypto'

/** JSON with sorted keys and no spaces, so that equal values have equal text wherever they are computed. */
export function canonicalJson(value: unknown): string {
  if (typeof value === 'bigint') return JSON.stringify(value.toString())
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value).filter(([, item]) => item !== undefined)
    entries.sort(([a], [b]) => (a < b ? -1 : 1))
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`
  }
  return JSON.stringify(value)
}

/** SHA-256 of the canonical JSON, in hex. */
export function digestOf(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex')
}

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
