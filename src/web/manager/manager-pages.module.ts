import { Module } from '@nestjs/common'
import { ApprovalModule } from '../../approval/approval.module.js'
import { ProposalOfClaim } from '../../approval/proposal-of-claim.query.js'
import { ProposalsAwaiting } from '../../approval/proposals-awaiting.query.js'
import { LatestCalculation } from '../../assessment/latest-calculation.query.js'
import { AuditTrail } from '../../claims/audit-trail.query.js'
import { ClaimByNumber } from '../../claims/claim-by-number.query.js'
import { DocumentsModule } from '../../documents/documents.module.js'
import { IntakeModule } from '../../intake/intake.module.js'
import { LettersModule } from '../../letters/letters.module.js'
import { RegisteredPersons } from '../../membership/registered-person.query.js'
import { BatchAtBankQuery } from '../../payment/batch-at-bank.query.js'
import { DisputedShares } from '../../payment/disputed-shares.query.js'
import { LedgerStatements } from '../../payment/ledger-statement.query.js'
import { PaymentsOfClaim } from '../../payment/payments-of-claim.query.js'
import { RecoveriesInBranch } from '../../payment/recoveries-in-branch.query.js'
import { ReclassificationsAwaiting } from '../../claims/reclassifications-awaiting.query.js'
import { BatchesInBranch } from '../../payment/batches-in-branch.query.js'
import { PaymentModule } from '../../payment/payment.module.js'
import { LawModule } from '../../platform/law-loader/law.module.js'
import { ReportingModule } from '../../reporting/reporting.module.js'
import { Branches } from '../../staff/branches.query.js'
import { MembersInBranch } from '../../staff/members-in-branch.query.js'
import { StaffModule } from '../../staff/staff.module.js'
import { VerificationModule } from '../../verification/verification.module.js'
import { PayeesOfClaim } from '../../verification/payees-of-claim.query.js'
import { ApprovalsController } from './approvals.controller.js'
import { AuditController } from './audit.controller.js'
import { BatchPaymentController } from './batch-payment.controller.js'
import { BatchesController } from './batches.controller.js'
import { DashboardController } from './dashboard.controller.js'
import { EscrowController } from './escrow.controller.js'
import { LedgerController } from './ledger.controller.js'
import { ReclassificationsController } from './reclassifications.controller.js'
import { RecoveriesPagesController } from './recoveries.controller.js'
import { DelegationsController } from './delegations.controller.js'
import { HealthPageController } from './health.controller.js'
import { PaymentReportsController } from './payment-reports.controller.js'
import { ReconciliationController } from './reconciliation.controller.js'
import { DataRequestsController } from './data-requests.controller.js'
import { GlassReviewController } from './glass-review.controller.js'
import { LatePayoutsController } from './late-payouts.controller.js'
import { QualityController } from './quality.controller.js'
import { StaffChangesController } from './staff-changes.controller.js'
import { UsersController } from './users.controller.js'
import { PayeesOfCase, ProposalCase } from './proposal-case.js'

/** The pages of those who decide, release and look over the whole. */
@Module({
  imports: [
    LawModule,
    ApprovalModule,
    IntakeModule,
    PaymentModule,
    DocumentsModule,
    ReportingModule,
    StaffModule,
    VerificationModule,
    ApprovalModule,
    LettersModule,
  ],
  controllers: [
    ApprovalsController,
    BatchPaymentController,
    BatchesController,
    ReconciliationController,
    PaymentReportsController,
    LatePayoutsController,
    EscrowController,
    RecoveriesPagesController,
    ReclassificationsController,
    LedgerController,
    DelegationsController,
    DashboardController,
    AuditController,
    StaffChangesController,
    UsersController,
    DataRequestsController,
    GlassReviewController,
    QualityController,
    HealthPageController,
  ],
  providers: [
    AuditTrail,
    ClaimByNumber,
    MembersInBranch,
    Branches,
    LatestCalculation,
    PayeesOfClaim,
    ProposalsAwaiting,
    ProposalOfClaim,
    PayeesOfCase,
    ProposalCase,
    BatchAtBankQuery,
    DisputedShares,
    RecoveriesInBranch,
    PaymentsOfClaim,
    LedgerStatements,
    ReclassificationsAwaiting,
    BatchesInBranch,
    RegisteredPersons,
  ],
})
export class ManagerPagesModule {}
