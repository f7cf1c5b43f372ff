/**
 * Sends a code that somebody waits for on a page: at once, at any hour, and without keeping it. The row shows that a
 * code went out and where to, never which one.
 */
import { randomUUID } from 'node:crypto'
import { Injectable, Logger } from '@nestjs/common'
import { Clock } from '../platform/clock/clock.js'
import { reasonOf } from '../platform/logging/reason-of.js'
import { CodeSender, type CodeToSend } from '../platform/login/code-sender.port.js'
import { type MessageInHand, MessageRows, type NewMessage } from './message-rows.js'
import { MessageSender } from './message-sender.js'
import { Recipients, type Route, type Way } from './recipients.js'
import { NotificationTemplates } from './templates/notification-templates.js'

const TEMPLATE = 'one-time-code'
const MASKED = '******'

@Injectable()
export class OneTimeCodes extends CodeSender {
  private readonly log = new Logger(OneTimeCodes.name)

  constructor(
    private readonly clock: Clock,
    private readonly templates: NotificationTemplates,
    private readonly recipients: Recipients,
    private readonly rows: MessageRows,
    private readonly sender: MessageSender,
  ) {
    super()
  }

  async sendCode(request: CodeToSend): Promise<void> {
    const route = this.recipients.route({ phone: request.phone, email: null })
    const [message] = await this.rows.write([await this.compose(request, route)])
    if (!message || !(await this.tryEachWay(message, route, request.code)))
      throw new Error(`no gateway took the code (${route.missing ?? 'NOT_TAKEN'})`)
  }

  /** Nobody waits an hour for a code: a way that does not answer is left for the next at once. */
  private async tryEachWay(message: MessageInHand, route: Route, code: string): Promise<boolean> {
    let inHand = message
    for (const way of route.ways) {
      if (way.channel !== inHand.channel) inHand = await this.takeWay(inHand, way, route)
      const { text } = this.templates.render(TEMPLATE, way.channel, { code })
      try {
        const answer = await this.sender.handOver(inHand, text)
        if (answer.kind === 'accepted') {
          await this.rows.sent(inHand, answer.reference)
          return true
        }
      } catch (error) {
        this.log.warn(`Code ${inHand.id} by ${way.channel}: ${reasonOf(error)}`)
      }
    }
    await this.rows.fail(inHand, 'CODE_NOT_TAKEN')
    return false
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

  private async compose({ claimId }: CodeToSend, route: Route): Promise<NewMessage> {
    const [way] = route.ways
    const fill = { code: MASKED }
    const { subject, text } = this.templates.render(TEMPLATE, way?.channel ?? 'sms', fill)
    return {
      onceKey: `code:${randomUUID()}`,
      outboxId: null,
      claimId: claimId ?? null,
      branchId: claimId ? await this.recipients.officeOfClaim(claimId) : null,
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
