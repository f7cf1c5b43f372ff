import { Processor, WorkerHost } from '@nestjs/bullmq'
import type { Job } from 'bullmq'
import { Inbox, PermanentFailure } from '../platform/outbox/inbox.service.js'
import { workerOptions } from '../platform/queue/topics.js'
import { Letters } from './letters.service.js'

/** Writes the letter about a step, soon after it. */
@Processor('letter.write', workerOptions('letter.write'))
export class WriteLetterProcessor extends WorkerHost {
  constructor(
    private readonly inbox: Inbox,
    private readonly letters: Letters,
  ) {
    super()
  }

  process(job: Job<{ outboxId: string }>): Promise<void> {
    return this.inbox.handle(job, {
      handle: ({ claimId, payload }) => {
        if (typeof payload.seq !== 'number') throw new PermanentFailure('the message names no step')
        return this.letters.write(claimId, payload.seq)
      },
    })
  }
}
