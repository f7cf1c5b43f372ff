import { Module } from '@nestjs/common'
import { ClaimsInBranch } from '../../claims/claims-in-branch.query.js'
import { StaffModule } from '../../staff/staff.module.js'
import { QueueController } from './queue.controller.js'
import { SignInController } from './sign-in.controller.js'

/** The pages of branch staff. */
@Module({
  imports: [StaffModule],
  controllers: [SignInController, QueueController],
  providers: [ClaimsInBranch],
})
export class BranchPagesModule {}
