/**
 * Which ways to people are set up on this machine. Where none is, all are simulated, so that the product can be shown
 * and tried; as soon as one is, those without a gateway are absent: a message that only seems sent helps nobody.
 */
import type { Clock } from '../../platform/clock/clock.js'
import type { Sql } from '../../platform/database/sql.js'
import { type ChannelName, channelNames, MessageChannel } from './channel.port.js'
import { HttpGateway } from './http-gateway.adapter.js'
import { SimulatedChannel } from './simulated.adapter.js'
import { SmtpChannel } from './smtp.adapter.js'

const SECRET_LENGTH = 32

export class MessageChannels {
  private readonly channels: ReadonlyMap<ChannelName, MessageChannel>

  constructor(
    channels: Partial<Record<ChannelName, MessageChannel>>,
    private readonly secrets: Partial<Record<string, string>> = {},
  ) {
    this.channels = new Map(Object.entries(channels) as [ChannelName, MessageChannel][])
  }

  /** @throws Error that names a setting which is not in order */
  static from(
    environment: NodeJS.ProcessEnv,
    sql: Sql,
    clock: Clock,
    patienceSeconds: number,
  ): MessageChannels {
    const channels: Partial<Record<ChannelName, MessageChannel>> = {}
    const secrets: Partial<Record<ChannelName, string>> = {}
    for (const channel of ['whatsapp', 'sms'] as const) {
      const name = `SANTUN_${channel.toUpperCase()}`
      const url = environment[`${name}_URL`]
      if (!url) continue
      const secret = secretFrom(environment, `${name}_SECRET`)
      secrets[channel] = secret
      channels[channel] = new HttpGateway({ channel, url, secret, patienceSeconds }, clock)
    }
    const { SANTUN_SMTP_URL: smtp, SANTUN_MAIL_FROM: from } = environment
    if (smtp) {
      if (!from?.includes('@')) throw new Error('SANTUN_MAIL_FROM harus berisi alamat pengirim surel.')
      channels.email = new SmtpChannel({ url: smtp, from, patienceSeconds })
      if (environment.SANTUN_EMAIL_SECRET) secrets.email = secretFrom(environment, 'SANTUN_EMAIL_SECRET')
    }
    if (Object.keys(channels).length > 0) return new MessageChannels(channels, secrets)
    for (const channel of channelNames) channels[channel] = new SimulatedChannel(channel, sql, clock)
    return new MessageChannels(channels)
  }

  has(channel: ChannelName): boolean {
    return this.channels.has(channel)
  }

  get names(): ChannelName[] {
    return [...this.channels.keys()]
  }

  /** @throws Error when this way was taken down since the message was queued; the message then waits for it or falls back */
  get(channel: ChannelName): MessageChannel {
    const found = this.channels.get(channel)
    if (!found) throw new Error(`the ${channel} channel is not set up`)
    return found
  }

  /** With which a gateway signs its reports; undefined where none may report. */
  secretOf(channel: string): string | undefined {
    return this.secrets[channel]
  }
}

function secretFrom(environment: NodeJS.ProcessEnv, name: string): string {
  const secret = environment[name] ?? ''
  if (secret.length < SECRET_LENGTH)
    throw new Error(`${name} harus berisi rahasia bersama, paling sedikit ${SECRET_LENGTH} huruf.`)
  return secret
}
