import { Module } from '@nestjs/common'
import { LawModule } from '../platform/law-loader/law.module.js'
import { PaymentReports } from './payment-reports.query.js'
import { ReportFile } from './report-file.service.js'
import { ServiceFiguresQuery } from './service-figures.query.js'

/** What managers look at: reading only, never a decision. */
@Module({
  imports: [LawModule],
  providers: [PaymentReports, ReportFile, ServiceFiguresQuery],
  exports: [PaymentReports, ReportFile, ServiceFiguresQuery],
})
export class ReportingModule {}
