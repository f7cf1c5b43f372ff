/**
 * What a member of staff may do with an incident now, and doing it, in whichever of the held roles admits the step. Every
 * door for staff asks here, so that a button, a reason and an answer are the same everywhere.
 */
import { Injectable } from '@nestjs/common'
import { type IncidentEvent, incidentTable, type Role, rolesFor } from '#libs/lifecycle'
import type { Actor } from '../claims/claim-command.port.js'
import { actingRole, actorOf } from '../platform/login/acting-role.js'
import type { StaffRoleName } from '../platform/login/staff-roles.js'
import { branchInSight, type SignedIn } from '../platform/login/signed-in.js'
import { ProblemWords, type RefusalInWords } from '../platform/problem/problem-words.js'
import { IncidentFiles } from './incident-file.query.js'
import { IncidentLifecycle, type IncidentStepTaken } from './incident-lifecycle.service.js'
import type { IncidentStepDto } from './incident-step.dto.js'

export interface OfferedIncidentStep {
  event: IncidentEvent
  label: string
  allowed: boolean
  /** Why it may not be done yet, each in words with its cure. */
  refusals: RefusalInWords[]
}

/** Who reads the course of an incident; health is in it, so nobody else does. */
export const incidentReaders = [
  'officer',
  'verifier',
  'medical_adviser',
  'manager',
  'auditor',
] as const satisfies readonly StaffRoleName[]

/** Who takes steps or writes something down. */
export const incidentWriters = [
  'officer',
  'verifier',
  'medical_adviser',
] as const satisfies readonly StaffRoleName[]

@Injectable()
export class IncidentStaff {
  constructor(
    private readonly files: IncidentFiles,
    private readonly lifecycle: IncidentLifecycle,
    private readonly words: ProblemWords,
  ) {}

  /** Who acts, and on which incident. @throws NotFound also for an incident of another branch */
  async on(number: string, staff: SignedIn, roles: readonly Role[]): Promise<{ id: string; actor: Actor }> {
    const { id } = await this.files.head(number, branchInSight(staff))
    return { id, actor: actorOf(staff, actingRole(staff, roles)) }
  }

  async offered(incidentId: string, staff: SignedIn): Promise<OfferedIncidentStep[]> {
    const steps = new Map<IncidentEvent, OfferedIncidentStep>()
    for (const role of staff.roles.keys()) {
      const asked = await this.lifecycle.stepsFor(incidentId, actorOf(staff, role))
      for (const { event, allowed, refusals } of asked.steps) {
        if (steps.get(event)?.allowed) continue
        const label = this.words.label('incident_events', event)
        steps.set(event, {
          event,
          label,
          allowed,
          refusals: refusals.map((each) => this.words.refusal(each)),
        })
      }
    }
    return [...steps.values()]
  }

  /** @throws NotFound, StaleClaim, KeyReused, TransitionRefused */
  async fire(
    number: string,
    event: IncidentEvent,
    staff: SignedIn,
    { key, seen, input }: { key: string; seen?: number; input: IncidentStepDto },
  ): Promise<IncidentStepTaken> {
    const { id, actor } = await this.on(number, staff, rolesFor(incidentTable, event))
    return this.lifecycle.fire(id, event, actor, {
      idempotencyKey: key,
      expectedSeq: seen,
      input: { ...input },
    })
  }
}
