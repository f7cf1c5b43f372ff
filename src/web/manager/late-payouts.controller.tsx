import { Body, Get, Param, Post } from '@nestjs/common'
import { isUUID } from 'class-validator'
import { LatePayouts } from '../../payment/late-payouts.service.js'
import { Roles } from '../../platform/login/access.js'
import { actorOf } from '../../platform/login/acting-role.js'
import { branchInSight, CurrentStaff, type SignedIn } from '../../platform/login/signed-in.js'
import { ProblemWords } from '../../platform/problem/problem-words.js'
import { NotFound } from '../../platform/problem/problems.js'
import { SecondProofs } from '../../staff/second-proofs.service.js'
import { type FormErrors, valuesOf } from '../shared/form.js'
import { type PageAnswer, PageWithStatus, seeOther } from '../shared/page-answer.js'
import { PageController } from '../shared/page-controller.js'
import { freshKey, STEP_KEY } from '../shared/step-form.js'
import { LatePayoutPage, LatePayoutsPage } from './late-payouts.page.js'
import { typedProof } from './proof.js'
import { toldAtForm } from './told-at-form.js'

/** What families are owed for our delay: fixed by law, approved here with a proof, paid with the next batch. */
@PageController('pimpinan/ganti-rugi')
export class LatePayoutsController {
  constructor(
    private readonly payouts: LatePayouts,
    private readonly proofs: SecondProofs,
    private readonly words: ProblemWords,
  ) {}

  @Get()
  @Roles('approver', 'manager', 'auditor')
  async list(@CurrentStaff() staff: SignedIn): Promise<PageAnswer> {
    return <LatePayoutsPage owed={await this.payouts.awaiting(branchInSight(staff))} />
  }

  @Get(':payment')
  @Roles('approver', 'manager', 'auditor')
  async read(@Param('payment') payment: string, @CurrentStaff() staff: SignedIn): Promise<PageAnswer> {
    return this.page(payment, staff)
  }

  @Post(':payment')
  @Roles('approver')
  async approve(
    @Param('payment') payment: string,
    @Body() body: object,
    @CurrentStaff() staff: SignedIn,
  ): Promise<PageAnswer> {
    if (!isUUID(payment)) throw new NotFound()
    const key = valuesOf(body)[STEP_KEY] ?? freshKey()
    try {
      await this.proofs.take(staff, { act: 'approve', subject: payment, key }, typedProof(body, 'approve'))
      await this.payouts.approve(payment, actorOf(staff, 'approver'))
      return seeOther('/pimpinan/ganti-rugi?hasil=setuju')
    } catch (error) {
      const told = toldAtForm(error, 'approve', this.words)
      if (!told) throw error
      return new PageWithStatus(told.status, await this.page(payment, staff, told.errors))
    }
  }

  private async page(payment: string, staff: SignedIn, errors?: FormErrors) {
    if (!isUUID(payment)) throw new NotFound()
    const owed = await this.payouts.get(payment, branchInSight(staff))
    const proof = staff.roles.has('approver') ? await this.proofs.kindFor(staff) : undefined
    return <LatePayoutPage {...{ owed, proof, errors }} stepKey={freshKey()} />
  }
}
