/**
 * Messages to people by SMS, WhatsApp and e-mail: templates, the ways they go, and what became of each. It decides
 * nothing about a claim; it tells what others have decided. Global, because codes are sent from the login of families.
 */
import { Global, Module } from '@nestjs/common'
import { Clock } from '../platform/clock/clock.js'
import { Sql } from '../platform/database/sql.js'
import { LawModule } from '../platform/law-loader/law.module.js'
import { PersonalDataModule } from '../platform/personal-data/personal-data.module.js'
import { CodeSender } from '../platform/login/code-sender.port.js'
import { MessageChannels } from './channels/message-channels.js'
import { ClaimValuesReader } from './claim-values.js'
import { CounterTasks } from './counter-tasks.service.js'
import { DeliveryReports } from './delivery-reports.service.js'
import { MessagePolicy } from './message-policy.js'
import { MessagePreviews } from './message-preview.service.js'
import { MessageRetry } from './message-retry.service.js'
import { MessageRows } from './message-rows.js'
import { MessageSender } from './message-sender.js'
import { MessageSweep } from './message-sweep.service.js'
import { MessagesQuery } from './messages.query.js'
import { NotificationService } from './notification.service.js'
import { OneTimeCodes } from './one-time-codes.service.js'
import { Recipients } from './recipients.js'
import { Reminders } from './reminders.service.js'
import { DocumentNames } from './templates/document-names.js'
import { NotificationTemplates } from './templates/notification-templates.js'
import { PublicUrlModule } from '../platform/public-url.module.js'

@Global()
@Module({
  imports: [PublicUrlModule, LawModule, PersonalDataModule],
  providers: [
    MessagePolicy,
    DocumentNames,
    NotificationTemplates,
    Recipients,
    ClaimValuesReader,
    MessageRows,
    MessageSender,
    NotificationService,
    OneTimeCodes,
    { provide: CodeSender, useExisting: OneTimeCodes },
    DeliveryReports,
    Reminders,
    MessageSweep,
    MessagePreviews,
    MessageRetry,
    MessagesQuery,
    CounterTasks,
    {
      provide: MessageChannels,
      useFactory: (sql: Sql, clock: Clock, policy: MessagePolicy) =>
        MessageChannels.from(process.env, sql, clock, policy.rules.patience_seconds),
      inject: [Sql, Clock, MessagePolicy],
    },
  ],
  exports: [
    NotificationService,
    CodeSender,
    DeliveryReports,
    MessageSweep,
    MessagePreviews,
    MessageRetry,
    MessagesQuery,
    CounterTasks,
    NotificationTemplates,
  ],
})
export class NotificationModule {}
