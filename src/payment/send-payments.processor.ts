import { Processor, WorkerHost } from '@nestjs/bullmq'
import { Inbox } from '../platform/outbox/inbox.service.js'
import { type Handover, workerOptions } from '../platform/queue/topics.js'
import { PaymentProgress } from './payment-progress.service.js'

/** Brings the payments of a claim forward: released ones to the bank, unknown ones to an answer. */
@Processor('payment.send', workerOptions('payment.send'))
export class SendPaymentsProcessor extends WorkerHost {
  constructor(
    private readonly inbox: Inbox,
    private readonly progress: PaymentProgress,
  ) {
    super()
  }

  process(job: Handover): Promise<void> {
    return this.inbox.handle(job, { handle: ({ claimId }) => this.progress.advance(claimId) })
  }
}
