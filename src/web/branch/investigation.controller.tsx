import { Body, Get, Param, Post } from '@nestjs/common'
import { DocumentService } from '../../documents/document.service.js'
import { Roles } from '../../platform/login/access.js'
import { actorOf } from '../../platform/login/acting-role.js'
import { CurrentStaff, type SignedIn } from '../../platform/login/signed-in.js'
import { claimReaders } from '../../platform/login/staff-roles.js'
import { InvalidInput, TransitionRefused } from '../../platform/problem/problems.js'
import { ProblemWords } from '../../platform/problem/problem-words.js'
import { validInput } from '../../platform/problem/validation.js'
import { InvestigationAnswerDto } from '../../verification/investigation.dto.js'
import { InvestigationService } from '../../verification/investigation.service.js'
import { type FormErrors, type FormValues, valuesOf } from '../shared/form.js'
import { type PageAnswer, refused, seeOther } from '../shared/page-answer.js'
import { PageController } from '../shared/page-controller.js'
import { ClaimDesk } from './claim-desk.service.js'
import { conflictPage } from './conflict.page.js'
import { DeskSteps, freshToken, tokenOf } from './desk-steps.service.js'
import { filesToChoose } from './files-to-choose.js'
import { InvestigationPage } from './investigation.page.js'
import { paths } from './paths.js'

/** The examination of a case: its questions, what was found, and reporting it. */
@PageController('petugas/klaim/:number/pemeriksaan')
export class InvestigationController {
  constructor(
    private readonly desk: ClaimDesk,
    private readonly steps: DeskSteps,
    private readonly investigations: InvestigationService,
    private readonly documents: DocumentService,
    private readonly words: ProblemWords,
  ) {}

  @Get()
  @Roles(...claimReaders)
  async show(@Param('number') number: string, @CurrentStaff() staff: SignedIn): Promise<PageAnswer> {
    return this.page(number, staff)
  }

  @Post()
  @Roles('investigator')
  async answer(
    @Param('number') number: string,
    @Body() body: object,
    @CurrentStaff() staff: SignedIn,
  ): Promise<PageAnswer> {
    const values = valuesOf(body)
    const place = values.pertanyaan ?? ''
    const claimId = await this.desk.idOf(number, staff)
    try {
      const dto = await validInput(InvestigationAnswerDto, answerFrom(values, place), this.words)
      await this.investigations.answer(claimId, dto, actorOf(staff, 'investigator'))
      return seeOther(paths.claim(number, 'pemeriksaan?hasil=jawaban'))
    } catch (error) {
      return refused(await this.page(number, staff, values, this.errorsFrom(error, place)))
    }
  }

  @Post('lapor')
  @Roles('investigator')
  async report(
    @Param('number') number: string,
    @Body() body: object,
    @CurrentStaff() staff: SignedIn,
  ): Promise<PageAnswer> {
    const values = valuesOf(body)
    const answer = await this.steps.take(number, 'investigation_reported', staff, values, {})
    if (answer.done) return seeOther(`${paths.claim(number)}?hasil=langkah`)
    if ('conflict' in answer) return conflictPage(answer.conflict)
    return refused(await this.page(number, staff, values, answer.errors))
  }

  private async page(number: string, staff: SignedIn, values?: FormValues, errors?: FormErrors) {
    const claim = await this.desk.open(number, staff)
    const { id, state } = claim.file
    const mayAnswer = staff.roles.has('investigator') && state === 'under_investigation'
    const view = {
      claim,
      investigations: await this.investigations.of(id),
      mayAnswer,
      files: mayAnswer ? filesToChoose(await this.documents.listFor(id, this.desk.reader(staff))) : [],
      report: claim.steps.find(({ event }) => event === 'investigation_reported'),
      token: errors && values ? tokenOf(values) : freshToken(claim.version),
      values,
      errors,
    }
    return <InvestigationPage view={view} />
  }

  private errorsFrom(error: unknown, place: string): FormErrors {
    if (error instanceof TransitionRefused) return { '': this.words.find(error.code)?.text ?? error.code }
    if (!(error instanceof InvalidInput)) throw error
    const fields = error.errors.map(({ pointer, detail }): [string, string] => {
      const name = pointer.slice(1)
      return [name === 'position' ? '' : `${name}-${place}`, detail]
    })
    return Object.fromEntries(fields)
  }
}

function answerFrom(values: FormValues, place: string): object {
  return {
    position: /^\d{1,2}$/.test(place) ? Number(place) : undefined,
    answer: values[`answer-${place}`],
    source: values[`source-${place}`] || undefined,
    fileId: values[`fileId-${place}`] || undefined,
  }
}
