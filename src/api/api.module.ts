/**
 * The door for machines: JSON over HTTP, described by OpenAPI. It translates between requests and the services of the
 * stages; it decides nothing and never touches the database by itself.
 */
import { Module } from '@nestjs/common'
import { APP_FILTER, APP_GUARD, APP_PIPE } from '@nestjs/core'
import { ApprovalModule } from '../approval/approval.module.js'
import { AssessmentModule } from '../assessment/assessment.module.js'
import { LatestCalculation } from '../assessment/latest-calculation.query.js'
import { ClaimByNumber } from '../claims/claim-by-number.query.js'
import { ClaimHistory } from '../claims/claim-history.query.js'
import { ClaimsInBranch } from '../claims/claims-in-branch.query.js'
import { ClaimsModule } from '../claims/claims.module.js'
import { DocumentsModule } from '../documents/documents.module.js'
import { IntakeModule } from '../intake/intake.module.js'
import { IncidentsModule } from '../incidents/incidents.module.js'
import { LettersModule } from '../letters/letters.module.js'
import { LedgerStatements } from '../payment/ledger-statement.query.js'
import { BatchesInBranch } from '../payment/batches-in-branch.query.js'
import { NotificationModule } from '../notification/notification.module.js'
import { MembershipModule } from '../membership/membership.module.js'
import { PaymentModule } from '../payment/payment.module.js'
import { LawModule } from '../platform/law-loader/law.module.js'
import { LoggingModule } from '../platform/logging/logging.module.js'
import { SessionGuard } from '../platform/login/session.guard.js'
import { ProblemFilter } from '../platform/problem/problem.filter.js'
import { ProblemWords } from '../platform/problem/problem-words.js'
import { ValidateInput } from '../platform/problem/validation.js'
import { ScholarshipModule } from '../scholarship/scholarship.module.js'
import { StaffModule } from '../staff/staff.module.js'
import { PayeesOfClaim } from '../verification/payees-of-claim.query.js'
import { VerificationModule } from '../verification/verification.module.js'
import { BankCallbacksController } from './callbacks/bank-callbacks.controller.js'
import { MessageCallbacksController } from './callbacks/message-callbacks.controller.js'
import { ClaimPacketController } from './claims/claim-packet.controller.js'
import { ClaimHeirsController } from './claims/claim-heirs.controller.js'
import { ClaimRecordsController } from './claims/claim-records.controller.js'
import { ClaimStepsController } from './claims/claim-steps.controller.js'
import { ClaimsController } from './claims/claims.controller.js'
import { InvestigationsController } from './claims/investigations.controller.js'
import { DocumentsController } from './documents/documents.controller.js'
import { UploadsController } from './documents/uploads.controller.js'
import { HealthController } from './health/health.controller.js'
import { Readiness } from './health/readiness.service.js'
import { IncidentCareApiController } from './incidents/incident-care.controller.js'
import { IncidentsApiController } from './incidents/incidents.controller.js'
import { ReportedIncidentController } from './incidents/reported-incident.controller.js'
import { LetterCheckController } from './letters/letter-check.controller.js'
import { LettersController } from './letters/letters.controller.js'
import { MediaTypeGuard } from './media-type.guard.js'
import { CardValidityController } from './participants/card-validity.controller.js'
import { CoverageDifferencesController } from './participants/coverage-differences.controller.js'
import { ParticipantsController } from './participants/participants.controller.js'
import { EscrowsController } from './payments/escrows.controller.js'
import { LedgerStatementController } from './payments/ledger-statement.controller.js'
import { PaymentBatchesController } from './payments/payment-batches.controller.js'
import { RecoveriesController } from './payments/recoveries.controller.js'
import { ProblemPagesController } from './problems/problem-pages.controller.js'
import { ScholarshipRunsController } from './scholarships/scholarship-runs.controller.js'
import { SchoolYearsController } from './scholarships/school-years.controller.js'
import { YearApplicationsController } from './scholarships/year-applications.controller.js'
import { SessionsController } from './sessions/sessions.controller.js'
import { PublicUrlModule } from '../platform/public-url.module.js'

const stages = [
  ClaimsModule,
  MembershipModule,
  IntakeModule,
  DocumentsModule,
  VerificationModule,
  AssessmentModule,
  ApprovalModule,
  PaymentModule,
  IncidentsModule,
  ScholarshipModule,
  LettersModule,
  NotificationModule,
]
const queries = [
  ClaimByNumber,
  ClaimHistory,
  ClaimsInBranch,
  LatestCalculation,
  PayeesOfClaim,
  BatchesInBranch,
  LedgerStatements,
]

@Module({
  imports: [PublicUrlModule, LoggingModule, LawModule, StaffModule, ...stages],
  controllers: [
    SessionsController,
    ClaimsController,
    ClaimHeirsController,
    ClaimRecordsController,
    ClaimPacketController,
    ClaimStepsController,
    InvestigationsController,
    DocumentsController,
    UploadsController,
    YearApplicationsController,
    PaymentBatchesController,
    LedgerStatementController,
    RecoveriesController,
    EscrowsController,
    ParticipantsController,
    CardValidityController,
    CoverageDifferencesController,
    IncidentsApiController,
    IncidentCareApiController,
    ReportedIncidentController,
    SchoolYearsController,
    ScholarshipRunsController,
    LettersController,
    LetterCheckController,
    BankCallbacksController,
    MessageCallbacksController,
    HealthController,
    ProblemPagesController,
  ],
  providers: [
    ...queries,
    ProblemWords,
    Readiness,
    { provide: APP_GUARD, useClass: SessionGuard },
    { provide: APP_GUARD, useClass: MediaTypeGuard },
    {
      provide: APP_PIPE,
      inject: [ProblemWords],
      useFactory: (words: ProblemWords) => new ValidateInput(words),
    },
    { provide: APP_FILTER, useClass: ProblemFilter },
  ],
})
export class ApiModule {}
