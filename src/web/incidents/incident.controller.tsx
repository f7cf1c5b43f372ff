import { Body, Get, Param, Post } from '@nestjs/common'
import { type IncidentEvent, incidentEvents } from '#libs/lifecycle'
import { IncidentAccess } from '../../incidents/incident-access.service.js'
import { IncidentCoverage } from '../../incidents/incident-coverage.service.js'
import { IncidentFiles } from '../../incidents/incident-file.query.js'
import { incidentReaders, incidentWriters, IncidentStaff } from '../../incidents/incident-staff.service.js'
import { IncidentStepDto } from '../../incidents/incident-step.dto.js'
import { Roles } from '../../platform/login/access.js'
import { branchInSight, CurrentStaff, type SignedIn } from '../../platform/login/signed-in.js'
import { NotFound } from '../../platform/problem/problems.js'
import { ProblemWords } from '../../platform/problem/problem-words.js'
import { validInput } from '../../platform/problem/validation.js'
import { type FormErrors, type FormValues, valuesOf } from '../shared/form.js'
import { type PageAnswer, refused, seeOther } from '../shared/page-answer.js'
import { PageController } from '../shared/page-controller.js'
import { freshKey, readStep } from '../shared/step-form.js'
import { errorsFrom } from './incident-answers.js'
import { IncidentDesk } from './incident-desk.service.js'
import { answersFrom, fieldsOfStep } from './incident-forms.js'
import { IncidentFormPage } from './incident-form.page.js'
import { IncidentPage } from './incident.page.js'
import { incidentPaths } from './paths.js'

/** One incident: what it is, what is next, and its steps. */
@PageController('petugas/kecelakaan/:number')
export class IncidentController {
  constructor(
    private readonly files: IncidentFiles,
    private readonly desk: IncidentDesk,
    private readonly staffSteps: IncidentStaff,
    private readonly coverage: IncidentCoverage,
    private readonly access: IncidentAccess,
    private readonly words: ProblemWords,
  ) {}

  @Get()
  @Roles(...incidentReaders)
  async show(@Param('number') number: string, @CurrentStaff() staff: SignedIn): Promise<PageAnswer> {
    return <IncidentPage view={await this.desk.view(number, staff)} />
  }

  @Get('langkah/:event')
  @Roles(...incidentWriters)
  async form(
    @Param('number') number: string,
    @Param('event') event: string,
    @CurrentStaff() staff: SignedIn,
  ): Promise<PageAnswer> {
    return this.stepPage(number, eventOf(event), staff, { stepKey: freshKey() })
  }

  @Post('langkah/:event')
  @Roles(...incidentWriters)
  async take(
    @Param('number') number: string,
    @Param('event') name: string,
    @Body() body: object,
    @CurrentStaff() staff: SignedIn,
  ): Promise<PageAnswer> {
    const event = eventOf(name)
    const values = valuesOf(body)
    const { key, seen } = readStep(values)
    try {
      const { state, zone } = await this.files.head(number, branchInSight(staff))
      const input = await validInput(
        IncidentStepDto,
        answersFrom(fieldsOfStep(event, state), values, zone),
        this.words,
      )
      await this.staffSteps.fire(number, event, staff, { key, seen, input })
      return seeOther(incidentPaths.incident(number, '?hasil=langkah'))
    } catch (error) {
      const errors = errorsFrom(error, this.words)
      return refused(await this.stepPage(number, event, staff, { stepKey: key, values, errors }))
    }
  }

  @Post('kepesertaan')
  @Roles('verifier')
  async readCoverage(@Param('number') number: string, @CurrentStaff() staff: SignedIn): Promise<PageAnswer> {
    const { id } = await this.staffSteps.on(number, staff, ['verifier'])
    await this.coverage.readAgain(id)
    return seeOther(incidentPaths.incident(number, '?hasil=simpan'))
  }

  @Post('pihak/:party/akses')
  @Roles('officer')
  async giveAccess(
    @Param('number') number: string,
    @Param('party') party: string,
    @CurrentStaff() staff: SignedIn,
  ): Promise<PageAnswer> {
    const { id, actor } = await this.staffSteps.on(number, staff, ['officer'])
    const { secret, name } = await this.access.give(id, party, actor)
    return <IncidentPage view={await this.desk.view(number, staff, { access: { name, code: secret } })} />
  }

  @Post('pihak/:party/akses/cabut')
  @Roles('officer')
  async withdrawAccess(
    @Param('number') number: string,
    @Param('party') party: string,
    @CurrentStaff() staff: SignedIn,
  ): Promise<PageAnswer> {
    const { id, actor } = await this.staffSteps.on(number, staff, ['officer'])
    await this.access.withdraw(id, party, actor)
    return seeOther(incidentPaths.incident(number, '?hasil=simpan'))
  }

  private async stepPage(
    number: string,
    event: IncidentEvent,
    staff: SignedIn,
    shown: { stepKey: string; values?: FormValues; errors?: FormErrors },
  ) {
    const { seq, state } = await this.files.head(number, branchInSight(staff))
    const label = this.words.label('incident_events', event)
    const fields = fieldsOfStep(event, state)
    const action = incidentPaths.incident(number, `/langkah/${event}`)
    return (
      <IncidentFormPage view={{ number, action, title: label, button: label, fields, seen: seq, ...shown }} />
    )
  }
}

function eventOf(name: string): IncidentEvent {
  const event = incidentEvents.find((known) => known === name)
  if (!event) throw new NotFound('Langkah ini tidak ada.')
  return event
}
