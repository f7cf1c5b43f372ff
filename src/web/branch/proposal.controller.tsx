import { Body, Get, Param, Post } from '@nestjs/common'
import type { CalculationOnFile } from '../../assessment/latest-calculation.query.js'
import { LatestCalculation } from '../../assessment/latest-calculation.query.js'
import { DocumentService } from '../../documents/document.service.js'
import { Roles } from '../../platform/login/access.js'
import { CurrentStaff, type SignedIn } from '../../platform/login/signed-in.js'
import { PayeesOfClaim } from '../../verification/payees-of-claim.query.js'
import { type FormErrors, type FormValues, valuesOf } from '../shared/form.js'
import { type PageAnswer, refused, seeOther } from '../shared/page-answer.js'
import { PageController } from '../shared/page-controller.js'
import { claimId } from '../words/branch-claim.js'
import { ClaimDesk } from './claim-desk.service.js'
import { conflictPage } from './conflict.page.js'
import { DeskSteps, freshToken, tokenOf } from './desk-steps.service.js'
import { paths } from './paths.js'
import { ProposePage, refusalReasons } from './proposal.page.js'

/** P7: proposing a decision. */
@PageController('petugas/klaim/:number/usulan')
export class ProposeController {
  constructor(
    private readonly desk: ClaimDesk,
    private readonly steps: DeskSteps,
    private readonly calculations: LatestCalculation,
    private readonly payees: PayeesOfClaim,
    private readonly documents: DocumentService,
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
    const missing = missingOf(values)
    if (missing) {
      await this.desk.idOf(number, staff)
      return refused(await this.page(number, staff, values, missing))
    }
    const answer = await this.steps.take(number, 'propose', staff, values, inputFrom(values))
    if (answer.done) return seeOther(`${paths.claim(number)}?hasil=usulan`)
    if ('conflict' in answer) return conflictPage(answer.conflict)
    return refused(await this.page(number, staff, values, answer.errors))
  }

  private async page(number: string, staff: SignedIn, values?: FormValues, errors?: FormErrors) {
    const claim = await this.desk.open(number, staff)
    const { id } = claim.file
    const [calculation, payees, documents] = await Promise.all([
      this.calculations.find(id),
      this.payees.list(id),
      this.documents.listFor(id, this.desk.reader(staff)),
    ])
    const required = documents.filter(({ necessity }) => necessity === 'required')
    const done = required.filter(({ state }) => state === 'accepted' || state === 'waived')
    const view = {
      claim,
      offered: claim.steps.find(({ event }) => event === 'propose'),
      calculation,
      payees,
      reasons: refusalReasons,
      documents: { done: done.length, asked: required.length },
      token: errors && values ? tokenOf(values) : freshToken(claim.version),
      values: values ?? suggested(calculation),
      errors,
    }
    return <ProposePage view={view} />
  }
}

/** What the calculation says of a refusal, as the beginning of its grounds; the choice stays the verifier's. */
function suggested(calculation: CalculationOnFile | undefined): FormValues {
  const { reason, counterfactuals = [] } = calculation?.answer ?? {}
  const known = refusalReasons.find(({ value }) => value === reason)
  return {
    code: known?.value,
    counterfactual: counterfactuals.map(({ because }) => because).join('\n') || undefined,
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
