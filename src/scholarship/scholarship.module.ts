/**
 * A child's scholarship over its long life: the awards that an approval opens, a school year at a time, applied for,
 * verified, decided and paid. It pays on the rails of every payment and never changes a claim.
 */
import { Module, type OnModuleInit } from '@nestjs/common'
import { ClaimRecordMakers } from '../claims/claim-records.port.js'
import { ClaimsModule } from '../claims/claims.module.js'
import { DocumentsModule } from '../documents/documents.module.js'
import { PaymentModule } from '../payment/payment.module.js'
import { LawModule } from '../platform/law-loader/law.module.js'
import { OutboxModule } from '../platform/outbox/outbox.module.js'
import { PersonalDataModule } from '../platform/personal-data/personal-data.module.js'
import { VerificationModule } from '../verification/verification.module.js'
import { Guardians } from './guardians.service.js'
import { ChildContacts } from './child-contacts.service.js'
import { FamilyScholarships } from './family-scholarships.service.js'
import { FamilySteps } from './family-steps.query.js'
import { ScholarshipObjections } from './scholarship-objections.service.js'
import { ScholarshipsOfFamily } from './scholarships-of-family.query.js'
import { ScholarshipForecast } from './scholarship-forecast.query.js'
import { scholarshipAwards } from './scholarship-awards.maker.js'
import { ScholarshipLifecycle } from './scholarship-lifecycle.service.js'
import { ScholarshipRules } from './scholarship-rules.js'
import { ScholarshipRuns } from './scholarship-runs.service.js'
import { ProblemWords } from '../platform/problem/problem-words.js'
import { ScholarshipStaff } from './scholarship-staff.service.js'
import { ScholarshipSweep } from './scholarship-sweep.service.js'
import { SchoolYearFiles } from './school-year-file.query.js'
import { SchoolYearPlans } from './school-year-plans.service.js'
import { SchoolYearsInBranch } from './school-years-in-branch.query.js'
import { YearApplications } from './year-applications.service.js'
import { YearGrounds } from './year-grounds.service.js'
import { YearObligations } from './year-obligations.service.js'
import { YearPaperDecisions } from './year-paper-decisions.service.js'
import { YearRecords } from './year-records.js'

const services = [
  ScholarshipRules,
  SchoolYearPlans,
  YearObligations,
  YearRecords,
  ScholarshipLifecycle,
  ScholarshipRuns,
  ScholarshipSweep,
  YearApplications,
  Guardians,
  ScholarshipForecast,
  YearGrounds,
  SchoolYearFiles,
  SchoolYearsInBranch,
  ScholarshipStaff,
  YearPaperDecisions,
  ScholarshipsOfFamily,
  FamilyScholarships,
  ScholarshipObjections,
  ChildContacts,
  FamilySteps,
]

@Module({
  imports: [
    ClaimsModule,
    DocumentsModule,
    VerificationModule,
    PaymentModule,
    LawModule,
    OutboxModule,
    PersonalDataModule,
  ],
  providers: [...services, ProblemWords],
  exports: services,
})
export class ScholarshipModule implements OnModuleInit {
  constructor(private readonly makers: ClaimRecordMakers) {}

  onModuleInit(): void {
    this.makers.register(scholarshipAwards)
  }
}
