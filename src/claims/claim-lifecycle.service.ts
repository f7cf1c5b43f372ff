/**
 * The gate: the only way in which a claim's state changes. It reads the facts in one query, asks the lifecycle table,
 * and writes the claim, its history, clocks, messages and records in one statement. It decides nothing itself and
 * calls nobody outside the database.
 */
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common'
import {
  type ClaimEvent,
  claimEvents,
  type ClaimFacts,
  type ClaimState,
  claimTable,
  decide,
  type Step,
  stepsFrom,
} from '#libs/lifecycle'
import { Clock } from '../platform/clock/clock.js'
import { lostRace, Sql, type SqlRunner, violatedUnique } from '../platform/database/sql.js'
import { KeyReused, NotFound, StaleClaim, TransitionRefused } from '../platform/problem/problems.js'
import { ClaimFactsParts } from './claim-facts.port.js'
import { readingStatement, writingStatement } from './claim-gate.sql.js'
import { ClaimRecordMakers } from './claim-records.port.js'
import { ClockEffects } from './clock-effects.js'
import { GatePorts } from './gate-ports.js'
import type { ClaimReading } from './claim-reading.js'
import type { Actor, ClaimCommand, FiredTransition, PlannedTransition } from './claim-command.port.js'
import { fragmentsOf, outboxRowsOf, planTransition, writingValues } from './transition-plan.js'
import { digestOf } from './canonical-digest.port.js'

/** A decision that lost a race against a changed fact decides again on what it finds, this often, before it takes the lock. */
const TRIES = 3

@Injectable()
export class ClaimLifecycle implements OnApplicationBootstrap {
  /** One statement an event, with just the facts that its guards look at; and one with all of them, for screens. */
  private readonly reading = new Map<ClaimEvent | 'every step', string>()

  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly parts: ClaimFactsParts,
    private readonly makers: ClaimRecordMakers,
    private readonly clocks: ClockEffects,
    private readonly ports: GatePorts,
  ) {}

  onApplicationBootstrap(): void {
    this.makers.assertComplete()
    for (const event of claimEvents) {
      this.reading.set(event, readingStatement(this.parts.sqlFor(event, this.makers.readsFor(event))))
    }
    this.reading.set('every step', readingStatement(this.parts.allSql()))
  }

  /**
   * Fires one event on one claim. Throws `NotFound`, `StaleClaim`, `KeyReused` or `TransitionRefused`; when it throws,
   * nothing was written.
   */
  async fire(
    claimId: string,
    event: ClaimEvent,
    actor: Actor,
    command: ClaimCommand,
  ): Promise<FiredTransition> {
    const fired =
      (await this.tryOften(claimId, event, actor, command)) ??
      (await this.holdAndTry(claimId, event, actor, command))
    if (!fired) throw new StaleClaim(command.expectedVersion, undefined)
    this.ports.nudge.afterCommit()
    return fired
  }

  private async tryOften(
    claimId: string,
    event: ClaimEvent,
    actor: Actor,
    command: ClaimCommand,
  ): Promise<FiredTransition | null> {
    for (let tries = 1; tries <= TRIES; tries++) {
      const fired = await this.attempt(this.sql, claimId, event, actor, command)
      if (fired) return fired
    }
    return null
  }

  /** Workers are writing facts faster than we decide: hold the claim for one decision, and they wait. */
  private holdAndTry(
    claimId: string,
    event: ClaimEvent,
    actor: Actor,
    command: ClaimCommand,
  ): Promise<FiredTransition | null> {
    return this.sql.transaction(async (sql) => {
      await sql.rows('select 1 from claim where id = $1 for no key update', [claimId])
      return this.attempt(sql, claimId, event, actor, command)
    })
  }

  private async attempt(
    sql: SqlRunner,
    claimId: string,
    event: ClaimEvent,
    actor: Actor,
    command: ClaimCommand,
  ): Promise<FiredTransition | null> {
    const { reading, facts } = await this.read(sql, event, claimId, actor, command)
    if (reading.done) return repeated(reading, event, command)
    assertVersion(reading, command)
    return this.decideAndWrite(sql, reading, facts, event, actor, command)
  }

  /** What this person may do with this claim now, and why not. */
  async stepsFor(
    claimId: string,
    actor: Actor,
  ): Promise<{ reading: ClaimReading; steps: Step<ClaimState, ClaimEvent>[] }> {
    return this.everyStep(this.sql, claimId, actor)
  }

  private async everyStep(
    sql: SqlRunner,
    claimId: string,
    actor: Actor,
  ): Promise<{ reading: ClaimReading; steps: Step<ClaimState, ClaimEvent>[] }> {
    const { reading, facts } = await this.read(sql, 'every step', claimId, actor, { idempotencyKey: '' })
    return { reading, steps: stepsFrom(claimTable, reading.state, actor.role, facts) }
  }

  private async read(
    sql: SqlRunner,
    purpose: ClaimEvent | 'every step',
    claimId: string,
    actor: Actor,
    command: ClaimCommand,
  ): Promise<{ reading: ClaimReading; facts: ClaimFacts }> {
    const now = this.clock.now()
    const [reading] = await sql.rows<ClaimReading>(this.reading.get(purpose) ?? '', [
      claimId,
      actor.id,
      actor.role,
      command.idempotencyKey,
      now,
      this.ports.law.digest,
      JSON.stringify({ ...actor, secondLimit: this.ports.limits.secondApprovalAbove(now) }),
    ])
    if (!reading) throw new NotFound('Klaim ini tidak ditemukan.')
    const base: ClaimFacts = { ...reading.facts, now, today: reading.today, input: command.input ?? {} }
    return { reading, facts: this.clocks.complete(base) }
  }

  /** Null when another commit came first and everything must be read again. */
  private async decideAndWrite(
    sql: SqlRunner,
    reading: ClaimReading,
    facts: ClaimFacts,
    event: ClaimEvent,
    actor: Actor,
    command: ClaimCommand,
  ): Promise<FiredTransition | null> {
    const decision = decide(claimTable, { state: reading.state, event, role: actor.role }, facts)
    if (!decision.ok) {
      // On the same connection: who holds the claim must not wait for another one of the pool.
      const { steps } = await this.everyStep(sql, reading.id, actor)
      const allowed = steps.filter((step) => step.allowed).map((step) => step.event)
      throw new TransitionRefused(event, decision.why, decision.refusals, allowed)
    }
    const plan = planTransition({
      reading,
      facts,
      event,
      actor,
      command,
      decision,
      lawDigest: this.ports.law.digest,
    })
    const clocks = this.clocks.apply(decision.effects, reading, facts, plan)
    const fragments = fragmentsOf(decision.effects, this.makers, facts, plan)
    const outbox = outboxRowsOf(decision.effects, plan)
    try {
      const [written] = await sql.rows<{ version: number }>(
        writingStatement(fragments, {
          stopped: clocks.stopped.length > 0,
          changed: clocks.changed.length > 0,
          started: clocks.started.length > 0,
          sent: outbox.length > 0,
        }),
        writingValues(plan, reading, clocks, outbox, fragments),
      )
      return written ? firedOf(plan, reading.number, written.version) : null
    } catch (error) {
      // Lost a race for a unique place (a twin request, a twin claim): what won is visible now, so decide again.
      if (violatedUnique(error) || lostRace(error)) return null
      throw error
    }
  }
}

function firedOf(plan: PlannedTransition, number: string, version: number): FiredTransition {
  const { claimId, seq, from, event, to, round, at } = plan
  return { claimId, number, seq, from, event, to, round, at, version, repeated: false }
}

function assertVersion(reading: ClaimReading, command: ClaimCommand): void {
  if (command.expectedVersion !== undefined && command.expectedVersion !== reading.version) {
    throw new StaleClaim(command.expectedVersion, reading.version)
  }
}

function repeated(reading: ClaimReading, event: ClaimEvent, command: ClaimCommand): FiredTransition {
  const done = reading.done
  if (done?.event !== event || done.input_hash !== digestOf(command.input ?? {})) {
    throw new KeyReused(command.idempotencyKey)
  }
  return {
    claimId: reading.id,
    number: reading.number,
    seq: done.seq,
    from: done.from_state,
    event: done.event,
    to: done.to_state,
    round: done.round,
    at: new Date(done.at).toISOString(),
    version: reading.version,
    repeated: true,
  }
}
