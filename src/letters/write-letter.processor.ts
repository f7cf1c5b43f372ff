import { Processor, WorkerHost } from '@nestjs/bullmq'
import { Inbox, PermanentFailure } from '../platform/outbox/inbox.service.js'
import { type Handover, workerOptions } from '../platform/queue/topics.js'
import { IncidentLetters } from './incident-letters.service.js'
import { Letters } from './letters.service.js'

/** Writes the letter about a step, soon after it. */
@Processor('letter.write', workerOptions('letter.write'))
export class WriteLetterProcessor extends WorkerHost {
  constructor(
    private readonly inbox: Inbox,
    private readonly letters: Letters,
    private readonly incidentLetters: IncidentLetters,
  ) {
    super()
  }

  process(job: Handover): Promise<void> {
    return this.inbox.handle(job, {
      handle: ({ claimId, payload }) => {
        const { objection, recovery, step } = payload
        if (typeof objection === 'string' && typeof step === 'number')
          return this.letters.writeOfObjection(objection, step)
        if (typeof recovery === 'string' && typeof step === 'number')
          return this.letters.writeOfRecovery(recovery, step)
        if (typeof payload.seq !== 'number') throw new PermanentFailure('the message names no step')
        const { seq, incidentId } = payload
        return typeof incidentId === 'string'
          ? this.incidentLetters.write(incidentId, seq)
          : this.letters.write(claimId, seq)
      },
    })
  }
}
