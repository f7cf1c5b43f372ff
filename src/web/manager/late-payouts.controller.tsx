import { Get, Param, Post } from '@nestjs/common'
import { isUUID } from 'class-validator'
import { LatePayouts } from '../../payment/late-payouts.service.js'
import { Roles } from '../../platform/login/access.js'
import { actorOf } from '../../platform/login/acting-role.js'
import { branchInSight, CurrentStaff, type SignedIn } from '../../platform/login/signed-in.js'
import { ProblemWords } from '../../platform/problem/problem-words.js'
import { NotFound, TransitionRefused } from '../../platform/problem/problems.js'
import { type PageAnswer, PageWithStatus, seeOther } from '../shared/page-answer.js'
import { PageController } from '../shared/page-controller.js'
import { LatePayoutsPage } from './late-payouts.page.js'

/** What families are owed for our delay: fixed by law, approved here, paid with the next batch. */
@PageController('pimpinan/ganti-rugi')
export class LatePayoutsController {
  constructor(
    private readonly payouts: LatePayouts,
    private readonly words: ProblemWords,
  ) {}

  @Get()
  @Roles('approver', 'manager', 'auditor')
  async list(@CurrentStaff() staff: SignedIn): Promise<PageAnswer> {
    return <LatePayoutsPage {...await this.view(staff)} />
  }

  @Post(':payment')
  @Roles('approver')
  async approve(@Param('payment') payment: string, @CurrentStaff() staff: SignedIn): Promise<PageAnswer> {
    if (!isUUID(payment)) throw new NotFound()
    try {
      await this.payouts.approve(payment, actorOf(staff, 'approver'))
      return seeOther('/pimpinan/ganti-rugi?hasil=setuju')
    } catch (error) {
      if (!(error instanceof TransitionRefused)) throw error
      const errors = { '': error.refusals.map((refusal) => this.words.refusal(refusal).words).join(' ') }
      return new PageWithStatus(409, <LatePayoutsPage {...await this.view(staff)} errors={errors} />)
    }
  }

  private async view(staff: SignedIn) {
    return {
      owed: await this.payouts.awaiting(branchInSight(staff)),
      mayApprove: staff.roles.has('approver'),
    }
  }
}
