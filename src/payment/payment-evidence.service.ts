/**
 * When a bank never answers about a payment, its letter may: one reconciler records what the letter proves, another one
 * reads it and acts. Nothing else than this and an inquiry takes a payment out of unknown.
 */
import { Injectable } from '@nestjs/common'
import type { Actor } from '../claims/claim-command.port.js'
import { Clock } from '../platform/clock/clock.js'
import { Sql } from '../platform/database/sql.js'
import { OutboxNudge } from '../platform/outbox/outbox-nudge.js'
import { InvalidInput, NotAllowed, NotFound, TransitionRefused } from '../platform/problem/problems.js'
import { inTransaction } from './in-transaction.js'
import { PaymentLifecycle } from './payment-lifecycle.service.js'
import { asSeparation } from './separation.js'

export interface LetterOfBank {
  outcome: 'settled' | 'refused'
  /** The day on which the payee had the money; only with `settled`. */
  valueDate?: string
  /** Number and date of the letter. */
  letter: string
  reason: string
}

interface Recorded {
  id: string
  payment_id: string
  outcome: 'settled' | 'refused'
  value_date: string | null
  reason: string
  recorded_by: string
}

@Injectable()
export class PaymentEvidence {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly lifecycle: PaymentLifecycle,
    private readonly nudge: OutboxNudge,
  ) {}

  /** Records what a letter says; it changes nothing yet. Returns its id. */
  async record(paymentId: string, said: LetterOfBank, actor: Actor): Promise<string> {
    await this.assertMay(paymentId, actor)
    if ((said.outcome === 'settled') !== (said.valueDate !== undefined))
      throw new InvalidInput('Tulis tanggal dana diterima, hanya bila surat bank menyatakan dana diterima.')
    if (said.letter.trim().length < 5 || said.reason.trim().length < 5)
      throw new InvalidInput('Tulis nomor dan tanggal surat bank, dan apa yang dinyatakannya.')
    try {
      const [row] = await this.sql.rows<{ id: string }>(
        `insert into payment_evidence (payment_id, outcome, value_date, bank_letter, reason, recorded_by, recorded_at)
         values ($1, $2, $3, $4, $5, $6, $7) returning id`,
        [
          paymentId,
          said.outcome,
          said.valueDate ?? null,
          said.letter,
          said.reason,
          actor.id,
          this.clock.now(),
        ],
      )
      return row?.id ?? ''
    } catch (error) {
      throw asSeparation(error)
    }
  }

  /** Another person than the one who recorded it moves the payment. @throws TransitionRefused, NotAllowed */
  async act(evidenceId: string, actor: Actor): Promise<void> {
    const found = await this.sql.first<Recorded>('select * from payment_evidence where id = $1', [evidenceId])
    if (!found) throw new NotFound('Bukti bank ini tidak ditemukan.')
    await this.assertMay(found.payment_id, actor)
    if (found.recorded_by === actor.id)
      throw new NotAllowed('Anda yang mencatat bukti ini; orang lain yang membacanya dan menyetujuinya.')
    const { outcome, value_date: valueDate, reason } = found
    const { refused } = await inTransaction(this.sql, (sql) =>
      this.lifecycle.move(sql, [found.payment_id], {
        event: outcome === 'settled' ? 'inquiry_settled' : 'inquiry_refused',
        actor,
        valueDate: valueDate ?? undefined,
        input: { evidenceDocumentId: found.id, reason },
      }),
    )
    for (const { why, refusals } of refused) throw new TransitionRefused('act_on_evidence', why, refusals, [])
    this.nudge.afterCommit()
  }

  private async assertMay(paymentId: string, actor: Actor): Promise<void> {
    if (actor.role !== 'reconciler')
      throw new NotAllowed('Hanya petugas rekonsiliasi yang memakai bukti bank.')
    const found = await this.sql.first<{ branch_id: string }>(
      'select c.branch_id from payment p join claim c on c.id = p.claim_id where p.id = $1',
      [paymentId],
    )
    if (!found || (actor.branchId !== null && actor.branchId !== found.branch_id))
      throw new NotFound('Pembayaran ini tidak ditemukan.')
  }
}
