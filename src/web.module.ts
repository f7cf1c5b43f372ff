import { type DynamicModule, Module } from '@nestjs/common'
import { ApiModule } from './api/api.module.js'
import { ApprovalModule } from './approval/approval.module.js'
import { AssessmentModule } from './assessment/assessment.module.js'
import { DocumentsModule } from './documents/documents.module.js'
import { IncidentsModule } from './incidents/incidents.module.js'
import { IntakeModule } from './intake/intake.module.js'
import { LettersModule } from './letters/letters.module.js'
import { NotificationModule } from './notification/notification.module.js'
import { ObjectionsModule } from './objections/objections.module.js'
import { PaymentModule } from './payment/payment.module.js'
import { Clock } from './platform/clock/clock.js'
import { DatabaseModule } from './platform/database/database.module.js'
import type { Database } from './platform/database/database-settings.js'
import { ClaimantLoginModule } from './platform/login/claimant-login.module.js'
import { QueueModule } from './platform/queue/queue.module.js'
import { ScholarshipModule } from './scholarship/scholarship.module.js'
import type { OidcSettings } from './staff/oidc-settings.js'
import type { SecondFactorSetting } from './staff/second-factor.policy.js'
import { StaffSignInModule } from './staff/staff-sign-in.module.js'
import { VerificationModule } from './verification/verification.module.js'
import { PagesModule } from './web/pages.module.js'

export interface RuntimeSettings {
  database: Database
  redisUrl?: string
  clock?: Clock
  /** Seconds after which a message without an outcome is handed over again. */
  redeliverAfter?: number
  /** False: this process leaves the outbox to others. */
  relay?: boolean
  /** Fictional people: pages show the codes that would go to phones. */
  demonstration?: boolean
  /** Whether approvers, releasers and admins must sign in with a second factor; required unless said otherwise. */
  secondFactor?: SecondFactorSetting
  /** The sign-in of the house, where there is one. */
  oidc?: OidcSettings
}

/** Every stage of the claim, without doors and without workers. */
export const stages = [
  IntakeModule,
  IncidentsModule,
  DocumentsModule,
  VerificationModule,
  AssessmentModule,
  ApprovalModule,
  PaymentModule,
  ScholarshipModule,
  ObjectionsModule,
  LettersModule,
  NotificationModule,
]

/** The database, the queues and the relay that every process of the product has. */
export function foundation(settings: RuntimeSettings): DynamicModule[] {
  const { database, redisUrl, clock, redeliverAfter, relay } = settings
  return [
    DatabaseModule.for(database.application, clock, database.owner),
    QueueModule.for({ database: database.application, redisUrl, redeliverAfter, relay }),
  ]
}

/** Pages and API. */
@Module({})
export class WebModule {
  static for(settings: RuntimeSettings): DynamicModule {
    const doors = [
      ClaimantLoginModule.for(settings.demonstration),
      StaffSignInModule.for(settings.secondFactor ?? 'required', settings.oidc),
      PagesModule,
      ApiModule,
    ]
    return { module: WebModule, imports: [...foundation(settings), ...stages, ...doors] }
  }
}
