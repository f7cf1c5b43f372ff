/**
 * The doors for people: pages for families, branch staff and managers. Like the door for machines they translate between
 * requests and the services of the stages, and decide nothing.
 */
import { Global, Module } from '@nestjs/common'
import { ProposalOfClaim } from '../approval/proposal-of-claim.query.js'
import { ProposalsAwaiting } from '../approval/proposals-awaiting.query.js'
import { LatestCalculation } from '../assessment/latest-calculation.query.js'
import { ClaimByNumber } from '../claims/claim-by-number.query.js'
import { ClaimsInBranch } from '../claims/claims-in-branch.query.js'
import { IntakeModule } from '../intake/intake.module.js'
import { LawModule } from '../platform/law-loader/law.module.js'
import { BatchesInBranch } from '../payment/batches-in-branch.query.js'
import { PaymentModule } from '../payment/payment.module.js'
import { ProblemPage } from '../platform/problem/problem-page.port.js'
import { ProblemWords } from '../platform/problem/problem-words.js'
import { StaffModule } from '../staff/staff.module.js'
import { PayeesOfClaim } from '../verification/payees-of-claim.query.js'
import { QueueController } from './branch/queue.controller.js'
import { SignInController } from './branch/sign-in.controller.js'
import { DraftPagesModule } from './claimant/draft/draft-pages.module.js'
import { WayInModule } from './claimant/way-in.module.js'
import { StartController } from './claimant/start.controller.js'
import { ApprovalsController } from './manager/approvals.controller.js'
import { ProposalCase } from './manager/proposal-case.js'
import { BatchesController } from './manager/batches.controller.js'
import { AssetsController } from './shared/assets.controller.js'
import { Assets } from './shared/assets.js'
import { Forms } from './shared/form.js'
import { Pages } from './shared/pages.service.js'
import { ProblemPages } from './shared/problem-page.service.js'

@Global()
@Module({
  imports: [WayInModule, DraftPagesModule, StaffModule, LawModule, IntakeModule, PaymentModule],
  controllers: [
    AssetsController,
    StartController,
    SignInController,
    QueueController,
    ApprovalsController,
    BatchesController,
  ],
  providers: [
    Assets,
    Pages,
    Forms,
    ProblemWords,
    ClaimsInBranch,
    ClaimByNumber,
    LatestCalculation,
    PayeesOfClaim,
    ProposalsAwaiting,
    BatchesInBranch,
    ProposalOfClaim,
    ProposalCase,
    { provide: ProblemPage, useClass: ProblemPages },
  ],
  // Pages of an area may stand in a module of their own.
  exports: [ProblemPage, Pages, Forms, ProblemWords],
})
export class PagesModule {}
