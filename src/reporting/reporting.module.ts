import { Module } from '@nestjs/common'
import { LawModule } from '../platform/law-loader/law.module.js'
import { PaymentReports } from './payment-reports.query.js'
import { ServiceFiguresQuery } from './service-figures.query.js'
import { StuckWork } from './stuck.query.js'

/** What managers look at: reading only, never a decision. */
@Module({
  imports: [LawModule],
  providers: [PaymentReports, ServiceFiguresQuery, StuckWork],
  exports: [PaymentReports, ServiceFiguresQuery, StuckWork],
})
export class ReportingModule {}
