import { Body, Get, Param, Post } from '@nestjs/common'
import type { Type } from '@nestjs/common'
import { parseLocalDate } from '#libs/local-date'
import {
  CareBillDto,
  CareNoteDto,
  FindingDto,
  JudgeBillDto,
  StmbPeriodDto,
  VoidPeriodDto,
} from '../../incidents/care.dto.js'
import { IncidentCare } from '../../incidents/care.service.js'
import { IncidentFiles } from '../../incidents/incident-file.query.js'
import { IncidentNotices } from '../../incidents/incident-notices.service.js'
import { IncidentStaff } from '../../incidents/incident-staff.service.js'
import { PartyDto } from '../../incidents/notice.dto.js'
import type { Actor } from '../../claims/claim-command.port.js'
import { LawInForce } from '../../platform/law-loader/law-in-force.js'
import { Roles } from '../../platform/login/access.js'
import { branchInSight, CurrentStaff, type SignedIn } from '../../platform/login/signed-in.js'
import { NotFound } from '../../platform/problem/problems.js'
import { ProblemWords } from '../../platform/problem/problem-words.js'
import { validInput } from '../../platform/problem/validation.js'
import { type FormErrors, type FormValues, valuesOf } from '../shared/form.js'
import { type PageAnswer, refused, seeOther } from '../shared/page-answer.js'
import { PageController } from '../shared/page-controller.js'
import { freshKey, readStep } from '../shared/step-form.js'
import { incidentId } from '../words/incident.js'
import { errorsFrom } from './incident-answers.js'
import {
  answersFrom,
  type CareForm,
  careForms,
  type IncidentField,
  judgeFields,
  voidFields,
} from './incident-forms.js'
import { IncidentFormPage } from './incident-form.page.js'
import { incidentPaths } from './paths.js'

interface Asked {
  path: string
  title: string
  button: string
  fields: readonly IncidentField[]
  roles: readonly ('officer' | 'verifier')[]
  /** The key makes what a phone sends twice one thing. */
  save: (incidentId: string, answers: object, actor: Actor, key: string) => Promise<unknown>
}

/** What is written down about the care of an incident; each kind is one form on a page of its own. */
@PageController('petugas/kecelakaan/:number')
export class IncidentCareController {
  constructor(
    private readonly care: IncidentCare,
    private readonly notices: IncidentNotices,
    private readonly staffSteps: IncidentStaff,
    private readonly files: IncidentFiles,
    private readonly law: LawInForce,
    private readonly words: ProblemWords,
  ) {}

  @Get('isi/:form')
  @Roles('officer')
  form(
    @Param('number') number: string,
    @Param('form') form: string,
    @CurrentStaff() staff: SignedIn,
  ): Promise<PageAnswer> {
    return this.page(number, staff, this.askedBy(form))
  }

  @Post('isi/:form')
  @Roles('officer')
  save(
    @Param('number') number: string,
    @Param('form') form: string,
    @Body() body: object,
    @CurrentStaff() staff: SignedIn,
  ): Promise<PageAnswer> {
    return this.keep(number, staff, this.askedBy(form), body)
  }

  @Get('masa/:id/sisihkan')
  @Roles('officer')
  voidForm(
    @Param('number') number: string,
    @Param('id') id: string,
    @CurrentStaff() staff: SignedIn,
  ): Promise<PageAnswer> {
    return this.page(number, staff, this.voiding(id))
  }

  @Post('masa/:id/sisihkan')
  @Roles('officer')
  void(
    @Param('number') number: string,
    @Param('id') id: string,
    @Body() body: object,
    @CurrentStaff() staff: SignedIn,
  ): Promise<PageAnswer> {
    return this.keep(number, staff, this.voiding(id), body)
  }

  @Get('tagihan/:id/periksa')
  @Roles('verifier')
  judgeForm(
    @Param('number') number: string,
    @Param('id') id: string,
    @CurrentStaff() staff: SignedIn,
  ): Promise<PageAnswer> {
    return this.page(number, staff, this.judging(id))
  }

  @Post('tagihan/:id/periksa')
  @Roles('verifier')
  judge(
    @Param('number') number: string,
    @Param('id') id: string,
    @Body() body: object,
    @CurrentStaff() staff: SignedIn,
  ): Promise<PageAnswer> {
    return this.keep(number, staff, this.judging(id), body)
  }

  private askedBy(form: string): Asked {
    if (!Object.hasOwn(careForms, form)) throw new NotFound('Formulir ini tidak ada.')
    const { title, button, fields } = careForms[form as CareForm]
    const words = { title: incidentId[title], button: incidentId[button] }
    return { path: `/isi/${form}`, ...words, fields, roles: ['officer'], save: this.savers[form as CareForm] }
  }

  private readonly savers: Record<CareForm, Asked['save']> = {
    catatan: async (id, answers, actor, key) =>
      this.care.note(id, await this.read(CareNoteDto, answers), actor, key),
    masa: async (id, answers, actor, key) =>
      this.care.addPeriod(id, await this.read(StmbPeriodDto, answers), actor, key),
    tagihan: async (id, answers, actor, key) =>
      this.care.addBill(id, await this.read(CareBillDto, answers), actor, key),
    cacat: async (id, answers, actor) => {
      const { doctor, ...part } = answers as Record<string, unknown>
      return this.care.find(id, await this.read(FindingDto, { doctor, parts: [part] }), actor)
    },
    pihak: async (id, answers) => this.notices.join(id, await this.read(PartyDto, answers)),
  }

  private voiding(periodId: string): Asked {
    return {
      path: `/masa/${periodId}/sisihkan`,
      ...{ title: incidentId.void, button: incidentId.void, fields: voidFields, roles: ['officer'] },
      save: async (id, answers, actor) => {
        const { reason } = await this.read(VoidPeriodDto, answers)
        return this.care.voidPeriod(id, periodId, reason, actor)
      },
    }
  }

  private judging(billId: string): Asked {
    return {
      path: `/tagihan/${billId}/periksa`,
      ...{
        title: incidentId.saveJudgement,
        button: incidentId.saveJudgement,
        fields: judgeFields,
        roles: ['verifier'],
      },
      save: async (id, answers, actor) =>
        this.care.judgeBill(id, billId, await this.read(JudgeBillDto, answers), actor),
    }
  }

  private read<Input extends object>(dto: Type<Input>, answers: object): Promise<Input> {
    return validInput(dto, answers, this.words)
  }

  private async keep(number: string, staff: SignedIn, asked: Asked, body: object): Promise<PageAnswer> {
    const values = valuesOf(body)
    const { id, actor } = await this.staffSteps.on(number, staff, asked.roles)
    try {
      await asked.save(id, answersFrom(asked.fields, values, staff.branch.zone), actor, readStep(values).key)
      return seeOther(incidentPaths.incident(number, '?hasil=simpan'))
    } catch (error) {
      return refused(await this.page(number, staff, asked, { values, errors: errorsFrom(error, this.words) }))
    }
  }

  private async page(
    number: string,
    staff: SignedIn,
    { path, title, button, fields }: Asked,
    shown: { values?: FormValues; errors?: FormErrors } = {},
  ) {
    const { seq, eventDate } = await this.files.head(number, branchInSight(staff))
    const table = this.law.book.table('jkk.disability_percentages', parseLocalDate(eventDate)).value
    const parts = table.map(({ code, name }) => ({ value: code, label: name }))
    const action = incidentPaths.incident(number, path)
    return (
      <IncidentFormPage
        view={{ number, action, title, button, fields, parts, seen: seq, stepKey: freshKey(), ...shown }}
      />
    )
  }
}
