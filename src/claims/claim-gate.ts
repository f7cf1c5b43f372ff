/**
 * One passage through the gate, for one command or for several on as many claims: read, decide each by itself, write all
 * that were granted. It answers each command by a value and throws only when the database does; then nothing was written.
 */
import {
  type ClaimEvent,
  claimEvents,
  type ClaimFacts,
  type ClaimInput,
  claimTable,
  decide,
  type Decision,
} from '#libs/lifecycle'
import type { Clock } from '../platform/clock/clock.js'
import type { SqlRunner } from '../platform/database/sql.js'
import { KeyReused, NotFound, StaleClaim } from '../platform/problem/problems.js'
import { digestOf } from './canonical-digest.port.js'
import type { Actor, ClaimCommand, FiredTransition, KeptCommand } from './claim-command.port.js'
import { type ClaimFactsParts, partsFor } from './claim-facts.port.js'
import { type AskedRow, readingStatement, type HeldClaims, writingStatement } from './claim-gate.sql.js'
import type { ClaimReading } from './claim-reading.js'
import type { ClaimRecordMakers } from './claim-records.port.js'
import type { ClockEffects } from './clock-effects.js'
import type { GatePorts } from './gate-ports.js'
import { fragmentsOf, outboxRowsOf, plannedRow, planTransition, type StepToWrite } from './transition-plan.js'

/** A command on its way through the gate. */
export interface AskedStep {
  claimId: string
  event: ClaimEvent
  actor: Actor
  command: ClaimCommand
  /** Its input as it is kept, which is sealed while the claim is read; it throws what went wrong with that. */
  kept: Promise<() => ClaimInput>
}

type Refused = Extract<Decision<never, never>, { ok: false }>

export type Outcome =
  | { kind: 'fired'; transition: FiredTransition }
  | { kind: 'refused'; decision: Refused }
  | { kind: 'failed'; error: unknown }
  /** Another commit came first, or is about to: everything must be read again. */
  | { kind: 'overtaken' }

type ReadFor = ClaimEvent | 'any step' | 'any shared step'
type Granted = { kind: 'granted'; step: StepToWrite }

/** Where a passage reads and writes. Writing may have to wait for a claim that somebody holds; reading never does. */
export interface Runners {
  reader: SqlRunner
  writer: SqlRunner
}

export interface ReadClaim {
  reading: ClaimReading
  facts: ClaimFacts
}

export class ClaimGate {
  /** One statement an event, with just the facts that its guards look at, and others for several events at once. */
  private readonly readings = new Map<ReadFor, string>()
  private readonly shared = new Set<ClaimEvent>()
  private readonly weighing = new Set<ClaimEvent>()

  constructor(
    private readonly clock: Clock,
    private readonly parts: ClaimFactsParts,
    private readonly makers: ClaimRecordMakers,
    private readonly clocks: ClockEffects,
    private readonly ports: GatePorts,
  ) {}

  prepare(): void {
    this.makers.assertComplete()
    const sqlFor = (events: readonly ClaimEvent[]): string =>
      readingStatement(this.parts.sqlFor(events, (event) => this.makers.readsFor(event)))
    for (const event of claimEvents) {
      this.readings.set(event, sqlFor([event]))
      if (!this.makers.bringValues(event)) this.shared.add(event)
      if (partsFor(event, this.makers.readsFor(event)).includes('proposal')) this.weighing.add(event)
    }
    this.readings.set('any shared step', sqlFor([...this.shared]))
    this.readings.set('any step', readingStatement(this.parts.allSql()))
  }

  /** Whether transitions of several claims may be written together; one that brings values for its records goes alone. */
  mayShare(event: ClaimEvent): boolean {
    return this.shared.has(event)
  }

  /** Outcomes in the order of the commands. No two of them may be on the same claim. */
  async pass(on: Runners, asked: readonly AskedStep[], held: HeldClaims): Promise<Outcome[]> {
    const [first] = asked
    const purpose = asked.length === 1 && first ? first.event : 'any shared step'
    const [read, kept] = await Promise.all([
      this.read(on.reader, asked, purpose),
      Promise.all(asked.map((step) => step.kept)),
    ])
    const judged = asked.map((step, index) => this.judge(step, read[index], kept[index]))
    const granted = judged.flatMap((each) => (each.kind === 'granted' ? [each.step] : []))
    const versions = granted.length > 0 ? await write(on.writer, granted, held) : new Map<string, number>()
    return judged.map((each) => (each.kind === 'granted' ? outcomeOf(each.step, versions) : each))
  }

  /** The claims as they stand, with the facts that serve the purpose; undefined where there is no such claim. */
  async read(
    sql: SqlRunner,
    asked: readonly AskedStep[],
    purpose: ReadFor,
  ): Promise<(ReadClaim | undefined)[]> {
    const now = this.clock.now()
    const rows = asked.map((step) =>
      this.askedRow(step, now, purpose === 'any step' || this.weighing.has(step.event)),
    )
    const readings = await sql.rows<ClaimReading>(this.readings.get(purpose) ?? '', [JSON.stringify(rows)])
    const byClaim = new Map(readings.map((reading) => [reading.id, reading]))
    return asked.map(({ claimId, command }) => {
      const reading = byClaim.get(claimId.toLowerCase())
      if (!reading) return undefined
      const facts = { ...looked(reading.facts), now, today: reading.today, input: command.input ?? {} }
      return { reading, facts: this.clocks.complete(facts) }
    })
  }

  private askedRow({ claimId, event, actor, command }: AskedStep, now: string, weighs: boolean): AskedRow {
    return {
      claim_id: claimId,
      event,
      actor_id: actor.id,
      actor_role: actor.role,
      key: command.idempotencyKey,
      now,
      law_digest: this.ports.law.digest,
      context: weighs ? { ...actor, rules: this.ports.limits.inZones(now) } : actor,
    }
  }

  private judge(asked: AskedStep, read: ReadClaim | undefined, kept?: () => ClaimInput): Outcome | Granted {
    try {
      if (!read || !kept) throw new NotFound('Klaim ini tidak ditemukan.')
      const command = { ...asked.command, kept: kept() }
      if (read.reading.done)
        return { kind: 'fired', transition: repeated(read.reading, asked.event, command) }
      assertVersion(read.reading, command)
      return this.decide(asked, command, read)
    } catch (error) {
      return { kind: 'failed', error }
    }
  }

  private decide(
    { event, actor }: AskedStep,
    command: KeptCommand,
    { reading, facts }: ReadClaim,
  ): Outcome | Granted {
    const decision = decide(claimTable, { state: reading.state, event, role: actor.role }, facts)
    if (!decision.ok) return { kind: 'refused', decision }
    const lawDigest = this.ports.law.digest
    const plan = planTransition({ reading, facts, event, actor, command, decision, lawDigest })
    const { effects } = decision
    const step: StepToWrite = {
      plan,
      reading,
      clocks: this.clocks.apply(effects, reading, facts, plan),
      outbox: outboxRowsOf(effects, plan),
      fragments: fragmentsOf(effects, this.makers, facts, plan),
    }
    return { kind: 'granted', step }
  }
}

/** The parts that were looked at, so that the digest of the facts does not depend on who was read together. */
function looked(facts: ClaimReading['facts']): ClaimReading['facts'] {
  return Object.fromEntries(
    Object.entries(facts).filter(([, part]) => part !== null),
  ) as ClaimReading['facts']
}

/** The new versions of the claims that moved. */
async function write(
  sql: SqlRunner,
  steps: readonly StepToWrite[],
  held: HeldClaims,
): Promise<Map<string, number>> {
  const inCompany = steps.length > 1
  // Everybody takes claims in the same order, so that no two groups wait for each other.
  const inOrder = steps.toSorted((a, b) => (a.plan.claimId < b.plan.claimId ? -1 : 1))
  const records = new Map(inOrder.flatMap(({ fragments }) => fragments.map((one) => [one.record, one])))
  const fragments = [...records.values()]
  const has = {
    // In company one text for all mixtures: the database plans each text anew on each connection.
    stopped: inCompany || steps.some(({ clocks }) => clocks.stopped.length > 0),
    changed: inCompany || steps.some(({ clocks }) => clocks.changed.length > 0),
    started: inCompany || steps.some(({ clocks }) => clocks.started.length > 0),
    sent: inCompany || steps.some(({ outbox }) => outbox.length > 0),
  }
  const text = writingStatement(fragments, has, held)
  const ownValues = fragments.flatMap(({ rows }) => (rows === undefined ? [] : [JSON.stringify(rows)]))
  const values = [JSON.stringify(inOrder.map(plannedRow)), ...ownValues]
  const moved = await sql.rows<{ id: string; version: number }>(text, values)
  return new Map(moved.map(({ id, version }) => [id, version]))
}

function outcomeOf({ plan, reading }: StepToWrite, versions: ReadonlyMap<string, number>): Outcome {
  const version = versions.get(reading.id)
  if (version === undefined) return { kind: 'overtaken' }
  const { claimId, seq, from, event, to, round, at } = plan
  const { number } = reading
  return {
    kind: 'fired',
    transition: { claimId, number, seq, from, event, to, round, at, version, repeated: false },
  }
}

function assertVersion(reading: ClaimReading, command: ClaimCommand): void {
  if (command.expectedVersion !== undefined && command.expectedVersion !== reading.version) {
    throw new StaleClaim(command.expectedVersion, reading.version)
  }
}

function repeated(reading: ClaimReading, event: ClaimEvent, command: KeptCommand): FiredTransition {
  const done = reading.done
  if (done?.event !== event || done.input_hash !== digestOf(command.kept)) {
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
