import { Body, Get, Param, ParseIntPipe, Post, type StreamableFile } from '@nestjs/common'
import { DocumentService } from '../../documents/document.service.js'
import { Roles } from '../../platform/login/access.js'
import { actingRole, actorOf } from '../../platform/login/acting-role.js'
import { CurrentStaff, type SignedIn } from '../../platform/login/signed-in.js'
import { InvalidInput, NotFound, TransitionRefused } from '../../platform/problem/problems.js'
import { ProblemWords } from '../../platform/problem/problem-words.js'
import { validInput } from '../../platform/problem/validation.js'
import {
  type DeskYearEvent,
  deskYearEvents,
  provenYearEvents,
  ScholarshipStaff,
} from '../../scholarship/scholarship-staff.service.js'
import { YearStepDto } from '../../scholarship/scholarship-step.dto.js'
import { YearPaperDecisions } from '../../scholarship/year-paper-decisions.service.js'
import { SecondProofs } from '../../staff/second-proofs.service.js'
import { pictureOf } from '../branch/picture-of.js'
import { typedProof } from '../manager/proof.js'
import { toldAtForm } from '../manager/told-at-form.js'
import { errorsOf, type FormErrors, type FormValues, valuesOf } from '../shared/form.js'
import { type PageAnswer, PageWithStatus, refused, seeOther } from '../shared/page-answer.js'
import { PageController } from '../shared/page-controller.js'
import { nameIn, readStep } from '../shared/step-form.js'
import { scholarshipId } from '../words/scholarship-desk.js'
import { scholarshipPaths } from './paths.js'
import { scholarshipMovers, scholarshipReaders } from './roles.js'
import { SchoolYearDesk } from './school-year-desk.service.js'
import { SchoolYearPage } from './school-year.page.js'
import { YearPaperPage } from './year-paper.page.js'

/** One school year of one child: what was said and given, what the law says, and what is done about it. */
@PageController('petugas/beasiswa/:id')
export class SchoolYearPagesController {
  constructor(
    private readonly desk: SchoolYearDesk,
    private readonly steps: ScholarshipStaff,
    private readonly papers: YearPaperDecisions,
    private readonly documents: DocumentService,
    private readonly proofs: SecondProofs,
    private readonly words: ProblemWords,
  ) {}

  @Get()
  @Roles(...scholarshipReaders)
  async show(@Param('id') id: string, @CurrentStaff() staff: SignedIn): Promise<PageAnswer> {
    return <SchoolYearPage view={await this.desk.view(id, staff)} />
  }

  @Post('langkah/:event')
  @Roles(...scholarshipMovers)
  async take(
    @Param('id') id: string,
    @Param('event') name: string,
    @Body() body: object,
    @CurrentStaff() staff: SignedIn,
  ): Promise<PageAnswer> {
    const event = deskYearEvents.find((each) => each === name)
    if (!event) throw new NotFound('Langkah ini tidak ada.')
    const { file } = await this.desk.view(id, staff)
    const values = valuesOf(body)
    const { key, seen } = readStep(values)
    try {
      const input = await validInput(YearStepDto, answersTo(event, values), this.words)
      if (provenYearEvents.includes(event))
        await this.proofs.take(
          staff,
          { act: 'decide_scholarship', subject: file.id, key },
          typedProof(body, 'decide_scholarship', event),
        )
      await this.steps.takeYearStep(file.id, event, staff, { key, seen, input })
      return seeOther(scholarshipPaths.year(file.id, '?hasil=langkah'))
    } catch (error) {
      const told = toldAtForm(error, 'decide_scholarship', this.words, {
        own: event,
        field: (field) => nameIn(event, field),
      })
      if (!told) throw error
      const errors = atItsField(error, event) ?? told.errors
      return new PageWithStatus(
        told.status,
        <SchoolYearPage view={await this.desk.view(id, staff, { values, errors })} />,
      )
    }
  }

  @Get('berkas/:code')
  @Roles(...scholarshipReaders)
  async paper(
    @Param('id') id: string,
    @Param('code') code: string,
    @CurrentStaff() staff: SignedIn,
  ): Promise<PageAnswer> {
    return this.paperPage(id, code, staff)
  }

  /** The picture of one page; who looked is on record before it is sent. */
  @Get('berkas/:code/gambar/:file/:page')
  @Roles(...scholarshipReaders)
  async picture(
    @Param('id') id: string,
    @Param('code') code: string,
    @Param('file') file: string,
    @Param('page', ParseIntPipe) page: number,
    @CurrentStaff() staff: SignedIn,
  ): Promise<StreamableFile> {
    const { papers } = await this.desk.view(id, staff)
    const known = papers.find((paper) => paper.code === code)?.files.find((each) => each.id === file)
    if (!known?.pages.includes(page)) throw new NotFound('Gambar ini tidak ditemukan.')
    const actor = actorOf(staff, actingRole(staff, scholarshipReaders))
    return pictureOf(await this.documents.openPage(known.id, page, actor))
  }

  @Post('berkas/:code')
  @Roles('verifier')
  async decide(
    @Param('id') id: string,
    @Param('code') code: string,
    @Body() body: object,
    @CurrentStaff() staff: SignedIn,
  ): Promise<PageAnswer> {
    const values = valuesOf(body)
    if (values.putusan !== 'accept' && values.putusan !== 'defective')
      return refused(
        await this.paperPage(id, code, staff, { putusan: scholarshipId.decisionMissing }, values),
      )
    if (values.putusan === 'defective' && values.kekurangan === undefined)
      return refused(
        await this.paperPage(id, code, staff, { kekurangan: scholarshipId.defectMissing }, values),
      )
    const { file, papers } = await this.desk.view(id, staff)
    try {
      await this.papers.decide(
        file.id,
        code,
        values.putusan === 'accept' ? null : (values.kekurangan ?? ''),
        staff,
      )
    } catch (error) {
      const errors =
        error instanceof InvalidInput
          ? errorsOf(error.errors, { '/defectCode': 'kekurangan' })
          : error instanceof TransitionRefused && { '': scholarshipId.notInHand }
      if (!errors) throw error
      return refused(await this.paperPage(id, code, staff, errors, values))
    }
    const next = papers.find((paper) => paper.code !== code && paper.state === 'to_review')
    return seeOther(
      next ? scholarshipPaths.paper(file.id, next.code) : scholarshipPaths.year(file.id, '?hasil=berkas'),
    )
  }

  private async paperPage(
    id: string,
    code: string,
    staff: SignedIn,
    errors?: FormErrors,
    values?: FormValues,
  ) {
    const view = await this.desk.view(id, staff)
    const paper = view.papers.find((each) => each.code === code)
    if (!paper) throw new NotFound('Berkas ini belum diberikan untuk tahun ajaran itu.')
    const mayDecide = staff.roles.has('verifier') && view.file.state === 'evidence_in'
    return (
      <YearPaperPage {...{ view, paper, mayDecide, errors, values }} defects={this.documents.defects()} />
    )
  }
}

/** The fields of one step's form, by the names that the service has for them. */
function answersTo(event: DeskYearEvent, values: FormValues): object {
  const reason = values[nameIn(event, 'reason')]
  const groundCode = values[nameIn(event, 'groundCode')]
  return { ...(reason === undefined ? {} : { reason }), ...(groundCode === undefined ? {} : { groundCode }) }
}

const fieldOf: Readonly<Record<string, string>> = { REASON_MISSING: 'reason', GROUND_MISSING: 'groundCode' }

/** What a field mends stands at that field; undefined where something else stands in the way. */
function atItsField(error: unknown, event: DeskYearEvent): FormErrors | undefined {
  if (!(error instanceof TransitionRefused)) return undefined
  const fields = error.refusals.map(({ code }) => fieldOf[code])
  if (fields.length === 0 || fields.includes(undefined)) return undefined
  return Object.fromEntries(
    fields.map((field = '') => [
      nameIn(event, field),
      field === 'reason' ? scholarshipId.reasonMissing : scholarshipId.groundMissing,
    ]),
  )
}
