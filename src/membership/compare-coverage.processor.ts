import { Processor, WorkerHost } from '@nestjs/bullmq'
import { Inbox } from '../platform/outbox/inbox.service.js'
import { type Handover, workerOptions } from '../platform/queue/topics.js'
import { CoverageDifferences } from './coverage-differences.service.js'

/** After a correction of the registry: looks whether claims of those it touched were told otherwise. */
@Processor('coverage.compare', workerOptions('coverage.compare'))
export class CompareCoverageProcessor extends WorkerHost {
  constructor(
    private readonly inbox: Inbox,
    private readonly differences: CoverageDifferences,
  ) {
    super()
  }

  process(job: Handover): Promise<void> {
    return this.inbox.handle(job, {
      handle: async ({ payload }) => {
        await this.differences.compareTouched(payload)
      },
    })
  }
}
