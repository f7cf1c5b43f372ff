import { Processor, WorkerHost } from '@nestjs/bullmq'
import { Inbox, type Message } from '../platform/outbox/inbox.service.js'
import { type Handover, workerOptions } from '../platform/queue/topics.js'
import { ChecklistService } from './checklist.service.js'
import { ClaimProgress } from './claim-progress.service.js'
import { DocumentChecks } from './document-checks.service.js'
import { MergedPapers } from './merged-papers.service.js'

/** Brings a claim's list of documents up to date, runs the checks that wait, and tells the claim. */
@Processor('documents.check', workerOptions('documents.check'))
export class CheckDocumentsProcessor extends WorkerHost {
  constructor(
    private readonly inbox: Inbox,
    private readonly checklist: ChecklistService,
    private readonly checks: DocumentChecks,
    private readonly progress: ClaimProgress,
    private readonly merged: MergedPapers,
  ) {
    super()
  }

  process(job: Handover): Promise<void> {
    return this.inbox.handle(job, {
      handle: (message) => this.check(message),
      gaveUp: (message, reason) => this.giveUp(message, reason),
    })
  }

  private async check({ id, claimId, payload }: Message): Promise<void> {
    if (payload.event === 'merge') await this.merged.join(claimId)
    await this.checklist.refresh(claimId)
    await this.checks.runWaiting(claimId)
    await this.progress.checked(claimId, id)
  }

  private async giveUp({ id, claimId }: Message, reason: string): Promise<void> {
    await this.checks.giveUp(claimId, reason)
    await this.progress.checked(claimId, id)
  }
}
