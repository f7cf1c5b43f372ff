import { Module } from '@nestjs/common'
import { LawModule } from '../platform/law-loader/law.module.js'
import { AttentionWords } from '../platform/problem/attention-words.js'
import { ProblemWords } from '../platform/problem/problem-words.js'
import { OverdueDecisions } from './overdue-decisions.service.js'
import { PaymentReports } from './payment-reports.query.js'
import { ServiceFiguresQuery } from './service-figures.query.js'
import { SponsorClaims } from './sponsor-claims.query.js'
import { StuckWork } from './stuck.query.js'
import { WaitingDecisions } from './waiting-decisions.query.js'

/** What managers look at, and whom it reminds of what waits; never a decision. */
@Module({
  imports: [LawModule],
  providers: [
    AttentionWords,
    ProblemWords,
    PaymentReports,
    ServiceFiguresQuery,
    SponsorClaims,
    StuckWork,
    WaitingDecisions,
    OverdueDecisions,
  ],
  exports: [
    PaymentReports,
    ServiceFiguresQuery,
    SponsorClaims,
    StuckWork,
    WaitingDecisions,
    OverdueDecisions,
  ],
})
export class ReportingModule {}
