/**
 * The gate: the only way in which a claim's state changes. It reads the facts in one query, asks the lifecycle table,
 * and writes the claim, its history, clocks, messages and records in one statement. It decides nothing itself and
 * calls nobody outside the database. Transitions of several claims that wait at the same time share both statements, and
 * so one commit; each is judged, and each is answered, as if it had come alone.
 */
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common'
import {
  type ClaimEvent,
  type ClaimInput,
  type ClaimState,
  claimTable,
  type Step,
  stepsFrom,
} from '#libs/lifecycle'
import { Clock } from '../platform/clock/clock.js'
import {
  isRefusedByDatabase,
  lostRace,
  Sql,
  type SqlRunner,
  violatedUnique,
} from '../platform/database/sql.js'
import { NotFound, StaleClaim, TransitionRefused } from '../platform/problem/problems.js'
import { ClaimFactsParts } from './claim-facts.port.js'
import { type AskedStep, ClaimGate, type Outcome, type Runners } from './claim-gate.js'
import { ClaimRecordMakers } from './claim-records.port.js'
import { ClockEffects } from './clock-effects.js'
import { GatePorts } from './gate-ports.js'
import type { ClaimReading } from './claim-reading.js'
import type { Actor, ClaimCommand, FiredTransition } from './claim-command.port.js'
import { WaitingGroup } from '../platform/database/waiting-group.js'

/** A decision that lost a race against a changed fact decides again on what it finds, this often, before it takes the lock. */
const TRIES = 3

interface StepsNow {
  reading: ClaimReading
  steps: Step<ClaimState, ClaimEvent>[]
}

@Injectable()
export class ClaimLifecycle implements OnApplicationBootstrap {
  private readonly gate: ClaimGate
  private readonly group = new WaitingGroup<AskedStep, Outcome>(
    ({ claimId }) => claimId.toLowerCase(),
    (asked) => this.together(asked),
  )

  constructor(
    private readonly sql: Sql,
    clock: Clock,
    parts: ClaimFactsParts,
    makers: ClaimRecordMakers,
    clocks: ClockEffects,
    private readonly ports: GatePorts,
  ) {
    this.gate = new ClaimGate(clock, parts, makers, clocks, ports)
  }

  onApplicationBootstrap(): void {
    this.gate.prepare()
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
    const kept = this.ports.personal.sealWithin(claimId, 'claim_transition.input', command.input ?? {})
    const asked = { claimId, event, actor, command, kept: heldBack(kept) }
    const fired = (await this.tryOften(asked)) ?? (await this.holdAndTry(asked))
    if (!fired) throw new StaleClaim(command.expectedVersion, undefined)
    this.ports.nudge.afterCommit()
    return fired
  }

  /** What this person may do with this claim now, and why not; with what is about to be entered where that is known. */
  async stepsFor(claimId: string, actor: Actor, input: ClaimInput = {}): Promise<StepsNow> {
    return this.stepsNow(this.sql.forGroups, claimId, actor, input)
  }

  private async tryOften(asked: AskedStep): Promise<FiredTransition | null> {
    const on = { reader: this.sql.forGroups, writer: this.sql }
    for (let tries = 1; tries <= TRIES; tries++) {
      const inGroup = tries === 1 && this.gate.mayShare(asked.event)
      const outcome = inGroup ? await this.group.join(asked) : await this.alone(on, asked)
      const fired = await this.answer(on.reader, asked, outcome)
      if (fired) return fired
    }
    return null
  }

  /** Workers are writing facts faster than we decide: hold the claim for one decision, and they wait. */
  private holdAndTry(asked: AskedStep): Promise<FiredTransition | null> {
    return this.sql.transaction(async (sql) => {
      await sql.rows('select 1 from claim where id = $1 for no key update', [asked.claimId])
      return this.answer(sql, asked, await this.alone({ reader: sql, writer: sql }, asked))
    })
  }

  /** When the database refuses a group, each of its members tries again alone and gets its own answer. */
  private async together(asked: AskedStep[]): Promise<Outcome[]> {
    const on = { reader: this.sql.forGroups, writer: this.sql.forGroups }
    try {
      return await this.gate.pass(on, asked, 'passing over')
    } catch (error) {
      if (!isRefusedByDatabase(error)) throw error
      return asked.map(() => ({ kind: 'overtaken' }))
    }
  }

  private async alone(on: Runners, asked: AskedStep): Promise<Outcome> {
    try {
      const [outcome = { kind: 'overtaken' }] = await this.gate.pass(on, [asked], 'waiting')
      return outcome
    } catch (error) {
      // Lost a race for a unique place (a twin request, a twin claim): what won is visible now, so decide again.
      return violatedUnique(error) || lostRace(error) ? { kind: 'overtaken' } : { kind: 'failed', error }
    }
  }

  /** Null when everything must be read again. */
  private async answer(sql: SqlRunner, asked: AskedStep, outcome: Outcome): Promise<FiredTransition | null> {
    switch (outcome.kind) {
      case 'fired':
        return outcome.transition
      case 'overtaken':
        return null
      case 'failed':
        throw outcome.error
      case 'refused': {
        // On the same connection: who holds the claim must not wait for another one of the pool.
        const { steps } = await this.stepsNow(sql, asked.claimId, asked.actor)
        const allowed = steps.filter((step) => step.allowed).map((step) => step.event)
        throw new TransitionRefused(asked.event, outcome.decision.why, outcome.decision.refusals, allowed)
      }
    }
  }

  private async stepsNow(
    sql: SqlRunner,
    claimId: string,
    actor: Actor,
    input: ClaimInput = {},
  ): Promise<StepsNow> {
    const command = { idempotencyKey: '', input }
    const asked = { claimId, event: 'submit' as const, actor, command, kept: Promise.resolve(() => input) }
    const [read] = await this.gate.read(sql, [asked], 'any step')
    if (!read) throw new NotFound('Klaim ini tidak ditemukan.')
    const { reading, facts } = read
    return { reading, steps: stepsFrom(claimTable, reading.state, actor.role, facts) }
  }
}

/** What will be there, or what went wrong, for whoever looks at it; until then it fails nobody. */
function heldBack<Value>(coming: Promise<Value>): Promise<() => Value> {
  return coming.then(
    (value) => () => value,
    (error: unknown) => () => {
      throw error
    },
  )
}
