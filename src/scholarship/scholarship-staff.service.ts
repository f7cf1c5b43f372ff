/**
 * What a member of staff may do with a school year or an award now, why not, and doing it, in whichever of the held roles
 * admits the step. Every door for staff asks here, so that a button, a reason and an answer are the same everywhere.
 */
import { Injectable } from '@nestjs/common'
import {
  type AwardEvent,
  type AwardState,
  awardTable,
  type Role,
  rolesFor,
  stepsFrom,
  type YearEvent,
  type YearState,
  yearTable,
} from '#libs/lifecycle'
import { Clock } from '../platform/clock/clock.js'
import { Sql } from '../platform/database/sql.js'
import { actingRole, actorOf } from '../platform/login/acting-role.js'
import { assertProven } from '../platform/login/proven-acts.js'
import { branchInSight, type SignedIn } from '../platform/login/signed-in.js'
import { NotFound } from '../platform/problem/problems.js'
import { ProblemWords, type RefusalInWords } from '../platform/problem/problem-words.js'
import {
  awardFactsOf,
  missingPapers,
  type ReadAward,
  type ReadYear,
  yearFactsOf,
} from './scholarship-facts.js'
import { readAwards, readYears } from './scholarship-gate.sql.js'
import {
  type AwardInput,
  ScholarshipLifecycle,
  type YearCommand,
  type YearInput,
} from './scholarship-lifecycle.service.js'
import { ScholarshipRules } from './scholarship-rules.js'
import type { StepOutcome, StepTaken } from './scholarship-step.js'
import { YearGrounds } from './year-grounds.service.js'
import { type ExplainedRuling, explainedRuling, rulingOn } from './year-ruling.js'

/** Steps of a school year that a person takes at a desk; the others are the family's, the bank's or time's. */
export const deskYearEvents = [
  'verify',
  'return_evidence',
  'hold',
  'approve',
  'deny',
  'send_back',
  'lift_hold',
  'object',
] as const satisfies readonly YearEvent[]
export type DeskYearEvent = (typeof deskYearEvents)[number]

export const deskAwardEvents = [
  'suspend',
  'revive',
  'change_guardian',
  'end',
  'object',
  'reinstate',
] as const satisfies readonly AwardEvent[]
export type DeskAwardEvent = (typeof deskAwardEvents)[number]

/** Over these the person proves who he is. */
export const provenYearEvents: readonly YearEvent[] = ['approve', 'deny']

export interface OfferedScholarshipStep<Event extends string> {
  event: Event
  label: string
  to: string
  role: Role
  allowed: boolean
  /** Why it may not be done yet, each in words with its cure. */
  refusals: RefusalInWords[]
  /** What the person still has to say. */
  asks: readonly string[]
}

/** What a desk knows of a year beyond its file. */
export interface YearAtDesk {
  steps: OfferedScholarshipStep<DeskYearEvent>[]
  /** What the law says today; null while nothing was applied for. */
  ruling: ExplainedRuling | null
  /** Papers that the stated grade asks for and that were not given, or must be given again. */
  missing: readonly string[]
}

interface StepAsked<Input> {
  key: string
  seen?: number
  input?: Input
}

@Injectable()
export class ScholarshipStaff {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly rules: ScholarshipRules,
    private readonly grounds: YearGrounds,
    private readonly lifecycle: ScholarshipLifecycle,
    private readonly words: ProblemWords,
  ) {}

  /** @throws NotFound also for a year of another branch */
  async year(yearId: string, staff: SignedIn): Promise<YearAtDesk> {
    const year = await this.readYear(yearId, staff)
    const paid = year.more?.paid ?? {}
    const steps = offeredBy(staff, deskYearEvents, (role) => {
      const facts = yearFactsOf(
        year,
        { id: year.id, event: '', idempotencyKey: '', actor: actorOf(staff, role) },
        this.rules,
      )
      return stepsFrom(yearTable, year.state as YearState, role, facts)
    })
    return {
      steps: steps.map((step) => this.inWords('scholarship_year_events', step)),
      ruling: explainedRuling({ ...year, paid }, this.rules.law),
      missing: missingPapers(year, year.more?.papers ?? [], this.rules),
    }
  }

  /** @throws NotFound also for an award of another branch */
  async award(awardId: string, staff: SignedIn): Promise<OfferedScholarshipStep<DeskAwardEvent>[]> {
    const [award] = await this.sql.rows<ReadAward>(readAwards, [
      JSON.stringify([{ id: awardId, key: '' }]),
      this.clock.now(),
    ])
    if (!award || !isInSight(award, staff)) throw new NotFound('Beasiswa ini tidak ditemukan.')
    const steps = offeredBy(staff, deskAwardEvents, (role) => {
      const facts = awardFactsOf(
        award,
        { id: award.id, event: '', idempotencyKey: '', actor: actorOf(staff, role) },
        this.rules,
      )
      return stepsFrom(awardTable, award.state as AwardState, role, facts)
    })
    return steps.map((step) => this.inWords('award_events', step))
  }

  /** @throws NotFound, NotAllowed, StaleClaim, KeyReused, TransitionRefused, InvalidInput, SecondProofNeeded */
  async takeYearStep(
    yearId: string,
    event: DeskYearEvent,
    staff: SignedIn,
    asked: StepAsked<YearInput>,
  ): Promise<StepTaken> {
    const year = await this.readYear(yearId, staff)
    if (event === 'deny' && asked.input?.groundCode !== undefined)
      this.grounds.assertFits(
        asked.input.groundCode,
        rulingOn({ ...year, paid: year.more?.paid ?? {} }, this.rules.law).reason,
      )
    if (provenYearEvents.includes(event)) await this.assertProof(staff, year.id)
    return this.lifecycle.fireYear(commandOf(event, staff, { id: year.id, ...asked }))
  }

  /**
   * The same decision on each of several years, in the order of the years; one that may not go does not hold up the others.
   * The proof is the batch's own. @throws SecondProofNeeded
   */
  async approveTogether(
    years: readonly { id: string; seen: number }[],
    staff: SignedIn,
    key: string,
  ): Promise<StepOutcome[]> {
    await this.assertProof(staff, key)
    return this.lifecycle.fireYears(
      years.map(({ id, seen }) => commandOf('approve', staff, { id, key, seen })),
    )
  }

  /** @throws NotFound, NotAllowed, StaleClaim, KeyReused, TransitionRefused */
  async takeAwardStep(
    awardId: string,
    event: DeskAwardEvent,
    staff: SignedIn,
    { key, seen, input }: StepAsked<AwardInput>,
  ): Promise<StepTaken> {
    const actor = actorOf(staff, actingRole(staff, rolesFor(awardTable, event)))
    return this.lifecycle.fireAward({
      id: awardId,
      event,
      actor,
      idempotencyKey: key,
      input: input ?? {},
      expectedSeq: seen,
    })
  }

  private async readYear(yearId: string, staff: SignedIn): Promise<ReadYear> {
    const [year] = await this.sql.rows<ReadYear>(readYears, [
      JSON.stringify([{ id: yearId, key: '' }]),
      this.clock.now(),
      true,
    ])
    if (!year || !isInSight(year, staff)) throw new NotFound('Tahun ajaran ini tidak ditemukan.')
    return year
  }

  private assertProof({ staffId }: SignedIn, subject: string): Promise<void> {
    return assertProven(this.sql, { staffId, act: 'decide_scholarship', subject })
  }

  private inWords<Event extends string>(
    group: 'award_events' | 'scholarship_year_events',
    { refusals, ...step }: BareStep<Event>,
  ): OfferedScholarshipStep<Event> {
    return {
      ...step,
      label: this.words.label(group, step.event),
      refusals: refusals.map((each) => this.words.refusal(each)),
    }
  }
}

type Offered = ReturnType<typeof stepsFrom>[number]
interface BareStep<Event extends string> extends Omit<Offered, 'event'> {
  event: Event
  role: Role
}

/** Of each step the form in the role that may take it, else of the first role that sees it. */
function offeredBy<Event extends string>(
  staff: SignedIn,
  known: readonly Event[],
  ask: (role: Parameters<typeof actorOf>[1]) => readonly Offered[],
): BareStep<Event>[] {
  const steps = new Map<Event, BareStep<Event>>()
  for (const role of staff.roles.keys())
    for (const step of ask(role)) {
      const event = known.find((each) => each === step.event)
      if (event && !steps.get(event)?.allowed) steps.set(event, { ...step, event, role })
    }
  return known.flatMap((event) => steps.get(event) ?? [])
}

function commandOf(
  event: DeskYearEvent,
  staff: SignedIn,
  { id, key, seen, input }: StepAsked<YearInput> & { id: string },
): YearCommand {
  const actor = actorOf(staff, actingRole(staff, rolesFor(yearTable, event)))
  return { id, event, actor, idempotencyKey: key, expectedSeq: seen, input: input ?? {} }
}

function isInSight({ branch_id }: { branch_id: string }, staff: SignedIn): boolean {
  const sight = branchInSight(staff)
  return sight === null || sight === branch_id
}
