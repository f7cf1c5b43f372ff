import { Injectable } from '@nestjs/common'
import { Clock } from '../platform/clock/clock.js'
import { Sql } from '../platform/database/sql.js'
import { InvalidInput, NotFound } from '../platform/problem/problems.js'
import { MessageRows } from './message-rows.js'
import { MessageSender } from './message-sender.js'

/** Tries a failed message again, from its first way, to the number that is known today. */
@Injectable()
export class MessageRetry {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly rows: MessageRows,
    private readonly sender: MessageSender,
  ) {}

  /** It leaves with the next sweep. @throws NotFound @throws InvalidInput when it cannot be sent again */
  async retry(messageId: string, by: string): Promise<void> {
    const message = await this.rows.find(messageId)
    if (!message) throw new NotFound('Pesan ini tidak ada. Lihat nomornya dengan "santun messages failed".')
    if (message.outcome !== 'failed' || message.secret_text)
      throw new InvalidInput('Hanya pesan yang gagal dan bukan kode yang dapat dikirim ulang.')
    const route = await this.sender.routeOf(message)
    const [way] = route.ways
    if (!way) throw new InvalidInput('Belum ada nomor atau alamat yang dapat dipakai. Perbaiki dulu datanya.')
    if (!(await this.rows.takeWay(message, this.sender.wayOf(message, way, route), 'RETRIED', ['failed'])))
      return
    await this.sql.rows(
      `update counter_task set done_at = $2, done_by = $3, note = 'RETRIED' where notification_id = $1 and done_at is null`,
      [message.id, this.clock.now(), by],
    )
  }
}
