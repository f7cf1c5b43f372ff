/**
 * The gate of incidents: the only way in which the state of one changes. It holds the incident, reads the facts, asks the
 * table, and writes the step, its clocks and the new state in one statement. It calls nobody outside the database.
 */
import { Injectable } from '@nestjs/common'
import {
  clocksAfter,
  decide,
  type IncidentClock,
  type IncidentEffect,
  type IncidentEvent,
  type IncidentFacts,
  type IncidentInput,
  type IncidentState,
  incidentTable,
  type Step,
  stepsFrom,
} from '#libs/lifecycle'
import { formatInstant, parseInstant } from '#libs/local-date'
import { digestOf } from '../claims/canonical-digest.port.js'
import type { Actor } from '../claims/claim-command.port.js'
import { Clock } from '../platform/clock/clock.js'
import { Sql, type SqlRunner } from '../platform/database/sql.js'
import { LawInForce } from '../platform/law-loader/law-in-force.js'
import { OutboxNudge } from '../platform/outbox/outbox-nudge.js'
import { PersonalData } from '../platform/personal-data/personal-data.service.js'
import { KeyReused, NotFound, StaleClaim, TransitionRefused } from '../platform/problem/problems.js'
import { IncidentClocks } from './incident-clocks.js'
import { readCourse, writeStep } from './incident-gate.sql.js'
import { hashOfStep, momentOf, splitInput } from './incident-history.js'

export interface IncidentCommand {
  /** Chosen by the caller; the same key answers a repeated command from the first step. */
  idempotencyKey: string
  input?: IncidentInput
  /** The number of the last step that the person saw. */
  expectedSeq?: number
  /** A report that is received by being sent: nobody dates his own. */
  receivedNow?: boolean
}

export interface IncidentStepTaken {
  incidentId: string
  number: string
  seq: number
  from: IncidentState
  event: IncidentEvent
  to: IncidentState
  round: number
  at: string
  /** True when the same key had already been used for the same command. */
  repeated: boolean
}

/** An incident as the gate reads it. */
export interface CourseReading {
  incident_id: string
  number: string
  branch_id: string
  state: IncidentState
  seq: number
  round: number
  last_hash: string | null
  zone: string
  event_date: string
  event_at: string
  facts: Omit<IncidentFacts, 'now' | 'input'>
}

/** Who takes a step, with what, and what the table says follows. */
interface StepBy {
  actor: Actor
  input: IncidentInput
  facts: IncidentFacts
  mark: string
  key: string
  effects: readonly IncidentEffect[]
}

type Earlier = Omit<IncidentStepTaken, 'repeated' | 'incidentId'> & { mark: string }

@Injectable()
export class IncidentLifecycle {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly law: LawInForce,
    private readonly clocks: IncidentClocks,
    private readonly personal: PersonalData,
    private readonly nudge: OutboxNudge,
  ) {}

  /** @throws NotFound, StaleClaim, KeyReused, TransitionRefused; then nothing was written */
  async fire(
    incidentId: string,
    event: IncidentEvent,
    actor: Actor,
    command: IncidentCommand,
  ): Promise<IncidentStepTaken> {
    const taken = await this.sql.transaction((sql) => this.fireWithin(sql, incidentId, event, actor, command))
    this.nudge.afterCommit()
    return taken
  }

  /** The same in the caller's transaction. */
  async fireWithin(
    sql: SqlRunner,
    incidentId: string,
    event: IncidentEvent,
    actor: Actor,
    command: IncidentCommand,
  ): Promise<IncidentStepTaken> {
    await sql.rows('select 1 from incident_course where incident_id = $1 for no key update', [incidentId])
    const given = withExactInstants(command.input ?? {})
    const mark = await this.personal.digestOf(JSON.stringify([event, given]))
    const earlier = await earlierStep(sql, incidentId, command.idempotencyKey)
    if (earlier) {
      const { mark: known, ...step } = earlier
      if (known !== mark) throw new KeyReused(command.idempotencyKey)
      return { ...step, incidentId, repeated: true }
    }
    const reading = await this.read(sql, incidentId, actor)
    if (command.expectedSeq !== undefined && command.expectedSeq !== reading.seq)
      throw new StaleClaim(command.expectedSeq, reading.seq)
    const now = this.clock.now()
    const input = command.receivedNow ? { ...given, receivedAt: now } : given
    const facts = factsOf(reading, actor, input, now)
    const decision = decide(incidentTable, { state: reading.state, event, role: actor.role }, facts)
    if (!decision.ok)
      throw new TransitionRefused(event, decision.why, decision.refusals, allowedNow(reading, actor, facts))
    const round = reading.round + decision.effects.filter(({ kind }) => kind === 'next_round').length
    const taken = {
      number: reading.number,
      seq: reading.seq + 1,
      from: reading.state,
      event,
      to: decision.to,
      round,
      at: now,
    }
    const by = { actor, input, facts, mark, key: command.idempotencyKey }
    await this.write(sql, reading, taken, { ...by, effects: decision.effects })
    return { ...taken, incidentId, repeated: false }
  }

  /** What this person may do with the incident now, and why not. */
  async stepsFor(
    incidentId: string,
    actor: Actor,
  ): Promise<{ reading: CourseReading; steps: Step<IncidentState, IncidentEvent>[] }> {
    const reading = await this.read(this.sql, incidentId, actor)
    const facts = factsOf(reading, actor, {}, this.clock.now())
    return { reading, steps: stepsFrom(incidentTable, reading.state, actor.role, facts) }
  }

  private async read(sql: SqlRunner, incidentId: string, actor: Actor): Promise<CourseReading> {
    const [reading] = await sql.rows<CourseReading>(readCourse, [incidentId, actor.id])
    if (!reading) throw new NotFound('Kejadian ini tidak ditemukan.')
    return reading
  }

  private async write(
    sql: SqlRunner,
    reading: CourseReading,
    taken: Omit<IncidentStepTaken, 'repeated' | 'incidentId'>,
    by: StepBy,
  ): Promise<void> {
    const { event, from, round, at } = taken
    const { kept, words } = splitInput(by.input)
    const happenedAt = momentOf(event, by.input, reading.event_at)
    const seals = await this.personal.ofRegistry()
    const step = {
      incident_id: reading.incident_id,
      ...{ seq: taken.seq, from_state: from, event, to_state: taken.to, round, branch_id: reading.branch_id },
      ...{ actor_id: by.actor.id, actor_role: by.actor.role, input: kept, happened_at: happenedAt ?? null },
      words: words === undefined ? null : seals.text('incident_transition.words', words),
      words_mark: words === undefined ? null : await this.personal.digestOf(words),
      ...{
        command_mark: by.mark,
        idempotency_key: by.key,
        facts_digest: digestOf(by.facts),
        law_digest: this.law.digest,
        at,
      },
      prev_hash: reading.last_hash,
    }
    const clocks = this.changesOf(reading, { from, event, round, at, happenedAt })
    const row = { ...step, hash: hashOfStep(step) }
    await sql.rows(writeStep, [
      JSON.stringify(row),
      JSON.stringify(clocks.stopped),
      JSON.stringify(clocks.started),
      JSON.stringify(leavingWith(by.effects, reading.incident_id, taken.seq)),
      JSON.stringify(by.effects.flatMap((effect) => (effect.kind === 'notify' ? [effect.template] : []))),
    ])
  }

  private changesOf(
    reading: CourseReading,
    step: { from: IncidentState; event: IncidentEvent; round: number; at: string; happenedAt?: string },
  ): {
    stopped: { name: IncidentClock; at: string }[]
    started: { name: IncidentClock; at: string; due_at: string | null }[]
  } {
    const any = (['stage_1', 'determination', 'stage_2'] as const).map((clock) => {
      return { clock, round: 0, startedAt: '', stoppedAt: null }
    })
    const after = clocksAfter(any, step)
    const stopped = after.flatMap(({ clock, stoppedAt, round }) =>
      round === 0 && stoppedAt ? [{ name: clock, at: stoppedAt }] : [],
    )
    const started = after
      .filter(({ startedAt }) => startedAt !== '')
      .map(({ clock, startedAt }) => ({
        name: clock,
        at: startedAt,
        due_at: this.clocks.dueAt(clock, startedAt, reading),
      }))
    return { stopped, started }
  }
}

function factsOf(reading: CourseReading, actor: Actor, input: IncidentInput, now: string): IncidentFacts {
  const { id, role, branchId } = actor
  return { ...reading.facts, now, input, actor: { ...reading.facts.actor, id, role, branchId } }
}

/** Work that leaves after the commit; only ids travel. */
function leavingWith(effects: readonly IncidentEffect[], incidentId: string, seq: number): object[] {
  return effects.flatMap((effect) =>
    effect.kind === 'send' ? [{ topic: effect.topic, payload: { incidentId, seq } }] : [],
  )
}

function allowedNow({ state }: CourseReading, { role }: Actor, facts: IncidentFacts): IncidentEvent[] {
  return stepsFrom(incidentTable, state, role, facts).flatMap(({ allowed, event }) =>
    allowed ? [event] : [],
  )
}

/** Instants as text compare like instants only when they are all written in one way. */
function withExactInstants(input: IncidentInput): IncidentInput {
  const exact = (text: string | undefined) => text && formatInstant(parseInstant(text))
  return {
    ...input,
    ...(input.receivedAt === undefined ? {} : { receivedAt: exact(input.receivedAt) }),
    ...(input.statedAt === undefined ? {} : { statedAt: exact(input.statedAt) }),
  }
}

async function earlierStep(sql: SqlRunner, incidentId: string, key: string): Promise<Earlier | undefined> {
  const [found] = await sql.rows<Earlier>(
    `select k.number, t.seq, t.from_state as "from", t.event, t.to_state as "to", t.round, t.at, t.command_mark as mark
     from incident_transition t join incident_course k on k.incident_id = t.incident_id
     where t.incident_id = $1 and t.idempotency_key = $2`,
    [incidentId, key],
  )
  return found
}
