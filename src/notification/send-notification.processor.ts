import { Processor, WorkerHost } from '@nestjs/bullmq'
import { z } from 'zod'
import { Inbox, type Message, PermanentFailure } from '../platform/outbox/inbox.service.js'
import { type Handover, workerOptions } from '../platform/queue/topics.js'
import { NotificationService } from './notification.service.js'
import { NotificationTemplates } from './templates/notification-templates.js'

/**
 * What a row of the outbox says: which words, and either its claim or one recipient by name. Addresses and phones are
 * looked up here and never travel.
 */
const request = z.object({
  template: z.string(),
  recipient: z
    .strictObject({
      kind: z.enum(['participant', 'sponsor', 'branch', 'incident_party']),
      id: z.string(),
      branchId: z.string().nullish(),
    })
    .optional(),
  fill: z.record(z.string(), z.string()).default({}),
  /** Only these of the people on the claim. */
  parties: z.array(z.string()).optional(),
})

@Processor('notification.send', workerOptions('notification.send'))
export class SendNotificationProcessor extends WorkerHost {
  constructor(
    private readonly inbox: Inbox,
    private readonly notifications: NotificationService,
    private readonly templates: NotificationTemplates,
  ) {
    super()
  }

  process(job: Handover): Promise<void> {
    return this.inbox.handle(job, { handle: (message) => this.tell(message) })
  }

  private tell({ id, claimId, payload }: Message): Promise<void> {
    const parsed = request.safeParse(payload)
    if (!parsed.success) throw new PermanentFailure(z.prettifyError(parsed.error))
    const { template, recipient, fill, parties } = parsed.data
    if (!this.templates.names.includes(template)) throw new PermanentFailure(`No template named ${template}`)
    const occasion = { key: id, outboxId: id, template }
    return recipient
      ? this.notifications.tell(recipient, occasion, fill)
      : this.notifications.tellClaim(claimId, occasion, fill, parties)
  }
}
