/**
 * The gate of scholarships: the only way in which an award or a school year changes its state. It holds the awards, so
 * that nothing else happens to these children meanwhile, reads the facts, asks the tables, and writes states, history
 * and messages in one statement; what a step makes (a debt, a plan) is written in the same transaction. Many may pass
 * at once: each is judged, and answered, as if it had come alone.
 */
import { Injectable } from '@nestjs/common'
import {
  type AwardEffect,
  type AwardEvent,
  type AwardFacts,
  type AwardState,
  awardTable,
  decide,
  type Decision,
  type YearEffect,
  type YearEvent,
  type YearFacts,
  type YearState,
  yearTable,
} from '#libs/lifecycle'
import { Clock } from '../platform/clock/clock.js'
import { Sql, type SqlRunner } from '../platform/database/sql.js'
import { OutboxNudge } from '../platform/outbox/outbox-nudge.js'
import { hasPersonal } from '../platform/personal-data/personal-fields.js'
import { PersonalData } from '../platform/personal-data/personal-data.service.js'
import { NotAllowed, NotFound } from '../platform/problem/problems.js'
import { awardFactsOf, type ReadAward, type ReadYear, yearFactsOf } from './scholarship-facts.js'
import {
  lockAwards,
  lockAwardsOfYears,
  lockClaimsOfAwards,
  lockClaimsOfYears,
  readAwards,
  readYears,
  writeAwards,
  writeYears,
} from './scholarship-gate.sql.js'
import { messagesOf } from './scholarship-messages.js'
import { ScholarshipRules } from './scholarship-rules.js'
import {
  answeredBefore,
  type ReadSubject,
  rowOf,
  type ScholarshipCommand,
  type StepOutcome,
  type StepTaken,
  theOneTaken,
} from './scholarship-step.js'
import { YearRecords } from './year-records.js'

export type YearInput = YearFacts['input']
export type AwardInput = AwardFacts['input']
export type YearCommand = ScholarshipCommand<YearEvent, YearInput>
export type AwardCommand = ScholarshipCommand<AwardEvent, AwardInput>

/** Steps before which nothing but the award and the dates counts; they are taken by the thousand. */
const PLAIN: readonly YearEvent[] = ['open', 'miss', 'award_ended']
/** Steps that make or renew a payment, whose claim is held first. */
const PAYING: readonly YearEvent[] = ['approve', 'correct_account']

/** A step that was granted, as the row to write and the records it causes. */
interface Granted {
  taken: StepTaken
  row: object
  records: readonly string[]
}

@Injectable()
export class ScholarshipLifecycle {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly rules: ScholarshipRules,
    private readonly personal: PersonalData,
    private readonly records: YearRecords,
    private readonly nudge: OutboxNudge,
  ) {}

  /** @throws NotFound, NotAllowed, StaleClaim, KeyReused, TransitionRefused */
  async fireYear(command: YearCommand): Promise<StepTaken> {
    return theOneTaken(command.event, await this.fireYears([command]))
  }

  /** @throws NotFound, NotAllowed, StaleClaim, KeyReused, TransitionRefused */
  async fireAward(command: AwardCommand): Promise<StepTaken> {
    const outcomes = await this.sql.transaction((sql) => this.moveAwards(sql, [command]))
    this.nudge.afterCommit()
    return theOneTaken(command.event, outcomes)
  }

  /** Many years in one transaction, all by the same event; outcomes in the order of the commands. */
  async fireYears(commands: readonly YearCommand[]): Promise<StepOutcome[]> {
    const outcomes = await this.sql.transaction((sql) => this.moveYears(sql, commands))
    this.nudge.afterCommit()
    return outcomes
  }

  /** One step in the caller's transaction, which ends with whatever refused it. */
  async takeYearStep(sql: SqlRunner, command: YearCommand): Promise<StepTaken> {
    return theOneTaken(command.event, await this.moveYears(sql, [command]))
  }

  async takeAwardStep(sql: SqlRunner, command: AwardCommand): Promise<StepTaken> {
    return theOneTaken(command.event, await this.moveAwards(sql, [command]))
  }

  /** As `fireYears`, in the caller's transaction. */
  async moveYears(sql: SqlRunner, commands: readonly YearCommand[]): Promise<StepOutcome[]> {
    const [first] = commands
    if (!first) return []
    const ids = commands.map(({ id }) => id)
    if (PAYING.includes(first.event)) await sql.rows(lockClaimsOfYears, [ids])
    await sql.rows(lockAwardsOfYears, [ids])
    const now = this.clock.now()
    const read = await sql.rows<ReadYear>(readYears, [asked(commands), now, !PLAIN.includes(first.event)])
    const judged = await this.judgeAll(sql, commands, read, (command, year) => {
      const facts = yearFactsOf(year, command, this.rules)
      const decision = decide(
        yearTable,
        { state: year.state as YearState, event: command.event, role: command.actor.role },
        facts,
      )
      const ruling = { amount: facts.ruling.payable ? facts.ruling.amount : null, ruling: facts.ruling }
      return {
        decision,
        facts,
        now,
        yearId: year.id,
        year,
        ...(command.event === 'verify' ? { ruling } : {}),
      }
    })
    const granted = judged.flatMap((each) => ('row' in each ? [each] : []))
    if (granted.length > 0) {
      const done = await sql.rows(writeYears, [JSON.stringify(granted.map(({ row }) => row))])
      assertAll(done.length, granted.length)
    }
    await this.carryOut(sql, read, granted, now)
    return judged.map(outcomeOf)
  }

  async moveAwards(sql: SqlRunner, commands: readonly AwardCommand[]): Promise<StepOutcome[]> {
    const [first] = commands
    if (!first) return []
    const ids = commands.map(({ id }) => id)
    // Money that waits goes elsewhere with a new guardian, and whoever changes payments holds their claim first.
    if (first.event === 'change_guardian') await sql.rows(lockClaimsOfAwards, [ids])
    await sql.rows(lockAwards, [ids])
    const now = this.clock.now()
    const read = await sql.rows<ReadAward>(readAwards, [asked(commands), now])
    const judged = await this.judgeAll(sql, commands, read, (command, award) => {
      const facts = awardFactsOf(award, command, this.rules)
      const decision = decide(
        awardTable,
        { state: award.state as AwardState, event: command.event, role: command.actor.role },
        facts,
      )
      return { decision, facts, now, yearId: null }
    })
    const granted = judged.flatMap((each) => ('row' in each ? [each] : []))
    if (granted.length > 0) {
      const done = await sql.rows(writeAwards, [JSON.stringify(granted.map(({ row }) => row))])
      assertAll(done.length, granted.length)
    }
    await this.records.obligations.redirect(sql, having(granted, ['guardian']), now)
    await this.records.plans.renew(sql, having(granted, ['school_years', 'forecast']))
    return judged.map(outcomeOf)
  }

  private async carryOut(
    sql: SqlRunner,
    years: readonly ReadYear[],
    granted: readonly Granted[],
    now: string,
  ): Promise<void> {
    await this.records.obligations.owe(sql, having(granted, ['obligations']), now)
    await this.records.obligations.payAgain(sql, having(granted, ['reissued_payment']))
    const changed = new Set(having(granted, ['forecast']))
    const awards = years.flatMap(({ id, award_id }) => (changed.has(id) ? [award_id] : []))
    await this.records.plans.renew(sql, [...new Set(awards)])
  }

  private judgeAll<Event extends string, Input extends object, Subject extends ReadSubject>(
    sql: SqlRunner,
    commands: readonly ScholarshipCommand<Event, Input>[],
    read: readonly Subject[],
    judge: (command: ScholarshipCommand<Event, Input>, subject: Subject) => Judgement,
  ): Promise<(Granted | Exclude<StepOutcome, { kind: 'taken' }> | { kind: 'taken'; step: StepTaken })[]> {
    const byId = new Map(read.map((subject) => [subject.id, subject]))
    return Promise.all(
      commands.map(async (command) => {
        const { id, actor } = command
        try {
          const subject = byId.get(id.toLowerCase())
          if (!subject) throw new NotFound('Beasiswa ini tidak ditemukan.')
          if (actor.branchId !== null && actor.branchId !== subject.branch_id)
            throw new NotAllowed('Beasiswa ini ditangani kantor cabang lain.')
          const kept = await this.sealed(sql, subject.claim_id, command.input ?? {})
          const before = answeredBefore(subject, command, kept)
          if (before) return { kind: 'taken' as const, step: before }
          return this.plan(command, subject, kept, judge(command, subject))
        } catch (error) {
          return { kind: 'failed' as const, id, error }
        }
      }),
    )
  }

  private plan<Event extends string, Input>(
    command: ScholarshipCommand<Event, Input>,
    subject: ReadSubject,
    kept: unknown,
    { decision, facts, now, yearId, year, ruling }: Judgement,
  ): Granted | Exclude<StepOutcome, { kind: 'taken' }> {
    if (!decision.ok)
      return { kind: 'refused', id: command.id, why: decision.why, refusals: decision.refusals }
    const sent = messagesOf(decision.effects, subject, year ?? null, this.rules)
    const row = rowOf(command, {
      subject,
      yearId,
      to: decision.to,
      facts,
      at: now,
      lawDigest: this.rules.law.digest,
      kept,
      sent,
      ...(ruling ? { ruling } : {}),
    })
    return {
      taken: { id: subject.id, seq: subject.seq + 1, to: decision.to, repeated: false },
      row,
      records: decision.effects.flatMap((effect) => (effect.kind === 'record' ? [effect.record] : [])),
    }
  }

  private async sealed(sql: SqlRunner, claimId: string, input: object): Promise<unknown> {
    if (!hasPersonal(input)) return input
    return (await this.personal.ofClaim(claimId, sql)).within('scholarship_transition.input', input)
  }
}

interface Judgement {
  decision: Decision<string, AwardEffect | YearEffect>
  facts: unknown
  now: string
  yearId: string | null
  year?: ReadYear
  ruling?: { amount: string | null; ruling: unknown }
}

const asked = (commands: readonly ScholarshipCommand<string, unknown>[]): string =>
  JSON.stringify(commands.map(({ id, idempotencyKey }) => ({ id, key: idempotencyKey })))

const outcomeOf = (each: Granted | StepOutcome): StepOutcome =>
  'row' in each ? { kind: 'taken', step: each.taken } : each

function having(granted: readonly Granted[], records: readonly string[]): string[] {
  return granted
    .filter((each) => each.records.some((record) => records.includes(record)))
    .map(({ taken }) => taken.id)
}

/** The awards are held, so nobody else can have moved them; one that did not move is a fault of the program. */
function assertAll(moved: number, granted: number): void {
  if (moved !== granted) throw new Error(`${granted - moved} of ${granted} steps were not written.`)
}
