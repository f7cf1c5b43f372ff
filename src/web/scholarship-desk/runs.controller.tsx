import { Body, Get, Param, Post, Query, Res, StreamableFile } from '@nestjs/common'
import type { Response } from 'express'
import { dateOfInstant, isSchoolYear, parseInstant, schoolYearOf } from '#libs/local-date'
import { Clock } from '../../platform/clock/clock.js'
import { LawInForce } from '../../platform/law-loader/law-in-force.js'
import { Roles } from '../../platform/login/access.js'
import { actingRole, actorOf } from '../../platform/login/acting-role.js'
import { branchInSight, CurrentStaff, type SignedIn } from '../../platform/login/signed-in.js'
import { ProblemWords } from '../../platform/problem/problem-words.js'
import { NotFound } from '../../platform/problem/problems.js'
import { csvOf } from '../../platform/table-file.js'
import { mayAsk, type RunKind, ScholarshipRuns } from '../../scholarship/scholarship-runs.service.js'
import { SecondProofs } from '../../staff/second-proofs.service.js'
import { typedProof } from '../manager/proof.js'
import { toldAtForm } from '../manager/told-at-form.js'
import { type FormErrors, type FormValues, valuesOf } from '../shared/form.js'
import { type PageAnswer, PageWithStatus, refused, seeOther } from '../shared/page-answer.js'
import { PageController } from '../shared/page-controller.js'
import { freshKey, readStep } from '../shared/step-form.js'
import { zoneOf } from '../shared/when.js'
import { scholarshipId } from '../words/scholarship-desk.js'
import { scholarshipPaths } from './paths.js'
import { scholarshipDeciders } from './roles.js'
import { RunPage, RunsPage } from './runs.page.js'
import { ScholarshipLabels } from './scholarship-labels.js'

const kinds = ['open', 'lift_hold'] as const satisfies readonly RunKind[]
const ROWS_IN_FILE = 100_000
const LOOK_AGAIN_SECONDS = 5

/** One step for very many children: what it would do, begun once, and what became of each. */
@PageController('pimpinan/beasiswa/massal')
export class ScholarshipRunsPagesController {
  constructor(
    private readonly runs: ScholarshipRuns,
    private readonly proofs: SecondProofs,
    private readonly labels: ScholarshipLabels,
    private readonly law: LawInForce,
    private readonly clock: Clock,
    private readonly words: ProblemWords,
  ) {}

  @Get()
  @Roles(...scholarshipDeciders)
  async list(@Query() query: object, @CurrentStaff() staff: SignedIn): Promise<PageAnswer> {
    const values = valuesOf(query)
    const asked = values.jenis !== undefined
    const wrong = asked && !isSchoolYear(values.tahun) ? { tahun: scholarshipId.schoolYearWrong } : undefined
    const page = await this.page(staff, values, freshKey(), wrong)
    return wrong ? refused(page) : page
  }

  @Post()
  @Roles('approver', 'manager')
  async begin(@Body() body: object, @CurrentStaff() staff: SignedIn): Promise<PageAnswer> {
    const values = valuesOf(body)
    const { key } = readStep(values)
    const kind = kinds.find((each) => each === values.jenis)
    const { tahun: schoolYear, alasan: reason } = values
    if (!kind || !isSchoolYear(schoolYear)) throw new NotFound()
    const lifts = kind === 'lift_hold'
    if (lifts && reason === undefined)
      return refused(await this.page(staff, values, key, { alasan: scholarshipId.reasonMissing }))
    try {
      if (lifts)
        await this.proofs.take(
          staff,
          { act: 'decide_scholarship', subject: key, key },
          typedProof(body, 'decide_scholarship'),
        )
      const actor = actorOf(staff, actingRole(staff, mayAsk[kind]))
      const run = await this.runs.begin(
        { kind, schoolYear, branchId: branchInSight(staff), ...(lifts ? { reason } : {}) },
        actor,
        key,
      )
      return seeOther(scholarshipPaths.run(run.id))
    } catch (error) {
      const told = toldAtForm(error, 'decide_scholarship', this.words)
      if (!told) throw error
      return new PageWithStatus(told.status, await this.page(staff, values, key, told.errors))
    }
  }

  /** Looks again by itself, also without script, until everybody had his turn. */
  @Get(':id')
  @Roles(...scholarshipDeciders)
  async show(
    @Param('id') id: string,
    @CurrentStaff() staff: SignedIn,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PageAnswer> {
    const run = await this.run(id, staff)
    if (run.finished_at === null) response.set('Refresh', String(LOOK_AGAIN_SECONDS))
    const rows = run.refused + run.failed === 0 ? [] : await this.runs.refused(run.id, branchInSight(staff))
    return <RunPage run={run} rows={rows.slice(0, 50)} labels={this.labels} />
  }

  @Get(':id/tidak-diambil.csv')
  @Roles(...scholarshipDeciders)
  async file(
    @Param('id') id: string,
    @CurrentStaff() staff: SignedIn,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const run = await this.run(id, staff)
    const rows = await this.runs.refused(run.id, branchInSight(staff), ROWS_IN_FILE)
    const words = scholarshipId
    const table = {
      title: words.notTaken,
      headings: [words.branch, words.claim, words.child, words.why],
      rows: rows.map(({ branch, claim, child, reasons }) => [
        branch,
        claim,
        child,
        reasons.map(({ code }) => this.labels.refusal(code)).join(' '),
      ]),
    }
    response
      .type('text/csv; charset=utf-8')
      .attachment('beasiswa-tidak-diambil.csv')
      .set('Cache-Control', 'no-store')
    return new StreamableFile(Buffer.from(csvOf(table)))
  }

  private run(id: string, staff: SignedIn) {
    return this.runs.standingFor(id, branchInSight(staff))
  }

  private async page(staff: SignedIn, values: FormValues, stepKey: string, errors?: FormErrors) {
    const branchId = branchInSight(staff)
    const kind = kinds.find((each) => each === values.jenis)
    const known = { tahun: this.schoolYearOf(staff), ...values }
    const schoolYear = known.tahun
    const preview =
      kind && isSchoolYear(schoolYear) ? await this.runs.preview({ kind, schoolYear, branchId }) : undefined
    const mine = kinds.filter((each) =>
      mayAsk[each].some((role) => (staff.roles as ReadonlyMap<string, unknown>).has(role)),
    )
    const [runs, proof] = await Promise.all([this.runs.latest(branchId), this.proofs.kindFor(staff)])
    return (
      <RunsPage
        {...{ runs, preview, kind, schoolYear, mine, proof, stepKey, errors }}
        values={known}
        labels={this.labels}
      />
    )
  }

  private schoolYearOf(staff: SignedIn): string {
    const today = dateOfInstant(parseInstant(this.clock.now()), zoneOf(staff.branch.zone))
    return schoolYearOf(today, this.law.book.monthDay('scholarship.school_year_start', today).value)
  }
}
