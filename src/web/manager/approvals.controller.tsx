import { Body, Get, Param, Post } from '@nestjs/common'
import { ProposalsAwaiting } from '../../approval/proposals-awaiting.query.js'
import { StaffSteps } from '../../intake/staff-steps.service.js'
import { Roles } from '../../platform/login/access.js'
import { branchInSight, CurrentStaff, type SignedIn } from '../../platform/login/signed-in.js'
import { NotFound, StaleClaim, TransitionRefused } from '../../platform/problem/problems.js'
import { ProblemWords } from '../../platform/problem/problem-words.js'
import { type FormErrors, valuesOf } from '../shared/form.js'
import { type PageAnswer, PageWithStatus, seeOther } from '../shared/page-answer.js'
import { PageController } from '../shared/page-controller.js'
import { readStep } from '../shared/step-form.js'
import { managerId } from '../words/manager.js'
import { ApprovalsPage } from './approvals.page.js'
import { ProposalCase } from './proposal-case.js'
import { decisionEvents, ProposalPage } from './proposal.page.js'

/** M1 and M2: proposals that wait for a decision, and deciding one. */
@PageController('pimpinan/persetujuan')
export class ApprovalsController {
  constructor(
    private readonly awaiting: ProposalsAwaiting,
    private readonly cases: ProposalCase,
    private readonly steps: StaffSteps,
    private readonly words: ProblemWords,
  ) {}

  @Get()
  @Roles('approver', 'manager', 'auditor')
  async list(@CurrentStaff() staff: SignedIn): Promise<PageAnswer> {
    return <ApprovalsPage proposals={await this.awaiting.list(branchInSight(staff))} />
  }

  @Get(':number')
  @Roles('approver', 'manager', 'auditor')
  async read(@Param('number') number: string, @CurrentStaff() staff: SignedIn): Promise<PageAnswer> {
    return <ProposalPage {...await this.cases.read(number, staff)} />
  }

  @Post(':number/:event')
  @Roles('approver')
  async decide(
    @Param('number') number: string,
    @Param('event') name: string,
    @Body() body: object,
    @CurrentStaff() staff: SignedIn,
  ): Promise<PageAnswer> {
    const event = decisionEvents.find((each) => each === name)
    if (!event) throw new NotFound()
    const values = valuesOf(body)
    const input = values.reason === undefined ? {} : { reason: values.reason }
    try {
      await this.steps.fire(number, event, staff, { ...readStep(values), input })
      return seeOther(`/pimpinan/persetujuan?hasil=${event}`)
    } catch (error) {
      const errors = this.toldAtTheForm(error)
      if (!errors) throw error
      const view = await this.cases.read(number, staff)
      return new PageWithStatus(409, <ProposalPage {...view} values={values} errors={errors} />)
    }
  }

  /** What the person can do something about is told on the page that he sees; everything else is a problem page. */
  private toldAtTheForm(error: unknown): FormErrors | undefined {
    if (error instanceof StaleClaim) return { '': managerId.conflict }
    if (!(error instanceof TransitionRefused)) return undefined
    const [first] = error.refusals.map((refusal) => this.words.refusal(refusal))
    return first && { [first.code === 'REASON_MISSING' ? 'reason' : '']: first.words }
  }
}
