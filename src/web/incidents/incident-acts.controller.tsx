import { Body, Param, Post } from '@nestjs/common'
import { IncidentCare } from '../../incidents/care.service.js'
import { type ClaimOfIncident, IncidentClaims } from '../../incidents/incident-claims.service.js'
import { IncidentStaff } from '../../incidents/incident-staff.service.js'
import { Roles } from '../../platform/login/access.js'
import { CurrentStaff, type SignedIn } from '../../platform/login/signed-in.js'
import { ProblemWords } from '../../platform/problem/problem-words.js'
import { type FormErrors, type FormValues, valuesOf } from '../shared/form.js'
import { type PageAnswer, refused, seeOther } from '../shared/page-answer.js'
import { PageController } from '../shared/page-controller.js'
import { errorsFrom } from './incident-answers.js'
import { IncidentDesk } from './incident-desk.service.js'
import { IncidentPage } from './incident.page.js'
import { incidentPaths } from './paths.js'

/** What is done with one button on the page of an incident. */
@PageController('petugas/kecelakaan/:number')
export class IncidentActsController {
  constructor(
    private readonly care: IncidentCare,
    private readonly claims: IncidentClaims,
    private readonly desk: IncidentDesk,
    private readonly staffSteps: IncidentStaff,
    private readonly words: ProblemWords,
  ) {}

  @Post('cacat/putusan')
  @Roles('medical_adviser')
  async confirm(
    @Param('number') number: string,
    @Body() body: object,
    @CurrentStaff() staff: SignedIn,
  ): Promise<PageAnswer> {
    const { id, actor } = await this.staffSteps.on(number, staff, ['medical_adviser'])
    await this.care.confirmFinding(id, valuesOf(body).confirmed === 'ya', actor)
    return seeOther(incidentPaths.incident(number, '?hasil=simpan'))
  }

  @Post('klaim')
  @Roles('officer')
  async claim(
    @Param('number') number: string,
    @Body() body: object,
    @CurrentStaff() staff: SignedIn,
  ): Promise<PageAnswer> {
    const { id, actor } = await this.staffSteps.on(number, staff, ['officer'])
    try {
      await this.claims.open(id, wantedBy(valuesOf(body)), actor)
      return seeOther(incidentPaths.incident(number, '?hasil=simpan'))
    } catch (error) {
      return this.again(number, staff, errorsFrom(error, this.words))
    }
  }

  private async again(number: string, staff: SignedIn, errors: FormErrors): Promise<PageAnswer> {
    return refused(<IncidentPage view={await this.desk.view(number, staff, { errors })} />)
  }
}

function wantedBy({ kind, payee }: FormValues): ClaimOfIncident {
  if (kind === 'stmb') return { kind, payee: payee === 'employer' ? 'employer' : 'participant' }
  if (kind !== 'reimbursement') return { kind: 'outcome' }
  return { kind, payee: payee === 'employer' || payee === 'facility' ? payee : 'participant' }
}
