import { Processor, WorkerHost } from '@nestjs/bullmq'
import type { Job } from 'bullmq'
import { Inbox } from '../platform/outbox/inbox.service.js'
import { workerOptions } from '../platform/queue/topics.js'
import { AssessmentService } from './assessment.service.js'

/** Drafts the calculation before the verifier opens the claim. */
@Processor('assessment.draft', workerOptions('assessment.draft'))
export class DraftCalculationProcessor extends WorkerHost {
  constructor(
    private readonly inbox: Inbox,
    private readonly assessment: AssessmentService,
  ) {
    super()
  }

  process(job: Job<{ outboxId: string }>): Promise<void> {
    return this.inbox.handle(job, { handle: ({ claimId }) => this.assessment.draft(claimId) })
  }
}
