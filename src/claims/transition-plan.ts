import { type ClaimEffect, type ClaimEvent, type ClaimFacts, type ClaimState, dutyOf } from '#libs/lifecycle'
import type { Fragment } from './claim-gate.sql.js'
import type { ClaimRecordMakers } from './claim-records.port.js'
import type { ClockChanges } from './clock-effects.js'
import type { Actor, KeptCommand, PlannedTransition } from './claim-command.port.js'
import type { ClaimReading } from './claim-reading.js'
import { digestOf } from './canonical-digest.port.js'
import { hashOfTransition } from './transition-hash.js'

export interface OutboxRow {
  topic: string
  payload: object
}

/** Everything that one transition writes. */
export interface StepToWrite {
  plan: PlannedTransition
  reading: ClaimReading
  clocks: ClockChanges
  outbox: OutboxRow[]
  fragments: Fragment[]
}

interface Plan {
  reading: ClaimReading
  facts: ClaimFacts
  event: ClaimEvent
  actor: Actor
  command: KeptCommand
  decision: { to: ClaimState; effects: readonly ClaimEffect[] }
  lawDigest: string
}

export function planTransition({
  reading,
  facts,
  event,
  actor,
  command,
  decision,
  lawDigest,
}: Plan): PlannedTransition {
  const input = command.kept
  const nextRound = decision.effects.some((effect) => effect.kind === 'next_round')
  const unhashed = {
    claimId: reading.id,
    seq: reading.seq + 1,
    from: reading.state,
    event,
    to: decision.to,
    round: nextRound ? reading.round + 1 : reading.round,
    actorId: actor.id,
    actorRole: actor.role,
    branchId: actor.branchId ?? reading.branch_id,
    input,
    reasons: [],
    idempotencyKey: command.idempotencyKey,
    factsDigest: digestOf(facts),
    lawDigest,
    at: facts.now,
    prevHash: reading.last_hash,
  }
  return { ...unhashed, inputHash: digestOf(input), hash: hashOfTransition(unhashed) }
}

/** The records of a decision as fragments of the writing statement. */
export function fragmentsOf(
  effects: readonly ClaimEffect[],
  makers: ClaimRecordMakers,
  facts: ClaimFacts,
  plan: PlannedTransition,
): Fragment[] {
  return effects.flatMap((effect) => {
    if (effect.kind !== 'record') return []
    const maker = makers.get(effect.record)
    return [{ record: maker.record, sql: maker.sql, rows: maker.rows?.(facts, plan) }]
  })
}

/** What leaves after the commit: one row a topic, and one a message. */
export function outboxRowsOf(effects: readonly ClaimEffect[], plan: PlannedTransition): OutboxRow[] {
  const origin = { event: plan.event, seq: plan.seq }
  return effects.flatMap((effect): OutboxRow[] => {
    if (effect.kind === 'send') return [{ topic: effect.topic, payload: origin }]
    if (effect.kind === 'notify')
      return [{ topic: 'notification.send', payload: { ...origin, template: effect.template } }]
    return []
  })
}

/** One row of the writing statement, by the names of its columns; hashes in the way PostgreSQL writes bytes. */
export function plannedRow({ plan, reading, clocks, outbox, fragments }: StepToWrite): object {
  return {
    claim_id: plan.claimId,
    expected_version: reading.version,
    expected_facts: reading.facts_version,
    seq: plan.seq,
    from_state: plan.from,
    event: plan.event,
    to_state: plan.to,
    step_round: plan.round,
    actor_id: plan.actorId,
    actor_role: plan.actorRole,
    actor_branch: plan.branchId,
    duty: dutyOf(plan.event),
    input: plan.input,
    input_hash: `\\x${plan.inputHash}`,
    idempotency_key: plan.idempotencyKey,
    reasons: plan.reasons,
    facts_digest: `\\x${plan.factsDigest}`,
    law_digest: plan.lawDigest,
    at: plan.at,
    prev_hash: plan.prevHash === null ? null : `\\x${plan.prevHash}`,
    hash: `\\x${plan.hash}`,
    records: fragments.map(({ record }) => record),
    ...clocks,
    sent: outbox,
  }
}
