import type { ClaimEffect, ClaimEvent, ClaimFacts, ClaimState } from '#libs/lifecycle'
import type { Fragment } from './claim-gate.sql.js'
import type { ClaimRecordMakers } from './claim-records.port.js'
import type { ClockChanges } from './clock-effects.js'
import type { Actor, ClaimCommand, PlannedTransition } from './claim-command.port.js'
import type { ClaimReading } from './claim-reading.js'
import { digestOf } from './canonical-digest.port.js'
import { hashOfTransition } from './transition-hash.js'

export interface OutboxRow {
  topic: string
  payload: object
}

interface Plan {
  reading: ClaimReading
  facts: ClaimFacts
  event: ClaimEvent
  actor: Actor
  command: ClaimCommand
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
  const input = command.input ?? {}
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
    return [{ name: `record_${effect.record}`, sql: maker.sql, rows: maker.rows?.(facts, plan) }]
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

/** The parameters of the writing statement, in its order. */
export function writingValues(
  plan: PlannedTransition,
  reading: ClaimReading,
  clocks: ClockChanges,
  outbox: readonly object[],
  fragments: readonly Fragment[],
): unknown[] {
  return [
    plan.claimId,
    reading.version,
    plan.seq,
    plan.to,
    plan.event,
    plan.from,
    plan.round,
    plan.actorId,
    plan.actorRole,
    plan.branchId,
    JSON.stringify(plan.input),
    plan.inputHash,
    plan.idempotencyKey,
    JSON.stringify(plan.reasons),
    plan.factsDigest,
    plan.lawDigest,
    plan.at,
    plan.prevHash,
    plan.hash,
    reading.facts_version,
    clocks.stopped,
    JSON.stringify(clocks.changed),
    JSON.stringify(clocks.started),
    JSON.stringify(outbox),
    ...fragments.flatMap(({ rows }) => (rows === undefined ? [] : [JSON.stringify(rows)])),
  ]
}
