import { type DynamicModule, Module } from '@nestjs/common'
import { AssessmentWorkerModule } from './assessment/assessment.worker.module.js'
import { ClaimsWorkerModule } from './claims/claims.worker.module.js'
import { DocumentsWorkerModule } from './documents/documents.worker.module.js'
import { IncidentsWorkerModule } from './incidents/incidents.worker.module.js'
import { LettersWorkerModule } from './letters/letters.worker.module.js'
import { MembershipWorkerModule } from './membership/membership.worker.module.js'
import { NotificationWorkerModule } from './notification/notification.worker.module.js'
import { PaymentWorkerModule } from './payment/payment.worker.module.js'
import { OutboxWorkerModule } from './platform/outbox/outbox.worker.module.js'
import { ReportingWorkerModule } from './reporting/reporting.worker.module.js'
import { ScholarshipWorkerModule } from './scholarship/scholarship.worker.module.js'
import { TopicOwnersModule } from './platform/queue/topic-owners.module.js'
import { foundation, type RuntimeSettings, stages } from './web.module.js'

/** One processor for each topic, and the sweeps that look for what time has brought. */
export const workers = [
  ClaimsWorkerModule,
  DocumentsWorkerModule,
  AssessmentWorkerModule,
  PaymentWorkerModule,
  NotificationWorkerModule,
  MembershipWorkerModule,
  LettersWorkerModule,
  ScholarshipWorkerModule,
  IncidentsWorkerModule,
  ReportingWorkerModule,
  OutboxWorkerModule,
  TopicOwnersModule,
]

@Module({})
export class WorkerModule {
  static for(settings: RuntimeSettings): DynamicModule {
    return { module: WorkerModule, imports: [...foundation(settings), ...stages, ...workers] }
  }
}
