import { Module } from '@nestjs/common'
import { DocumentsModule } from '../../documents/documents.module.js'
import { IntakeModule } from '../../intake/intake.module.js'
import { LawModule } from '../../platform/law-loader/law.module.js'
import { ScholarshipModule } from '../../scholarship/scholarship.module.js'
import { StaffModule } from '../../staff/staff.module.js'
import { AwardDesk } from './award-desk.service.js'
import { AwardPagesController } from './award.controller.js'
import { ScholarshipDecisionsController } from './decisions.controller.js'
import { ScholarshipForecastController } from './forecast.controller.js'
import { ScholarshipRunsPagesController } from './runs.controller.js'
import { ScholarshipLabels } from './scholarship-labels.js'
import { SchoolYearPagesController } from './school-year.controller.js'
import { SchoolYearDesk } from './school-year-desk.service.js'
import { SchoolYearsPagesController } from './school-years.controller.js'

/** The pages about scholarships at the desks: a verifier's queue, decisions, what concerns many children at once. */
@Module({
  imports: [ScholarshipModule, DocumentsModule, IntakeModule, LawModule, StaffModule],
  controllers: [
    SchoolYearsPagesController,
    AwardPagesController,
    SchoolYearPagesController,
    ScholarshipRunsPagesController,
    ScholarshipForecastController,
    ScholarshipDecisionsController,
  ],
  providers: [ScholarshipLabels, SchoolYearDesk, AwardDesk],
})
export class ScholarshipDeskPagesModule {}
