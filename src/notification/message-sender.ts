/**
 * Hands messages to their gateways and draws the consequences: sent, tried again later, another way, or work for a
 * person. Whatever happens to this process, the row says what is to be done.
 */
import { Injectable, Logger } from '@nestjs/common'
import { Clock } from '../platform/clock/clock.js'
import { reasonOf } from '../platform/logging/reason-of.js'
import type { Handover } from './channels/channel.port.js'
import { MessageChannels } from './channels/message-channels.js'
import { addMinutes } from './minutes.js'
import { MessagePolicy } from './message-policy.js'
import { type DueMessage, type MessageInHand, MessageRows, type NextWay } from './message-rows.js'
import { type BranchZone, mayLeaveAt } from './quiet-hours.js'
import { Recipients, type Route, type Way } from './recipients.js'
import { NotificationTemplates } from './templates/notification-templates.js'

const BATCH = 50
const AT_ONCE = 10

@Injectable()
export class MessageSender {
  private readonly log = new Logger(MessageSender.name)

  constructor(
    private readonly rows: MessageRows,
    private readonly clock: Clock,
    private readonly policy: MessagePolicy,
    private readonly channels: MessageChannels,
    private readonly recipients: Recipients,
    private readonly templates: NotificationTemplates,
  ) {}

  /** Sends what has waited for its time. Returns how many messages were looked at. */
  async sendDue(): Promise<number> {
    const failures: unknown[] = []
    let looked = 0
    for (;;) {
      const due = await this.rows.takeDue(BATCH)
      for (let first = 0; first < due.length; first += AT_ONCE) {
        const slice = due.slice(first, first + AT_ONCE)
        const ends = await Promise.allSettled(slice.map((message) => this.sendIfStillDue(message)))
        failures.push(...ends.flatMap((end) => (end.status === 'rejected' ? [end.reason as unknown] : [])))
      }
      looked += due.length
      if (due.length < BATCH) break
    }
    // One message that cannot be dealt with must not keep the others; it stays in hand and comes again.
    if (failures.length > 0)
      throw new AggregateError(failures, `${failures.length} messages could not be sent`)
    return looked
  }

  async send(message: MessageInHand): Promise<void> {
    let answer: Handover
    try {
      answer = await this.handOver(message, message.body)
    } catch (error) {
      this.log.warn(`Message ${message.id} by ${message.channel}: ${reasonOf(error)}`)
      return this.tryLater(message)
    }
    if (answer.kind === 'accepted') return this.rows.sent(message, answer.reference)
    return this.goOn(message, answer.reason)
  }

  private async tryLater(message: MessageInHand): Promise<void> {
    const wait = this.policy.rules.retry_after_minutes[message.attempts - 1]
    if (wait === undefined) return this.goOn(message, 'GATEWAY_SILENT')
    await this.rows.putBack(message, addMinutes(this.clock.now(), wait), 'GATEWAY_SILENT', message.attempts)
  }

  /** One try on one way, under the id that belongs to it. */
  handOver({ id, leg, channel, recipient, subject }: MessageInHand, text: string): Promise<Handover> {
    return this.channels.get(channel).send({ id: gatewayId(id, leg), to: recipient, subject, text })
  }

  /** The way it was on has come to its end: the next one, or a person. */
  async goOn(message: MessageInHand, reason: string): Promise<void> {
    const route = await this.routeOf(message)
    const way = route.ways.find(({ channel }) => message.fallback.includes(channel))
    if (!way || message.secret_text) return this.rows.fail(message, reason)
    await this.rows.takeWay(message, this.wayOf(message, way, route), reason)
  }

  /** What a message looks like on another way, in the words of today. */
  wayOf(message: Pick<MessageInHand, 'template' | 'fill'>, way: Way, route: Route): NextWay {
    const rest = route.ways.slice(route.ways.indexOf(way) + 1).map(({ channel }) => channel)
    const { subject, text } = this.templates.render(message.template, way.channel, message.fill)
    const templateVersion = this.templates.get(message.template).version
    return { channel: way.channel, recipient: way.to, fallback: rest, subject, body: text, templateVersion }
  }

  async routeOf({ recipient_kind: kind, recipient_id: id, recipient }: RecipientOf): Promise<Route> {
    if (kind !== 'address') return this.recipients.route(await this.recipients.contactOf(kind, id ?? ''))
    const isEmail = recipient?.includes('@') ?? false
    return this.recipients.route({ phone: isEmail ? null : recipient, email: isEmail ? recipient : null })
  }

  /** Now, or after the quiet hours where the recipient lives. */
  leavesAt(zone: BranchZone | null): string {
    const { quiet_hours: quiet, default_zone: elsewhere } = this.policy.rules
    return mayLeaveAt(this.clock.now(), zone ?? elsewhere, quiet)
  }

  private async sendIfStillDue(message: DueMessage): Promise<void> {
    if (message.reason_gone) return this.rows.suppress(message, 'REASON_GONE')
    // Its text was never written down, and whoever knew it has gone.
    if (message.secret_text) return this.rows.suppress(message, 'CODE_EXPIRED')
    const now = this.clock.now()
    const leavesAt = this.leavesAt(message.zone)
    if (leavesAt > now) return this.rows.putBack(message, leavesAt, 'QUIET_HOURS', message.attempts - 1)
    // Whoever had it in hand died with it, every time.
    if (message.attempts > this.policy.rules.retry_after_minutes.length + 1)
      return this.goOn(message, 'NO_ANSWER')
    return this.send(message)
  }
}

type RecipientOf = Pick<MessageInHand, 'recipient_kind' | 'recipient_id'> & { recipient: string | null }

/** By which gateways know a message: the same at every try on one way. */
export function gatewayId(id: string, leg: number): string {
  return `${id}-${leg}`
}

/** Undefined when no message of ours is called so. */
export function messageOfGatewayId(text: string): { id: string; leg: number } | undefined {
  const [, id, leg] = /^([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})-(\d{1,4})$/.exec(text) ?? []
  return id && leg ? { id, leg: Number(leg) } : undefined
}
