import { Body, Get, Param, Post, Req, Res, type Type } from '@nestjs/common'
import type { Request, Response } from 'express'
import { CareBillDto, CareNoteDto, StmbPeriodDto } from '../../incidents/care.dto.js'
import { IncidentCare } from '../../incidents/care.service.js'
import { IncidentAccess, type IncidentAtDoor } from '../../incidents/incident-access.service.js'
import { IncidentReports } from '../../incidents/incident-reports.service.js'
import { IncidentStepDto } from '../../incidents/incident-step.dto.js'
import { Public } from '../../platform/login/access.js'
import {
  giveIncidentCookie,
  incidentCodeOf,
  takeIncidentCookieBack,
} from '../../platform/login/incident-credential.js'
import { NotFound } from '../../platform/problem/problems.js'
import { ProblemWords } from '../../platform/problem/problem-words.js'
import { validInput } from '../../platform/problem/validation.js'
import { valuesOf } from '../shared/form.js'
import { type PageAnswer, refused, seeOther } from '../shared/page-answer.js'
import { PageController } from '../shared/page-controller.js'
import { freshKey, readStep } from '../shared/step-form.js'
import { incidentDoorId as words } from '../words/incident-door.js'
import { DoorDesk, doorSteps } from './door-desk.service.js'
import { DoorFormPage, DoorPage, IncidentAtDoorPage } from './door.page.js'
import { errorsFrom } from './incident-answers.js'
import { answersFrom, doorForms, type DoorForm } from './incident-forms.js'
import { incidentPaths } from './paths.js'

/** The door of everybody outside to one incident: where it stands, and what they report themselves. */
@PageController('lapor')
export class IncidentDoorController {
  constructor(
    private readonly access: IncidentAccess,
    private readonly desk: DoorDesk,
    private readonly reports: IncidentReports,
    private readonly care: IncidentCare,
    private readonly words: ProblemWords,
  ) {}

  @Get()
  @Public()
  async show(@Req() request: Request): Promise<PageAnswer> {
    const incident = await this.find(incidentCodeOf(request))
    if (!incident) return <DoorPage />
    return <IncidentAtDoorPage view={await this.desk.view(incident)} />
  }

  @Post()
  @Public()
  async open(
    @Body() body: object,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PageAnswer> {
    const { kode = '' } = valuesOf(body)
    if (!(await this.find(kode))) return refused(<DoorPage errors={{ kode: words.codeWrong }} />)
    giveIncidentCookie(request, response, kode)
    return seeOther(incidentPaths.door)
  }

  @Post('keluar')
  @Public()
  leave(@Req() request: Request, @Res({ passthrough: true }) response: Response): PageAnswer {
    takeIncidentCookieBack(request, response)
    return seeOther(incidentPaths.door)
  }

  @Get(':form')
  @Public()
  async form(@Param('form') name: string, @Req() request: Request): Promise<PageAnswer> {
    const form = formOf(name)
    if (!(await this.find(incidentCodeOf(request)))) return seeOther(incidentPaths.door)
    const { title, fields } = doorForms[form]
    return <DoorFormPage form={form} title={words[title]} fields={fields} stepKey={freshKey()} />
  }

  @Post(':form')
  @Public()
  async send(
    @Param('form') name: string,
    @Body() body: object,
    @Req() request: Request,
  ): Promise<PageAnswer> {
    const form = formOf(name)
    const incident = await this.find(incidentCodeOf(request))
    if (!incident) return seeOther(incidentPaths.door)
    const { title, fields } = doorForms[form]
    const values = valuesOf(body)
    const { key } = readStep(values)
    try {
      await this.take(form, incident, answersFrom(fields, values, incident.zone), key)
      return seeOther(`${incidentPaths.door}?hasil=kirim`)
    } catch (error) {
      const errors = errorsFrom(error, this.words)
      return refused(
        <DoorFormPage
          form={form}
          title={words[title]}
          fields={fields}
          stepKey={key}
          values={values}
          errors={errors}
        />,
      )
    }
  }

  private async take(form: DoorForm, incident: IncidentAtDoor, answers: object, key: string): Promise<void> {
    const { incidentId, actor } = incident
    const event = doorSteps[form]
    if (event !== undefined)
      await this.reports.send(incident, event, await this.read(IncidentStepDto, answers), { key })
    else if (form === 'masa')
      await this.care.addPeriod(incidentId, await this.read(StmbPeriodDto, answers), actor, key)
    else if (form === 'tagihan')
      await this.care.addBill(incidentId, await this.read(CareBillDto, answers), actor, key)
    else await this.care.note(incidentId, await this.read(CareNoteDto, answers), actor, key)
  }

  private read<Input extends object>(dto: Type<Input>, answers: object): Promise<Input> {
    return validInput(dto, answers, this.words)
  }

  private async find(code: string): Promise<IncidentAtDoor | undefined> {
    try {
      return await this.access.open(code)
    } catch (error) {
      if (error instanceof NotFound) return undefined
      throw error
    }
  }
}

function formOf(name: string): DoorForm {
  if (!Object.hasOwn(doorForms, name)) throw new NotFound('Formulir ini tidak ada.')
  return name as DoorForm
}
