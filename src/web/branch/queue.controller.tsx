import { Get } from '@nestjs/common'
import { ClaimsInBranch } from '../../claims/claims-in-branch.query.js'
import { Roles } from '../../platform/login/access.js'
import { branchInSight, CurrentStaff, type SignedIn } from '../../platform/login/signed-in.js'
import type { PageAnswer } from '../shared/page-answer.js'
import { PageController } from '../shared/page-controller.js'
import { QueuePage } from './queue.page.js'

@PageController('petugas/antrean')
export class QueueController {
  constructor(private readonly claims: ClaimsInBranch) {}

  @Get()
  @Roles('officer', 'verifier', 'investigator', 'manager', 'reconciler')
  async list(@CurrentStaff() staff: SignedIn): Promise<PageAnswer> {
    const claims = await this.claims.list({
      branchId: branchInSight(staff),
      states: ['in_verification', 'awaiting_third_party'],
      limit: 50,
    })
    return <QueuePage claims={claims} />
  }
}
