import type { Clock } from '../../platform/clock/clock.js'
import { type ChannelName, type Handover, MessageChannel, type OutgoingMessage } from './channel.port.js'
import { signedHeaders } from './signed-request.js'

export interface HttpGatewaySettings {
  channel: ChannelName
  url: string
  secret: string
  patienceSeconds: number
}

/** Answers that say "not now": the same message may go well a little later. */
const NOT_NOW = [408, 425, 429]

/**
 * A gateway for SMS or WhatsApp over HTTP: one signed POST a message, its id as the idempotency key. The gateway reports
 * delivery by a signed call to `POST /api/v1/callbacks/messages/<channel>`.
 */
export class HttpGateway extends MessageChannel {
  constructor(
    private readonly settings: HttpGatewaySettings,
    private readonly clock: Clock,
  ) {
    super()
  }

  async send({ id, to, text }: OutgoingMessage): Promise<Handover> {
    const { channel, url, secret, patienceSeconds } = this.settings
    const body = JSON.stringify({ message_id: id, channel, to, text })
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'Idempotency-Key': id,
        ...signedHeaders(secret, this.clock.now(), body),
      },
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(patienceSeconds * 1000),
    })
    const answer = await response.text()
    if (response.ok) return { kind: 'accepted', reference: referenceIn(answer) }
    if (response.status >= 500 || NOT_NOW.includes(response.status))
      throw new Error(`the ${channel} gateway answered ${response.status}`)
    return { kind: 'refused', reason: `GATEWAY_REFUSED_${response.status}` }
  }
}

/** The gateway's own name for the message, where it gives one. */
function referenceIn(answer: string): string | null {
  try {
    const { reference } = JSON.parse(answer) as { reference?: unknown }
    return typeof reference === 'string' && reference.length <= 200 ? reference : null
  } catch {
    return null
  }
}
