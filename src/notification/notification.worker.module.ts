import { Module } from '@nestjs/common'
import { OutboxModule } from '../platform/outbox/outbox.module.js'
import { MessageSweepTimer } from './message-sweep.timer.js'
import { NotificationModule } from './notification.module.js'
import { SendNotificationProcessor } from './send-notification.processor.js'

@Module({
  imports: [NotificationModule, OutboxModule],
  providers: [SendNotificationProcessor, MessageSweepTimer],
})
export class NotificationWorkerModule {}
