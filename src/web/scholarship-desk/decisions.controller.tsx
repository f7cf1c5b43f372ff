import { Body, Get, Post, Query } from '@nestjs/common'
import { isUUID } from 'class-validator'
import { Roles } from '../../platform/login/access.js'
import { branchInSight, CurrentStaff, type SignedIn } from '../../platform/login/signed-in.js'
import { ProblemWords } from '../../platform/problem/problem-words.js'
import { Problem } from '../../platform/problem/problems.js'
import { ScholarshipStaff } from '../../scholarship/scholarship-staff.service.js'
import { SchoolYearsInBranch, type WaitingYear } from '../../scholarship/school-years-in-branch.query.js'
import { SecondProofs } from '../../staff/second-proofs.service.js'
import { typedProof } from '../manager/proof.js'
import { rupiahIn } from '../manager/recovery-forms.js'
import { toldAtForm } from '../manager/told-at-form.js'
import { type FormErrors, type FormValues, valuesOf } from '../shared/form.js'
import { type PageAnswer, PageWithStatus, seeOther } from '../shared/page-answer.js'
import { PageController } from '../shared/page-controller.js'
import { freshKey, STEP_KEY } from '../shared/step-form.js'
import { scholarshipId } from '../words/scholarship-desk.js'
import { DecisionsPage, type NotApproved, TogetherDonePage, TogetherPage } from './decisions.page.js'
import { type Approver, areEqual, AT_MOST, equalYears, isPlain } from './equal-years.js'
import { scholarshipPaths } from './paths.js'
import { scholarshipDeciders } from './roles.js'
import { ScholarshipLabels } from './scholarship-labels.js'

const READ_AHEAD = 500
const SHOWN = 50

/** School years that wait for an approver: one at a time, or equal ones together. */
@PageController('pimpinan/beasiswa')
export class ScholarshipDecisionsController {
  constructor(
    private readonly years: SchoolYearsInBranch,
    private readonly steps: ScholarshipStaff,
    private readonly proofs: SecondProofs,
    private readonly labels: ScholarshipLabels,
    private readonly words: ProblemWords,
  ) {}

  @Get()
  @Roles(...scholarshipDeciders)
  async list(@CurrentStaff() staff: SignedIn): Promise<PageAnswer> {
    const branchId = branchInSight(staff)
    const [years, counts] = await Promise.all([
      this.years.list('verified', { branchId, limit: READ_AHEAD }),
      this.years.counts(branchId),
    ])
    const groups = staff.roles.has('approver') ? equalYears(years, approverOf(staff)) : []
    return <DecisionsPage years={years.slice(0, SHOWN)} {...{ groups, counts }} labels={this.labels} />
  }

  @Get('bersama')
  @Roles('approver')
  async together(
    @Query('tahun') schoolYear: unknown,
    @Query('jenjang') level: unknown,
    @CurrentStaff() staff: SignedIn,
  ): Promise<PageAnswer> {
    const years = await this.years.list('verified', { branchId: branchInSight(staff), limit: READ_AHEAD })
    const group = equalYears(years, approverOf(staff)).find(
      (each) => each.schoolYear === schoolYear && each.level === level,
    )
    if (!group) return seeOther(scholarshipPaths.decisions)
    return this.page(group.years, staff, freshKey())
  }

  @Post('bersama')
  @Roles('approver')
  async approve(@Body() body: object, @CurrentStaff() staff: SignedIn): Promise<PageAnswer> {
    const values = valuesOf(body)
    const key = values[STEP_KEY] ?? freshKey()
    const named = yearsNamedIn(values.anak)
    const years = await this.years.some(
      named.map(({ id }) => id),
      branchInSight(staff),
    )
    const errors = faultsOf(values, years, named.length)
    if (errors) return new PageWithStatus(422, await this.page(years, staff, key, values, errors))
    try {
      const act = { act: 'decide_scholarship', subject: key, key } as const
      await this.proofs.take(staff, act, typedProof(body, 'decide_scholarship'))
      const apart = years.filter((year) => year.state === 'verified' && !isPlain(year, approverOf(staff)))
      const chosen = named.filter(({ id }) => !apart.some((year) => year.id === id))
      const outcomes = await this.steps.approveTogether(chosen, staff, key)
      const refused = outcomes.flatMap((outcome, index): NotApproved[] => {
        if (outcome.kind === 'taken') return []
        const year = years.find(({ id }) => id === chosen[index]?.id)
        return year ? [{ year, why: this.whyNot(outcome) }] : []
      })
      const not = [...refused, ...apart.map((year) => ({ year, why: scholarshipId.lookAlone }))]
      if (not.length === 0) return seeOther(`${scholarshipPaths.decisions}?hasil=bersama`)
      return <TogetherDonePage done={outcomes.length - refused.length} not={not} />
    } catch (error) {
      const told = toldAtForm(error, 'decide_scholarship', this.words)
      if (!told) throw error
      return new PageWithStatus(told.status, await this.page(years, staff, key, values, told.errors))
    }
  }

  private whyNot(outcome: Awaited<ReturnType<ScholarshipStaff['approveTogether']>>[number]): string {
    if (outcome.kind === 'refused' && outcome.refusals.length > 0)
      return outcome.refusals.map((refusal) => this.words.refusal(refusal).words).join(' ')
    const code =
      outcome.kind === 'failed' && outcome.error instanceof Problem ? outcome.error.code : 'no-such-step'
    return this.words.find(code)?.text ?? scholarshipId.lookAlone
  }

  private async page(
    years: readonly WaitingYear[],
    staff: SignedIn,
    stepKey: string,
    values?: FormValues,
    errors?: FormErrors,
  ) {
    const proof = await this.proofs.kindFor(staff)
    return <TogetherPage {...{ years, stepKey, proof, values, errors }} labels={this.labels} />
  }
}

function approverOf(staff: SignedIn): Approver {
  return { staffId: staff.staffId, limit: staff.roles.get('approver') ?? null }
}

/** Which years the page showed, each with the version that was seen. */
function yearsNamedIn(text = ''): { id: string; seen: number }[] {
  return text
    .split(' ')
    .slice(0, AT_MOST)
    .flatMap((each) => {
      const [id, seen] = each.split(':')
      return isUUID(id) ? [{ id: String(id), seen: Number(seen) }] : []
    })
}

/** Whoever decides over many has counted them and their sum himself. */
function faultsOf(values: FormValues, years: readonly WaitingYear[], named: number): FormErrors | undefined {
  const total = years.reduce((sum, { amount }) => sum + (amount ?? 0n), 0n)
  const errors = {
    ...(Number(values.banyak) !== named && { banyak: scholarshipId.countWrong }),
    ...(rupiahIn(values.jumlah ?? '') !== total && { jumlah: scholarshipId.totalWrong }),
    ...((named === 0 || years.length !== named || !areEqual(years)) && { '': scholarshipId.listChanged }),
  }
  return Object.keys(errors).length > 0 ? errors : undefined
}
