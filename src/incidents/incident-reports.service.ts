/**
 * What people outside report on an incident that they have opened with their code. The page and the API send the same
 * things here: a report is received when it is sent, and the same key sent twice reports once.
 */
import { Injectable } from '@nestjs/common'
import type { IncidentEvent } from '#libs/lifecycle'
import type { IncidentAtDoor } from './incident-access.service.js'
import { IncidentLifecycle, type IncidentStepTaken } from './incident-lifecycle.service.js'
import type { IncidentStepDto } from './incident-step.dto.js'

/** Steps that somebody outside may take; which of them now is for the table to say. */
export const reportedEvents = [
  'report_stage1',
  'doctor_states',
  'report_stage2',
  'object',
] as const satisfies readonly IncidentEvent[]
export type ReportedEvent = (typeof reportedEvents)[number]

@Injectable()
export class IncidentReports {
  constructor(private readonly lifecycle: IncidentLifecycle) {}

  /** @throws StaleClaim, KeyReused, TransitionRefused */
  send(
    { incidentId, actor }: IncidentAtDoor,
    event: ReportedEvent,
    { receivedAt: _, ...input }: IncidentStepDto,
    { key, seen }: { key: string; seen?: number },
  ): Promise<IncidentStepTaken> {
    const receivedNow = event === 'report_stage1' || event === 'report_stage2'
    return this.lifecycle.fire(incidentId, event, actor, {
      idempotencyKey: key,
      expectedSeq: seen,
      input,
      receivedNow,
    })
  }
}
