import { Injectable } from '@nestjs/common'
import type { IncidentState, Role } from '#libs/lifecycle'
import type { IncidentAtDoor } from '../../incidents/incident-access.service.js'
import { IncidentLifecycle } from '../../incidents/incident-lifecycle.service.js'
import type { ReportedEvent } from '../../incidents/incident-reports.service.js'
import { IncidentStandings } from '../../incidents/incident-standing.query.js'
import { IncidentLetters } from '../../letters/incident-letters.service.js'
import { ProblemWords } from '../../platform/problem/problem-words.js'
import { incidentDoorId as words } from '../words/incident-door.js'
import type { DoorView } from './door.page.js'
import { type DoorForm, doorForms } from './incident-forms.js'

/** Forms that are a step of the incident. */
export const doorSteps: Partial<Record<DoorForm, ReportedEvent>> = {
  'tahap-1': 'report_stage1',
  'tahap-2': 'report_stage2',
  dokter: 'doctor_states',
  keberatan: 'object',
}
/** Who may send what beside the steps; whether it is the time for it is for the service to say. */
const others: Partial<Record<DoorForm, readonly Role[]>> = {
  masa: ['employer', 'facility'],
  tagihan: ['employer', 'facility', 'heir', 'representative'],
  catatan: ['facility'],
}
const inCare: readonly IncidentState[] = [
  'guaranteed',
  'under_determination',
  'under_treatment',
  'stage2_due',
  'stage2_reported',
]

/** What the door shows to who opened it. */
@Injectable()
export class DoorDesk {
  constructor(
    private readonly lifecycle: IncidentLifecycle,
    private readonly standings: IncidentStandings,
    private readonly letters: IncidentLetters,
    private readonly words: ProblemWords,
  ) {}

  async view(incident: IncidentAtDoor): Promise<DoorView> {
    return {
      incident,
      standing: await this.standings.of(incident),
      stateLabel: this.words.label('incident_states', incident.state),
      stateText: this.words.text('incident_states', incident.state),
      claimState: (state) => this.words.label('claim_states', state),
      letters: await this.letters.listFor(incident.incidentId, incident.actor),
      todo: await this.todo(incident),
    }
  }

  private async todo({ incidentId, actor, state }: IncidentAtDoor): Promise<DoorView['todo']> {
    const offered = await this.lifecycle.stepsFor(incidentId, actor)
    const allowed = offered.steps.filter((step) => step.allowed).map(({ event }) => event)
    const forms = (Object.keys(doorForms) as DoorForm[]).filter((form) => {
      const event = doorSteps[form]
      if (event === 'object' && !contests(actor.role, state)) return false
      if (event !== undefined) return allowed.includes(event)
      return inCare.includes(state) && others[form]?.includes(actor.role) === true
    })
    return forms.map((form) => ({ form, label: words[doorForms[form].title] }))
  }
}

/** Whoever is worse off by a conclusion is offered to contest it here; everybody else may do so at the branch. */
function contests(role: Role, state: IncidentState): boolean {
  return state === (role === 'employer' ? 'under_treatment' : 'not_covered')
}
