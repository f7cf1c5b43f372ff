import { Body, Get, Header, Param, Post, type StreamableFile } from '@nestjs/common'
import { ProposalsAwaiting } from '../../approval/proposals-awaiting.query.js'
import { StaffSteps } from '../../intake/staff-steps.service.js'
import { DecisionDrafts } from '../../letters/decision-drafts.service.js'
import { Roles } from '../../platform/login/access.js'
import { branchInSight, CurrentStaff, type SignedIn } from '../../platform/login/signed-in.js'
import { NotFound } from '../../platform/problem/problems.js'
import { ProblemWords } from '../../platform/problem/problem-words.js'
import { SecondProofs } from '../../staff/second-proofs.service.js'
import { draftPdf } from '../shared/draft-pdf.js'
import { valuesOf } from '../shared/form.js'
import { type PageAnswer, PageWithStatus, seeOther } from '../shared/page-answer.js'
import { PageController } from '../shared/page-controller.js'
import { ApprovalsPage } from './approvals.page.js'
import { ProposalCase } from './proposal-case.js'
import { decisionEvents, ProposalPage, type ProposalView } from './proposal.page.js'
import { fireProven } from './proven-step.js'
import { toldAtForm } from './told-at-form.js'

/** M1 and M2: proposals that wait for a decision, and deciding one. */
@PageController('pimpinan/persetujuan')
export class ApprovalsController {
  constructor(
    private readonly awaiting: ProposalsAwaiting,
    private readonly cases: ProposalCase,
    private readonly steps: StaffSteps,
    private readonly proofs: SecondProofs,
    private readonly drafts: DecisionDrafts,
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
    return this.page(number, staff)
  }

  /** The letter that would leave if this were decided today; it is marked as a draft, and kept nowhere. */
  @Get(':number/konsep.pdf')
  @Header('Cache-Control', 'no-store')
  @Roles('approver', 'manager', 'auditor')
  async letter(@Param('number') number: string, @CurrentStaff() staff: SignedIn): Promise<StreamableFile> {
    const { proposal, offered } = await this.cases.read(number, staff)
    const draft = { kind: proposal.kind, on_file: true } as const
    return draftPdf(number, await this.drafts.pdf(offered.claimId, draft))
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
      await fireProven(this.steps, this.proofs, { number, event, body, input }, staff)
      return seeOther(`/pimpinan/persetujuan?hasil=${event}`)
    } catch (error) {
      const told = toldAtForm(error, event, this.words)
      if (!told) throw error
      return new PageWithStatus(told.status, await this.page(number, staff, { values, errors: told.errors }))
    }
  }

  private async page(number: string, staff: SignedIn, told: Pick<ProposalView, 'values' | 'errors'> = {}) {
    const view = await this.cases.read(number, staff)
    const draft = { kind: view.proposal.kind, on_file: true } as const
    const [proof, letter] = await Promise.all([
      this.proofs.kindFor(staff),
      this.drafts.letter(view.offered.claimId, draft),
    ])
    return <ProposalPage {...view} proof={proof} letter={letter} {...told} />
  }
}
