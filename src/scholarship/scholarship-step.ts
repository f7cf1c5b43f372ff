/** What goes into the gate of scholarships, what was read there, and what comes out. */
import type { Refusal } from '#libs/lifecycle'
import type { Actor } from '../claims/claim-command.port.js'
import { digestOf } from '../claims/canonical-digest.port.js'
import { KeyReused, StaleClaim, TransitionRefused } from '../platform/problem/problems.js'

export interface ScholarshipCommand<Event extends string, Input> {
  /** Of the award, or of the school year. */
  id: string
  event: Event
  actor: Actor
  /** The same key answers a repeated command from the first step. */
  idempotencyKey: string
  input?: Input
  /** The number of the last step that the person saw. Left out by workers. */
  expectedSeq?: number
}

export interface StepTaken {
  id: string
  seq: number
  to: string
  /** True when the same key had been used for the same command. */
  repeated: boolean
}

export type StepOutcome =
  | { kind: 'taken'; step: StepTaken }
  | {
      kind: 'refused'
      id: string
      why: 'no-such-step' | 'not-your-role' | 'not-yet'
      refusals: readonly Refusal[]
    }
  | { kind: 'failed'; id: string; error: unknown }

/** What both readings have. */
export interface ReadSubject {
  id: string
  award_id: string
  claim_id: string
  branch_id: string
  state: string
  seq: number
  last_hash: string | null
  guardian_id: string | null
  child_party_id: string | null
  done: { seq: number; event: string; to_state: string; input_hash: string } | null
}

interface Decided {
  subject: ReadSubject
  yearId: string | null
  to: string
  facts: unknown
  at: string
  lawDigest: string
  /** People's own words are sealed. */
  kept: unknown
  sent: readonly object[]
  ruling?: { amount: string | null; ruling: unknown }
}

/** One row for the writing statement: the step with its hash over the one before. */
export function rowOf<Event extends string, Input>(
  { id, event, actor, idempotencyKey }: ScholarshipCommand<Event, Input>,
  { subject, yearId, to, facts, at, lawDigest, kept, sent, ruling }: Decided,
): object {
  const step = {
    awardId: subject.award_id,
    yearId,
    seq: subject.seq + 1,
    from: subject.state,
    event,
    to,
    actorId: actor.id,
    actorRole: actor.role,
    branchId: subject.branch_id,
    input: kept,
    idempotencyKey,
    factsDigest: digestOf(facts),
    lawDigest,
    at,
    prevHash: subject.last_hash,
  }
  return {
    id,
    award_id: step.awardId,
    year_id: yearId,
    claim_id: subject.claim_id,
    seq: step.seq,
    from_state: step.from,
    event,
    to_state: to,
    actor_id: actor.id,
    actor_role: actor.role,
    branch_id: step.branchId,
    input: kept,
    input_hash: `\\x${digestOf(kept)}`,
    idempotency_key: idempotencyKey,
    facts_digest: `\\x${step.factsDigest}`,
    law_digest: lawDigest,
    at,
    prev_hash: subject.last_hash === null ? null : `\\x${subject.last_hash}`,
    hash: `\\x${hashOfStep(step)}`,
    amount: ruling?.amount ?? null,
    ruling: ruling?.ruling ?? null,
    sent,
  }
}

/** The fields that the chain covers, in their order. */
export interface HashedStep {
  awardId: string
  yearId: string | null
  seq: number
  from: string
  event: string
  to: string
  actorId: string
  actorRole: string
  branchId: string
  input: unknown
  idempotencyKey: string
  factsDigest: string
  lawDigest: string
  at: string
  prevHash: string | null
}

/** It covers the hash of the row before, so a changed row breaks every later one. */
export function hashOfStep(step: HashedStep): string {
  const { awardId, yearId, seq, from, event, to, actorId, actorRole, branchId } = step
  const { input, idempotencyKey, factsDigest, lawDigest, at, prevHash } = step
  const who = [actorId, actorRole, branchId]
  return digestOf([
    awardId,
    yearId,
    seq,
    from,
    event,
    to,
    ...who,
    input,
    idempotencyKey,
    factsDigest,
    lawDigest,
    at,
    prevHash,
  ])
}

/** The answer of the first step under this key; null when there was none. @throws KeyReused, StaleClaim */
export function answeredBefore<Event extends string, Input>(
  { id, done, seq }: ReadSubject,
  { event, idempotencyKey, expectedSeq }: ScholarshipCommand<Event, Input>,
  kept: unknown,
): StepTaken | null {
  if (done) {
    if (done.event !== event || done.input_hash !== digestOf(kept)) throw new KeyReused(idempotencyKey)
    return { id, seq: done.seq, to: done.to_state, repeated: true }
  }
  if (expectedSeq !== undefined && expectedSeq !== seq) throw new StaleClaim(expectedSeq, seq)
  return null
}

/** The only outcome, for whoever asked for one step alone. @throws whatever refused it */
export function theOneTaken(event: string, [outcome]: readonly StepOutcome[]): StepTaken {
  if (outcome?.kind === 'taken') return outcome.step
  if (outcome?.kind === 'failed') throw outcome.error
  if (outcome?.kind === 'refused') throw new TransitionRefused(event, outcome.why, outcome.refusals, [])
  throw new Error(`No outcome of ${event}.`)
}
