/** The pages of the desks of a branch: the queue, the file of a claim with all that is done at it, search. */
import { Module } from '@nestjs/common'
import { ApprovalModule } from '../../approval/approval.module.js'
import { AssessmentModule } from '../../assessment/assessment.module.js'
import { LatestCalculation } from '../../assessment/latest-calculation.query.js'
import { ClaimByNumber } from '../../claims/claim-by-number.query.js'
import { ClaimHistory } from '../../claims/claim-history.query.js'
import { MergeableClaims } from '../../claims/mergeable-claims.query.js'
import { ClaimsModule } from '../../claims/claims.module.js'
import { DocumentsModule } from '../../documents/documents.module.js'
import { IntakeModule } from '../../intake/intake.module.js'
import { MembershipModule } from '../../membership/membership.module.js'
import { RegisteredPersons } from '../../membership/registered-person.query.js'
import { PaymentHistory } from '../../payment/payment-history.query.js'
import { LettersModule } from '../../letters/letters.module.js'
import { LawModule } from '../../platform/law-loader/law.module.js'
import { PayeesOfClaim } from '../../verification/payees-of-claim.query.js'
import { StaffModule } from '../../staff/staff.module.js'
import { VerificationModule } from '../../verification/verification.module.js'
import { AccountsController } from './accounts.controller.js'
import { ClaimDesk } from './claim-desk.service.js'
import { ClaimCoverageController } from './claim-coverage.controller.js'
import { ClaimController } from './claim.controller.js'
import { ClaimPaymentsController } from './claim-payments.controller.js'
import { ClaimRecords } from './claim-records.js'
import { ClaimSeeController } from './claim-see.controller.js'
import { ClaimStepController } from './claim-step.controller.js'
import { ClaimSummaryController } from './claim-summary.controller.js'
import { DeskSteps } from './desk-steps.service.js'
import { DocumentsOfClaimController } from './documents.controller.js'
import { FamilyController } from './family.controller.js'
import { HeirsController } from './heirs.controller.js'
import { InvestigationController } from './investigation.controller.js'
import { PeopleOfClaimController } from './people.controller.js'
import { ProposeController } from './proposal.controller.js'
import { QueueController } from './queue.controller.js'
import { RequestController } from './request.controller.js'
import { RequestPreview } from './request-preview.service.js'
import { ProposeCase } from './propose-case.service.js'
import { BreakGlassController } from './break-glass.controller.js'
import { SearchController } from './search.controller.js'
import { SecondFactorController } from './second-factor.controller.js'
import { HouseSignInController } from './house-sign-in.controller.js'
import { SignInController } from './sign-in.controller.js'

@Module({
  imports: [
    ClaimsModule,
    LawModule,
    IntakeModule,
    DocumentsModule,
    AssessmentModule,
    VerificationModule,
    StaffModule,
    LettersModule,
    ApprovalModule,
    MembershipModule,
  ],
  controllers: [
    SecondFactorController,
    SignInController,
    HouseSignInController,
    QueueController,
    SearchController,
    BreakGlassController,
    ClaimSummaryController,
    ClaimSeeController,
    ClaimCoverageController,
    ClaimController,
    ClaimPaymentsController,
    DocumentsOfClaimController,
    FamilyController,
    HeirsController,
    AccountsController,
    PeopleOfClaimController,
    RequestController,
    ProposeController,
    InvestigationController,
    ClaimStepController,
  ],
  providers: [
    ClaimDesk,
    DeskSteps,
    ProposeCase,
    ClaimRecords,
    RequestPreview,
    ClaimByNumber,
    ClaimHistory,
    MergeableClaims,
    LatestCalculation,
    PayeesOfClaim,
    PaymentHistory,
    RegisteredPersons,
  ],
})
export class BranchPagesModule {}
