import { Processor, WorkerHost } from '@nestjs/bullmq'
import { Inbox } from '../platform/outbox/inbox.service.js'
import { type Handover, workerOptions } from '../platform/queue/topics.js'
import { AssessmentService } from './assessment.service.js'
import { OtherProgram } from './other-program.service.js'

/** Drafts the calculation before the verifier opens the claim. */
@Processor('assessment.draft', workerOptions('assessment.draft'))
export class DraftCalculationProcessor extends WorkerHost {
  constructor(
    private readonly inbox: Inbox,
    private readonly assessment: AssessmentService,
    private readonly other: OtherProgram,
  ) {
    super()
  }

  process(job: Handover): Promise<void> {
    return this.inbox.handle(job, {
      handle: async ({ claimId }) => {
        await this.assessment.draft(claimId)
        await this.other.propose(claimId)
      },
    })
  }
}
