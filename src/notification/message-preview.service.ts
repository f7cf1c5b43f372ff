import { Injectable } from '@nestjs/common'
import { ClaimValuesReader, type GivenValues } from './claim-values.js'
import { NotificationTemplates } from './templates/notification-templates.js'

export interface MessagePreview {
  template: string
  version: number
  sms: { text: string; characters: number }
  whatsapp: { text: string }
  email: { subject: string; text: string }
}

/** What a family would read, before anything is sent. */
@Injectable()
export class MessagePreviews {
  constructor(
    private readonly templates: NotificationTemplates,
    private readonly values: ClaimValuesReader,
  ) {}

  /** @throws NotFound @throws MissingValue when the words ask for what neither the claim nor the caller gives */
  async previewMessage(template: string, claimId: string, given: GivenValues = {}): Promise<MessagePreview> {
    const { fill } = await this.values.read(claimId, template, given)
    const [sms, whatsapp, email] = (['sms', 'whatsapp', 'email'] as const).map((channel) =>
      this.templates.render(template, channel, fill),
    )
    return {
      template,
      version: this.templates.get(template).version,
      sms: { text: sms?.text ?? '', characters: sms?.text.length ?? 0 },
      whatsapp: { text: whatsapp?.text ?? '' },
      email: { subject: email?.subject ?? '', text: email?.text ?? '' },
    }
  }
}
