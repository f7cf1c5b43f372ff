/**
 * Takes in what gateways say became of a message: by a signed call of theirs, by reports that we fetch, or by their
 * silence. A report may come early, late, twice, or for a way that was left long ago.
 */
import { Injectable } from '@nestjs/common'
import { Clock } from '../platform/clock/clock.js'
import { type ChannelName, channelNames, type DeliveryReport } from './channels/channel.port.js'
import { MessageChannels } from './channels/message-channels.js'
import { isSigned } from './channels/signed-request.js'
import { MessagePolicy } from './message-policy.js'
import { MessageRows } from './message-rows.js'
import { MessageSender, messageOfGatewayId } from './message-sender.js'
import { addMinutes } from './minutes.js'

const BATCH = 200

export interface SignedCall {
  body: Buffer
  timestamp: string | undefined
  signature: string | undefined
}

@Injectable()
export class DeliveryReports {
  constructor(
    private readonly clock: Clock,
    private readonly channels: MessageChannels,
    private readonly policy: MessagePolicy,
    private readonly rows: MessageRows,
    private readonly sender: MessageSender,
  ) {}

  /** Whether a call comes from the gateway of this channel, and now. */
  isFromGateway(channel: string, { body, timestamp, signature }: SignedCall): boolean {
    const secret = this.channels.secretOf(channel)
    return secret !== undefined && isSigned(secret, this.clock.now(), body, { timestamp, signature })
  }

  /** Does what a report says; one of an unknown message, or one that came before, changes nothing. */
  async take(channel: ChannelName, { messageId, status, reason }: DeliveryReport): Promise<void> {
    const message = messageOfGatewayId(messageId)
    if (!message) return
    if (status === 'delivered') {
      await this.rows.delivered(message.id, message.leg, channel)
      return
    }
    const onItsWay = await this.rows.onItsWay(message.id, message.leg, channel)
    if (onItsWay) await this.sender.goOn(onItsWay, reason ?? 'NOT_DELIVERED')
  }

  /** Fetches the reports of gateways that do not call. Returns how many there were. */
  async collect(): Promise<number> {
    let count = 0
    for (const channel of this.channels.names) {
      const reports = await this.channels.get(channel).collectReports()
      for (const report of reports) await this.take(channel, report)
      count += reports.length
    }
    return count
  }

  /** Draws the conclusion where no report came in time. Returns how many messages it concerned. */
  async concludeSilence(): Promise<number> {
    let count = 0
    for (const channel of channelNames) {
      const { report_within_hours: hours, silence } = this.policy.rules.channels[channel]
      const unreported = await this.rows.unreported(channel, addMinutes(this.clock.now(), -60 * hours), BATCH)
      for (const message of unreported) {
        if (silence === 'delivered')
          await this.rows.delivered(message.id, message.leg, channel, 'NOTHING_RETURNED')
        else await this.sender.goOn(message, 'NO_DELIVERY_REPORT')
      }
      count += unreported.length
    }
    return count
  }
}
