import { Body, Get, Param, Post } from '@nestjs/common'
import { ReclassificationsAwaiting } from '../../claims/reclassifications-awaiting.query.js'
import { StaffSteps } from '../../intake/staff-steps.service.js'
import { Roles } from '../../platform/login/access.js'
import { branchInSight, CurrentStaff, type SignedIn } from '../../platform/login/signed-in.js'
import { ProblemWords } from '../../platform/problem/problem-words.js'
import { NotFound } from '../../platform/problem/problems.js'
import { SecondProofs } from '../../staff/second-proofs.service.js'
import { type FormErrors, type FormValues, valuesOf } from '../shared/form.js'
import { type PageAnswer, PageWithStatus, seeOther } from '../shared/page-answer.js'
import { PageController } from '../shared/page-controller.js'
import { freshKey } from '../shared/step-form.js'
import { fireProven } from './proven-step.js'
import { ReclassificationPage, ReclassificationsPage, reclassifyEvents } from './reclassifications.page.js'
import { toldAtForm } from './told-at-form.js'

/** A death moves between JKM and JKK only when an approver confirms it, with a proof: the money follows from it. */
@PageController('pimpinan/jenis-klaim')
export class ReclassificationsController {
  constructor(
    private readonly awaiting: ReclassificationsAwaiting,
    private readonly steps: StaffSteps,
    private readonly proofs: SecondProofs,
    private readonly words: ProblemWords,
  ) {}

  @Get()
  @Roles('approver', 'manager', 'auditor')
  async list(@CurrentStaff() staff: SignedIn): Promise<PageAnswer> {
    return <ReclassificationsPage waiting={await this.awaiting.list(branchInSight(staff))} />
  }

  @Get(':number')
  @Roles('approver', 'manager', 'auditor')
  async read(@Param('number') number: string, @CurrentStaff() staff: SignedIn): Promise<PageAnswer> {
    return this.page(number, staff)
  }

  @Post(':number/:event')
  @Roles('approver')
  async decide(
    @Param('number') number: string,
    @Param('event') name: string,
    @Body() body: object,
    @CurrentStaff() staff: SignedIn,
  ): Promise<PageAnswer> {
    const event = reclassifyEvents.find((each) => each === name)
    if (!event) throw new NotFound()
    const values = valuesOf(body)
    try {
      const input = event === 'reclassify' ? {} : { reason: values.reason }
      await fireProven(this.steps, this.proofs, { number, event, body, input }, staff)
      return seeOther('/pimpinan/jenis-klaim?hasil=putus')
    } catch (error) {
      const told = toldAtForm(error, event, this.words)
      if (!told) throw error
      return new PageWithStatus(told.status, await this.page(number, staff, values, told.errors))
    }
  }

  private async page(number: string, staff: SignedIn, values?: FormValues, errors?: FormErrors) {
    const [waiting] = await this.awaiting.list(branchInSight(staff), number)
    if (!waiting) throw new NotFound('Tidak ada perubahan jenis klaim yang menunggu pada klaim ini.')
    const [offered, proof] = await Promise.all([
      this.steps.offered(number, staff),
      this.proofs.kindFor(staff),
    ])
    return <ReclassificationPage {...{ waiting, offered, proof, values, errors }} stepKey={freshKey()} />
  }
}
