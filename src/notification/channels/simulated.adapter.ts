import { addHours, formatInstant, parseInstant } from '#libs/local-date'
import type { Clock } from '../../platform/clock/clock.js'
import type { Sql } from '../../platform/database/sql.js'
import {
  type ChannelName,
  type DeliveryReport,
  type Handover,
  MessageChannel,
  type OutgoingMessage,
} from './channel.port.js'

/** `late` reports after days; `lose` takes the message and never speaks of it; `down` does not answer. */
export type SimulatedBehaviour = 'normal' | 'late' | 'lose' | 'undeliverable' | 'refuse' | 'down'

/** How an address behaves: by the last six digits of a phone, or by what stands before the @ of an e-mail address. */
const behaviours: Record<string, SimulatedBehaviour> = {
  '990001': 'late',
  '990002': 'lose',
  '990003': 'undeliverable',
  '990004': 'refuse',
  '990005': 'down',
  lambat: 'late',
  hilang: 'lose',
  kembali: 'undeliverable',
  tolak: 'refuse',
  mati: 'down',
}
const HOURS_UNTIL_REPORT: Record<SimulatedBehaviour, number | null> = {
  normal: 0,
  late: 72,
  lose: null,
  undeliverable: 0,
  refuse: null,
  down: null,
}
const BATCH = 500

/**
 * A gateway in the box, for the demonstration, training and tests. It keeps its word as a gateway does: a message id is
 * taken once, and its report lies ready afterwards. It keeps neither addresses nor words.
 */
export class SimulatedChannel extends MessageChannel {
  constructor(
    private readonly channel: ChannelName,
    private readonly sql: Sql,
    private readonly clock: Clock,
  ) {
    super()
  }

  async send({ id, to }: OutgoingMessage): Promise<Handover> {
    const behaviour = behaviours[to.includes('@') ? (to.split('@')[0] ?? '') : to.slice(-6)] ?? 'normal'
    if (behaviour === 'down') throw new Error(`the simulated ${this.channel} gateway is down`)
    if (behaviour === 'refuse') return { kind: 'refused', reason: 'NUMBER_UNKNOWN' }
    const now = this.clock.now()
    const hours = HOURS_UNTIL_REPORT[behaviour]
    const reportAt = hours === null ? null : formatInstant(addHours(parseInstant(now), hours))
    const report = hours === null ? null : behaviour === 'undeliverable' ? 'failed' : 'delivered'
    await this.sql.rows(
      `insert into message_simulator.message (message_id, channel, behaviour, received_at, report_at, report)
       values ($1, $2, $3, $4, $5, $6)
       on conflict (message_id) do update set handed_over = message_simulator.message.handed_over + 1`,
      [id, this.channel, behaviour, now, reportAt, report],
    )
    return { kind: 'accepted', reference: null }
  }

  /** Reports of messages that were taken before now. */
  override async collectReports(): Promise<DeliveryReport[]> {
    const rows = await this.sql.rows<{ message_id: string; report: DeliveryReport['status'] }>(
      `update message_simulator.message set collected_at = $2
       where message_id in (select message_id from message_simulator.message
         where channel = $1 and collected_at is null and report_at < $2 order by report_at limit $3 for update skip locked)
       returning message_id, report`,
      [this.channel, this.clock.now(), BATCH],
    )
    return rows.map(({ message_id: messageId, report }) => ({
      messageId,
      status: report,
      reason: report === 'failed' ? 'NOT_REACHED' : null,
    }))
  }
}
