import { Processor, WorkerHost } from '@nestjs/bullmq'
import type { Job } from 'bullmq'
import type { Template } from '#libs/lifecycle'
import { Inbox } from '../platform/outbox/inbox.service.js'
import { workerOptions } from '../platform/queue/topics.js'
import { NotificationService } from './notification.service.js'

@Processor('notification.send', workerOptions('notification.send'))
export class SendNotificationProcessor extends WorkerHost {
  constructor(
    private readonly inbox: Inbox,
    private readonly notifications: NotificationService,
  ) {
    super()
  }

  process(job: Job<{ outboxId: string }>): Promise<void> {
    return this.inbox.handle(job, {
      handle: ({ id, claimId, payload }) =>
        this.notifications.notify(id, claimId, payload.template as Template),
    })
  }
}
