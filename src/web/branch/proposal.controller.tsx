import { Body, Get, Header, HttpCode, Param, Post, type StreamableFile } from '@nestjs/common'
import { SignalsOfClaim } from '../../approval/signals-of-claim.query.js'
import { DecisionDrafts } from '../../letters/decision-drafts.service.js'
import { Roles } from '../../platform/login/access.js'
import { CurrentStaff, type SignedIn } from '../../platform/login/signed-in.js'
import { draftPdf } from '../shared/draft-pdf.js'
import { type FormErrors, type FormValues, valuesOf } from '../shared/form.js'
import { type PageAnswer, refused, seeOther } from '../shared/page-answer.js'
import { PageController } from '../shared/page-controller.js'
import { claimId } from '../words/branch-claim.js'
import { ClaimDesk } from './claim-desk.service.js'
import { conflictPage } from './conflict.page.js'
import { DeskSteps } from './desk-steps.service.js'
import { paths } from './paths.js'
import { ProposePage } from './proposal.page.js'
import { draftOf, ProposeCase, type Typed } from './propose-case.service.js'

/** P7: proposing a decision, with the letter it would lead to. */
@PageController('petugas/klaim/:number/usulan')
export class ProposeController {
  constructor(
    private readonly desk: ClaimDesk,
    private readonly steps: DeskSteps,
    private readonly cases: ProposeCase,
    private readonly drafts: DecisionDrafts,
    private readonly signals: SignalsOfClaim,
  ) {}

  @Get()
  @Roles('verifier')
  async show(@Param('number') number: string, @CurrentStaff() staff: SignedIn): Promise<PageAnswer> {
    return this.page(number, staff)
  }

  @Post()
  @Roles('verifier')
  async propose(
    @Param('number') number: string,
    @Body() body: object,
    @CurrentStaff() staff: SignedIn,
  ): Promise<PageAnswer> {
    const values = valuesOf(body)
    const errors = missingOf(values)
    if (errors) return this.again(number, staff, { values, errors })
    const answer = await this.steps.take(number, 'propose', staff, values, inputFrom(values))
    if (answer.done) return seeOther(`${paths.claim(number)}?hasil=usulan`)
    if ('conflict' in answer) return conflictPage(answer.conflict)
    return refused(await this.page(number, staff, { values, errors: answer.errors }))
  }

  /** The same form with what the chosen ground brings along; nothing is kept. */
  @Post('alasan')
  @Roles('verifier')
  @HttpCode(200)
  async fill(
    @Param('number') number: string,
    @Body() body: object,
    @CurrentStaff() staff: SignedIn,
  ): Promise<PageAnswer> {
    const { article: _, counterfactual: __, ...values } = valuesOf(body)
    return this.page(number, staff, { values: { ...values, proposal: 'refuse' } })
  }

  /** The same form with the letter under it; nothing is kept. */
  @Post('surat')
  @Roles('verifier')
  @HttpCode(200)
  async preview(
    @Param('number') number: string,
    @Body() body: object,
    @CurrentStaff() staff: SignedIn,
  ): Promise<PageAnswer> {
    const values = valuesOf(body)
    const draft = draftOf(values)
    if (!draft) return this.again(number, staff, { values, errors: missingOf(values) })
    const letter = await this.drafts.letter(await this.desk.idOf(number, staff), draft)
    return this.page(number, staff, { values, letter })
  }

  @Post('konsep.pdf')
  @Header('Cache-Control', 'no-store')
  @Roles('verifier')
  @HttpCode(200)
  async pdf(
    @Param('number') number: string,
    @Body() body: object,
    @CurrentStaff() staff: SignedIn,
  ): Promise<PageAnswer | StreamableFile> {
    const values = valuesOf(body)
    const draft = draftOf(values)
    if (!draft) return this.again(number, staff, { values, errors: missingOf(values) })
    return draftPdf(number, await this.drafts.pdf(await this.desk.idOf(number, staff), draft))
  }

  private async again(number: string, staff: SignedIn, typed: Typed): Promise<PageAnswer> {
    await this.desk.idOf(number, staff)
    return refused(await this.page(number, staff, typed))
  }

  private async page(number: string, staff: SignedIn, typed: Typed = {}) {
    const view = await this.cases.read(number, staff, typed)
    return <ProposePage view={view} signals={await this.signals.now(view.claim.file.id)} />
  }
}

function missingOf(values: FormValues): FormErrors | undefined {
  if (!values.proposal) return { proposal: claimId.proposalMissing }
  if (values.proposal !== 'refuse') return undefined
  const errors = {
    ...(!values.code && { code: claimId.groundCodeMissing }),
    ...(!values.article && { article: claimId.groundArticleMissing }),
    ...(!values.fact && { fact: claimId.groundFactMissing }),
    ...(!values.counterfactual && { counterfactual: claimId.counterfactualMissing }),
  }
  return Object.keys(errors).length > 0 ? errors : undefined
}

function inputFrom({ proposal, code, article, fact, counterfactual }: FormValues): object {
  return proposal === 'refuse'
    ? { proposal, grounds: [{ code, article, fact }], counterfactual }
    : { proposal }
}
