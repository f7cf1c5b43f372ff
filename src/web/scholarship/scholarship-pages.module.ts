/** The family's side of its children's scholarships: W12. What is kept and decided, the stage keeps and decides. */
import { Module } from '@nestjs/common'
import { AssessmentModule } from '../../assessment/assessment.module.js'
import { DocumentsModule } from '../../documents/documents.module.js'
import { IntakeModule } from '../../intake/intake.module.js'
import { LawModule } from '../../platform/law-loader/law.module.js'
import { ScholarshipModule } from '../../scholarship/scholarship.module.js'
import { Branches } from '../../staff/branches.query.js'
import { WayInModule } from '../claimant/way-in.module.js'
import { ChildPhoneController } from './child-phone.controller.js'
import { OwnScholarshipCases } from './own-scholarships.service.js'
import { ScholarshipObjectionsController } from './scholarship-objections.controller.js'
import { ScholarshipsController } from './scholarships.controller.js'
import { YearAccountController } from './year-account.controller.js'
import { YearAnswersController } from './year-answers.controller.js'
import { YearPapersController } from './year-papers.controller.js'

@Module({
  imports: [WayInModule, ScholarshipModule, AssessmentModule, DocumentsModule, IntakeModule, LawModule],
  controllers: [
    ScholarshipsController,
    YearAnswersController,
    YearPapersController,
    ScholarshipObjectionsController,
    YearAccountController,
    ChildPhoneController,
  ],
  providers: [OwnScholarshipCases, Branches],
})
export class ScholarshipPagesModule {}
