import { Injectable } from '@nestjs/common'
import type { LocalDate } from '#libs/local-date'
import { type MessagePreview, MessagePreviews } from '../../notification/message-preview.service.js'
import { Clock } from '../../platform/clock/clock.js'
import { LawInForce } from '../../platform/law-loader/law-in-force.js'
import type { SignedIn } from '../../platform/login/signed-in.js'
import { dateAt } from './when.js'

/** What a family will read of a request, and until when it may answer. */
@Injectable()
export class RequestPreview {
  constructor(
    private readonly clock: Clock,
    private readonly law: LawInForce,
    private readonly previews: MessagePreviews,
  ) {}

  deadline({ branch }: SignedIn): LocalDate {
    const today = dateAt(this.clock.now(), branch.zone)
    return this.law.lastDayOf('return', today) ?? today
  }

  /** The message as it would leave now, naming these documents. */
  messages(claimId: string, documents: readonly string[], date: LocalDate): Promise<MessagePreview> {
    return this.previews.previewMessage('documents-requested', claimId, { documents, date })
  }
}
