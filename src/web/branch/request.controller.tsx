import { Body, Get, Param, Post } from '@nestjs/common'
import { DocumentDecisions } from '../../documents/document-decisions.service.js'
import { DocumentService } from '../../documents/document.service.js'
import type { DocumentOfClaim } from '../../documents/documents-of-claim.query.js'
import { Roles } from '../../platform/login/access.js'
import { actorOf } from '../../platform/login/acting-role.js'
import { CurrentStaff, type SignedIn } from '../../platform/login/signed-in.js'
import { type FormErrors, type FormValues, valuesOf } from '../shared/form.js'
import { type PageAnswer, refused, seeOther } from '../shared/page-answer.js'
import { PageController } from '../shared/page-controller.js'
import { readStep } from '../shared/step-form.js'
import { claimId } from '../words/branch-claim.js'
import { ClaimDesk } from './claim-desk.service.js'
import { conflictPage } from './conflict.page.js'
import { DeskSteps, freshToken, tokenOf } from './desk-steps.service.js'
import { paths } from './paths.js'
import { RequestPreview } from './request-preview.service.js'
import { RequestPage } from './request.page.js'

/** These are cleared by the very request: it names what was never given. */
const clearedHere = ['NO_DEFECT', 'ITEMS_NOT_LOOKED_AT']

/** P5: one complete request to the family. */
@PageController('petugas/klaim/:number/kelengkapan')
export class RequestController {
  constructor(
    private readonly desk: ClaimDesk,
    private readonly steps: DeskSteps,
    private readonly documents: DocumentService,
    private readonly decisions: DocumentDecisions,
    private readonly preview: RequestPreview,
  ) {}

  @Get()
  @Roles('verifier', 'manager')
  async show(@Param('number') number: string, @CurrentStaff() staff: SignedIn): Promise<PageAnswer> {
    return this.page(number, staff)
  }

  @Post()
  @Roles('verifier', 'manager')
  async send(
    @Param('number') number: string,
    @Body() body: object,
    @CurrentStaff() staff: SignedIn,
  ): Promise<PageAnswer> {
    const values = valuesOf(body)
    const claim = await this.desk.open(number, staff)
    // Only on the claim as it was shown; one that has moved on is told below.
    const asShown = claim.version === readStep(values).seen && claim.file.state === 'in_verification'
    if (asShown && staff.roles.has('verifier'))
      await this.decisions.markMissing(claim.file.id, actorOf(staff, 'verifier'))
    const answer = await this.steps.take(number, 'request_documents', staff, values, {})
    if (answer.done) return seeOther(`${paths.claim(number)}?hasil=diminta`)
    if ('conflict' in answer) return conflictPage(answer.conflict)
    return refused(await this.page(number, staff, values, answer.errors))
  }

  private async page(number: string, staff: SignedIn, values: FormValues = {}, errors?: FormErrors) {
    const claim = await this.desk.open(number, staff)
    const documents = await this.documents.listFor(claim.file.id, this.desk.reader(staff))
    const inState = (...states: DocumentOfClaim['state'][]) =>
      documents.filter(({ state }) => states.includes(state))
    const offered = claim.steps.find(({ event }) => event === 'request_documents')
    const obstacles = (offered?.refusals ?? []).filter(({ code }) => !clearedHere.includes(code))
    const defective = inState('defective', 'infected', 'unreadable')
    const missing = inState('required', 'declared_missing').filter(
      ({ necessity }) => necessity === 'required',
    )
    const deadline = this.preview.deadline(staff)
    const view = {
      claim,
      defective,
      missing,
      unseen: inState('to_review', 'stalled'),
      obstacles: offered ? obstacles.map(({ words }) => words) : [claimId.stepNotNow],
      deadline,
      messages: await this.preview.messages(
        claim.file.id,
        [...defective, ...missing].map(({ code }) => code),
        deadline,
      ),
      token: errors ? tokenOf(values) : freshToken(claim.version),
      errors,
    }
    return <RequestPage view={view} />
  }
}
