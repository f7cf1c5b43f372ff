import { Injectable } from '@nestjs/common'
import { parseLocalDate } from '#libs/local-date'
import { IncidentFiles } from '../../incidents/incident-file.query.js'
import { incidentReaders, IncidentStaff } from '../../incidents/incident-staff.service.js'
import { IncidentLetters } from '../../letters/incident-letters.service.js'
import { actingRole, actorOf } from '../../platform/login/acting-role.js'
import { Clock } from '../../platform/clock/clock.js'
import { LawInForce } from '../../platform/law-loader/law-in-force.js'
import { branchInSight, type SignedIn } from '../../platform/login/signed-in.js'
import { ProblemWords } from '../../platform/problem/problem-words.js'
import type { IncidentView } from './incident.view.js'

/** What the page of an incident shows to this person. */
@Injectable()
export class IncidentDesk {
  constructor(
    private readonly files: IncidentFiles,
    private readonly steps: IncidentStaff,
    private readonly letters: IncidentLetters,
    private readonly clock: Clock,
    private readonly law: LawInForce,
    private readonly words: ProblemWords,
  ) {}

  /** @throws NotFound also for an incident of another branch */
  async view(
    number: string,
    staff: SignedIn,
    more: Pick<IncidentView, 'access' | 'errors'> = {},
  ): Promise<IncidentView> {
    const file = await this.files.get(number, branchInSight(staff))
    const table = this.law.book.table('jkk.disability_percentages', parseLocalDate(file.eventDate)).value
    return {
      file,
      stateLabel: this.words.label('incident_states', file.state),
      stateText: this.words.text('incident_states', file.state),
      steps: await this.steps.offered(file.id, staff),
      labels: {
        event: (code) => this.words.label('incident_events', code),
        clock: (code) => this.words.label('clocks', code),
        role: (code) => this.words.label('roles', code),
        part: (code) => table.find((row) => row.code === code)?.name ?? code,
      },
      may: {
        write: staff.roles.has('officer'),
        judge: staff.roles.has('verifier'),
        confirm: staff.roles.has('medical_adviser'),
        claim: staff.roles.has('officer'),
      },
      letters: await this.letters.listFor(file.id, actorOf(staff, actingRole(staff, incidentReaders))),
      now: this.clock.now(),
      ...more,
    }
  }
}
