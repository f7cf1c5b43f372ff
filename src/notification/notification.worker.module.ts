import { Module } from '@nestjs/common'
import { OutboxModule } from '../platform/outbox/outbox.module.js'
import { NotificationTemplates } from './notification-templates.js'
import { NotificationService } from './notification.service.js'
import { SendNotificationProcessor } from './send-notification.processor.js'

@Module({
  imports: [OutboxModule],
  providers: [NotificationTemplates, NotificationService, SendNotificationProcessor],
})
export class NotificationWorkerModule {}
