/**
 * Sends a code that somebody waits for on a page: at once, at any hour, and without keeping it. The row shows that a
 * code went out and where to, never which one.
 */
import { randomUUID } from 'node:crypto'
import { Injectable, Logger } from '@nestjs/common'
import { reasonOf } from '../platform/logging/reason-of.js'
import { Clock } from '../platform/clock/clock.js'
import { type MessageInHand, MessageRows, type NewMessage } from './message-rows.js'
import { MessageSender } from './message-sender.js'
import { type Contact, Recipients, type Route, type Way } from './recipients.js'
import { NotificationTemplates } from './templates/notification-templates.js'

const TEMPLATE = 'one-time-code'
const MASKED = '******'

export interface CodeToSend {
  phone: string
  code: string
  /** The claim that it opens, where there is one yet. */
  claimId?: string
  branchId?: string
}

export interface CodeSent {
  messageId: string
  /** `sent` when a gateway took it; what the page says otherwise is "come in or call". */
  outcome: 'sent' | 'failed'
}

@Injectable()
export class OneTimeCodes {
  private readonly log = new Logger(OneTimeCodes.name)

  constructor(
    private readonly clock: Clock,
    private readonly templates: NotificationTemplates,
    private readonly recipients: Recipients,
    private readonly rows: MessageRows,
    private readonly sender: MessageSender,
  ) {}

  async sendCode(request: CodeToSend): Promise<CodeSent> {
    const contact: Contact = { phone: request.phone, email: null }
    const route = this.recipients.route(contact)
    const message = this.compose(request, route)
    const [written] = await this.rows.write([message])
    if (!written) return { messageId: message.onceKey, outcome: 'failed' }
    return { messageId: written.id, outcome: await this.tryEachWay(written, route, request.code) }
  }

  /** Nobody waits an hour for a code: a way that does not answer is left for the next at once. */
  private async tryEachWay(message: MessageInHand, route: Route, code: string): Promise<'sent' | 'failed'> {
    let inHand = message
    for (const way of route.ways) {
      if (way.channel !== inHand.channel) inHand = await this.takeWay(inHand, way, route)
      const { text } = this.templates.render(TEMPLATE, way.channel, { code })
      try {
        const answer = await this.sender.handOver(inHand, text)
        if (answer.kind === 'accepted') {
          await this.rows.sent(inHand, answer.reference)
          return 'sent'
        }
      } catch (error) {
        this.log.warn(`Code ${inHand.id} by ${way.channel}: ${reasonOf(error)}`)
      }
    }
    await this.rows.fail(inHand, 'CODE_NOT_TAKEN')
    return 'failed'
  }

  private async takeWay(message: MessageInHand, way: Way, route: Route): Promise<MessageInHand> {
    const next = this.sender.wayOf(message, way, route)
    await this.rows.takeWay(message, next, 'CODE_NOT_TAKEN')
    return {
      ...message,
      leg: message.leg + 1,
      channel: way.channel,
      recipient: way.to,
      subject: next.subject,
    }
  }

  private compose({ claimId, branchId }: CodeToSend, route: Route): NewMessage {
    const [way] = route.ways
    const fill = { code: MASKED }
    const { subject, text } = this.templates.render(TEMPLATE, way?.channel ?? 'sms', fill)
    return {
      onceKey: `code:${randomUUID()}`,
      outboxId: null,
      claimId: claimId ?? null,
      branchId: branchId ?? null,
      clockId: null,
      partyId: null,
      recipientKind: 'address',
      recipientId: null,
      template: TEMPLATE,
      templateVersion: this.templates.get(TEMPLATE).version,
      fill,
      channel: way?.channel ?? 'none',
      fallback: route.ways.slice(1).map(({ channel }) => channel),
      recipient: way?.to ?? null,
      subject,
      body: text,
      secretText: true,
      outcome: way ? 'queued' : 'suppressed',
      reason: route.missing,
      leavesAt: this.clock.now(),
    }
  }
}
