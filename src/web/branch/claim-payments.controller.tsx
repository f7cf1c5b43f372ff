import { Get, Param } from '@nestjs/common'
import { BankList } from '../../intake/bank-list.service.js'
import { PaymentHistory } from '../../payment/payment-history.query.js'
import { Roles } from '../../platform/login/access.js'
import { CurrentStaff, type SignedIn } from '../../platform/login/signed-in.js'
import { claimReaders } from '../../platform/login/staff-roles.js'
import type { PageAnswer } from '../shared/page-answer.js'
import { PageController } from '../shared/page-controller.js'
import { ClaimDesk } from './claim-desk.service.js'
import { PaymentPage } from './claim-records.page.js'

/** What has been paid on a claim, and to which bank. */
@PageController('petugas/klaim/:number/pembayaran')
export class ClaimPaymentsController {
  constructor(
    private readonly desk: ClaimDesk,
    private readonly payments: PaymentHistory,
    private readonly banks: BankList,
  ) {}

  @Get()
  @Roles(...claimReaders)
  async list(@Param('number') number: string, @CurrentStaff() staff: SignedIn): Promise<PageAnswer> {
    const claim = await this.desk.open(number, staff)
    const payments = await this.payments.list(claim.file.id)
    return <PaymentPage claim={claim} payments={payments} bankName={this.banks.nameOf} />
  }
}
