/** A way to a person: one message is handed to whoever carries it, and what became of it is reported later. */
export const channelNames = ['whatsapp', 'sms', 'email'] as const
export type ChannelName = (typeof channelNames)[number]

export interface OutgoingMessage {
  /** The same at every try; a gateway takes a message with a known id as taken and sends nothing twice. */
  id: string
  /** A phone as `+62…`, or an e-mail address. */
  to: string
  subject: string | null
  text: string
}

export type Handover =
  | { kind: 'accepted'; reference: string | null }
  /** Trying again on this way cannot help. */
  | { kind: 'refused'; reason: string }

/** What a gateway says of a message it took. */
export interface DeliveryReport {
  messageId: string
  status: 'delivered' | 'failed'
  reason: string | null
}

export abstract class MessageChannel {
  /** @throws when nobody answered; whether the message was taken is then unknown. */
  abstract send(message: OutgoingMessage): Promise<Handover>

  /** Reports that lie ready to be fetched; a gateway that calls us back has none. */
  collectReports(): Promise<DeliveryReport[]> {
    return Promise.resolve([])
  }
}
