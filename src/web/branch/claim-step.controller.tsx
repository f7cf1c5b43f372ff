import { Body, Get, Param, Post } from '@nestjs/common'
import type { ClaimEvent } from '#libs/lifecycle'
import { formatDateId } from '#libs/local-date'
import { ClaimAssignments } from '../../claims/claim-assignment.service.js'
import { MergeableClaims } from '../../claims/mergeable-claims.query.js'
import { DocumentService } from '../../documents/document.service.js'
import { Roles } from '../../platform/login/access.js'
import { CurrentStaff, type SignedIn } from '../../platform/login/signed-in.js'
import { NotFound } from '../../platform/problem/problems.js'
import { ProblemWords } from '../../platform/problem/problem-words.js'
import type { Choice } from '../shared/components/fields.js'
import { type FormErrors, type FormValues, valuesOf } from '../shared/form.js'
import { type PageAnswer, refused, seeOther } from '../shared/page-answer.js'
import { PageController } from '../shared/page-controller.js'
import { ClaimDesk } from './claim-desk.service.js'
import { filesToChoose } from './files-to-choose.js'
import { fieldsFor, inputFrom, stepNamed } from './claim-step-fields.js'
import { StepPage } from './claim-step.page.js'
import { conflictPage } from './conflict.page.js'
import { DeskSteps, freshToken, tokenOf } from './desk-steps.service.js'
import { paths } from './paths.js'
import { claimMovers } from './roles.js'

@PageController('petugas/klaim/:number/langkah/:event')
export class ClaimStepController {
  constructor(
    private readonly desk: ClaimDesk,
    private readonly steps: DeskSteps,
    private readonly assignments: ClaimAssignments,
    private readonly documents: DocumentService,
    private readonly mergeable: MergeableClaims,
    private readonly words: ProblemWords,
  ) {}

  @Get()
  @Roles(...claimMovers)
  async form(
    @Param('number') number: string,
    @Param('event') name: string,
    @CurrentStaff() staff: SignedIn,
  ): Promise<PageAnswer> {
    return this.page(number, eventOf(name), staff)
  }

  @Post()
  @Roles(...claimMovers)
  async take(
    @Param('number') number: string,
    @Param('event') name: string,
    @Body() body: object,
    @CurrentStaff() staff: SignedIn,
  ): Promise<PageAnswer> {
    const event = eventOf(name)
    const values = valuesOf(body)
    const answer = await this.steps.take(number, event, staff, values, inputFrom(event, values))
    if (answer.done) return seeOther(`${paths.claim(number)}?hasil=langkah`)
    if ('conflict' in answer) return conflictPage(answer.conflict)
    return refused(await this.page(number, event, staff, values, answer.errors))
  }

  private async page(
    number: string,
    event: ClaimEvent,
    staff: SignedIn,
    values: FormValues = {},
    errors?: FormErrors,
  ) {
    const claim = await this.desk.open(number, staff)
    const asks = fieldsFor(event)
    const view = {
      claim,
      event,
      label: this.words.label('claim_events', event),
      offered: claim.steps.find((step) => step.event === event),
      token: errors ? tokenOf(values) : freshToken(claim.version),
      investigators: asks.includes('investigatorId') ? await this.investigators(staff) : [],
      files: asks.includes('answerDocumentId')
        ? filesToChoose(await this.documents.listFor(claim.file.id, this.desk.reader(staff)))
        : [],
      others: asks.includes('survivingClaimId') ? await this.others(claim.file.id) : [],
      values,
      errors,
    }
    return <StepPage view={view} />
  }

  private async others(claimId: string): Promise<Choice[]> {
    const found = await this.mergeable.of(claimId)
    return found.map(({ id, number, branch, lodged_on: lodgedOn, state }) => ({
      value: id,
      label: number,
      hint: [branch, formatDateId(lodgedOn), this.words.label('claim_states', state)].join(', '),
    }))
  }

  private async investigators({ branch, staffId }: SignedIn): Promise<Choice[]> {
    const people = await this.assignments.colleagues(branch.id, ['investigator'])
    return people.filter(({ id }) => id !== staffId).map(({ id, name }) => ({ value: id, label: name }))
  }
}

/** @throws NotFound */
function eventOf(name: string): ClaimEvent {
  const event = stepNamed(name)
  if (!event) throw new NotFound('Langkah ini tidak ada.')
  return event
}
