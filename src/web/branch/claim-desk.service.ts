/**
 * What every page of one claim shows around its own content: who and what it is, until when, who has it open, and which
 * steps may be taken now.
 */
import { Injectable } from '@nestjs/common'
import { ClaimByNumber, type ClaimOnFile } from '../../claims/claim-by-number.query.js'
import type { Actor } from '../../claims/claim-command.port.js'
import { ClaimLeases, type LeaseHolder } from '../../claims/claim-lease.service.js'
import { type OfferedStep, StaffSteps } from '../../intake/staff-steps.service.js'
import { Clock } from '../../platform/clock/clock.js'
import { LawInForce } from '../../platform/law-loader/law-in-force.js'
import { actingRole, actorOf } from '../../platform/login/acting-role.js'
import { branchInSight, type SignedIn } from '../../platform/login/signed-in.js'
import { claimReaders } from '../../platform/login/staff-roles.js'
import { ProblemWords } from '../../platform/problem/problem-words.js'
import { claimMovers } from './roles.js'
import { dateAt } from './when.js'

export interface Deadline {
  label: string
  dueAt: string
  daysLeft: number
}

export interface OpenClaim {
  file: ClaimOnFile
  steps: readonly OfferedStep[]
  version: number
  /** The nearest deadline that runs. */
  deadline?: Deadline
  /** A colleague who had it open before. */
  openBy?: LeaseHolder
  attention: readonly Attention[]
}

/** Something that its owner must see to: a deadline that has run out, or work that a machine gave up. */
export interface Attention {
  topic: string
  /** A sentence, a code, or what a machine said. */
  reason: string
  /** The deadline that has run out. */
  clock?: string
  owner: string
}

@Injectable()
export class ClaimDesk {
  constructor(
    private readonly claims: ClaimByNumber,
    private readonly steps: StaffSteps,
    private readonly leases: ClaimLeases,
    private readonly clock: Clock,
    private readonly law: LawInForce,
    private readonly words: ProblemWords,
  ) {}

  /** @throws NotFound also for a claim of another branch */
  async open(number: string, staff: SignedIn): Promise<OpenClaim> {
    const file = await this.claims.file(number, branchInSight(staff))
    const offered = await this.steps.offered(number, staff)
    const moves = claimMovers.some((role) => staff.roles.has(role))
    return {
      // The version belongs to the steps that are offered with it.
      file: { ...file, state: offered.state },
      steps: offered.steps,
      version: offered.version,
      deadline: this.deadlineOf(file, staff),
      openBy: moves ? await this.leases.look(file.id, staff.staffId) : undefined,
      attention: file.attention.map(({ topic, reason, owner }) => ({
        ...{ topic, reason, clock: this.clockOf(topic) },
        owner: this.words.label('roles', owner),
      })),
    }
  }

  /** Which claim it is, for a write. @throws NotFound */
  async idOf(number: string, staff: SignedIn): Promise<string> {
    return (await this.claims.get(number, branchInSight(staff))).id
  }

  /** This person as one who reads the claim. */
  reader(staff: SignedIn): Actor {
    return actorOf(staff, actingRole(staff, claimReaders))
  }

  private clockOf(topic: string): string | undefined {
    const [, clock] = /^clock\.(.+)$/.exec(topic) ?? []
    return clock && this.words.label('clocks', clock)
  }

  private deadlineOf({ clocks }: ClaimOnFile, { branch }: SignedIn): Deadline | undefined {
    const clock = clocks.find(({ pausedAt }) => pausedAt === null)
    if (!clock) return undefined
    const today = dateAt(this.clock.now(), branch.zone)
    const daysLeft = this.law.deadlines.workingDaysBetween(today, dateAt(clock.dueAt, branch.zone))
    return { label: this.words.label('clocks', clock.name), dueAt: clock.dueAt, daysLeft }
  }
}
