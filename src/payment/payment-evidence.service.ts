/**
 * When a bank never answers about a payment, its letter may: one reconciler records what the letter proves, another one
 * reads it and acts. Nothing else than this and an inquiry takes a payment out of unknown.
 */
import { Injectable } from '@nestjs/common'
import type { Actor } from '../claims/claim-command.port.js'
import { recordOpening } from '../documents/openings.service.js'
import { Clock } from '../platform/clock/clock.js'
import { Sql } from '../platform/database/sql.js'
import { OutboxNudge } from '../platform/outbox/outbox-nudge.js'
import { PersonalData } from '../platform/personal-data/personal-data.service.js'
import { InvalidInput, NotAllowed, NotFound, TransitionRefused } from '../platform/problem/problems.js'
import { inTransaction } from './in-transaction.js'
import { type LetterFile, readLetter } from './letter-file.js'
import { PaymentLifecycle } from './payment-lifecycle.service.js'
import { asSeparation } from './separation.js'

export interface LetterOfBank {
  outcome: 'settled' | 'refused'
  /** The day on which the payee had the money; only with `settled`. */
  valueDate?: string
  /** Number and date of the letter. */
  letter: string
  reason: string
  /** The letter itself, scanned: what one person says of it, the other one reads in it. */
  file: AsyncIterable<Uint8Array>
}

/** What was recorded of one payment. */
export interface EvidenceOfPayment {
  paymentId: string
  evidenceId: string
}

interface Recorded {
  id: string
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
    private readonly personal: PersonalData,
  ) {}

  /** Records what a letter says; it changes nothing yet. Returns its id. */
  async record(paymentId: string, said: LetterOfBank, actor: Actor): Promise<string> {
    const { claim_id: claimId } = await this.assertMay(paymentId, actor)
    if ((said.outcome === 'settled') !== (said.valueDate !== undefined))
      throw new InvalidInput('Tulis tanggal dana diterima, hanya bila surat bank menyatakan dana diterima.')
    if (said.letter.trim().length < 5 || said.reason.trim().length < 5)
      throw new InvalidInput('Tulis nomor dan tanggal surat bank, dan apa yang dinyatakannya.')
    const { type, digest, content } = await readLetter(said.file)
    const seals = await this.personal.ofClaim(claimId)
    try {
      const [row] = await this.sql.rows<{ id: string }>(
        `insert into payment_evidence (payment_id, outcome, value_date, bank_letter, reason, recorded_by, recorded_at,
           letter_type, letter_digest, letter_file)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) returning id`,
        [
          paymentId,
          said.outcome,
          said.valueDate ?? null,
          said.letter,
          said.reason,
          actor.id,
          this.clock.now(),
          type,
          digest,
          seals.text('payment_evidence.letter_file', content.toString('base64')),
        ],
      )
      return row?.id ?? ''
    } catch (error) {
      throw asSeparation(error)
    }
  }

  /** The letter of a record, for whoever is to judge it; that he opened it is on record before he has it. */
  async letter(
    { paymentId, evidenceId }: EvidenceOfPayment,
    actor: Actor,
  ): Promise<Pick<LetterFile, 'type' | 'content'>> {
    const { claim_id: claimId } = await this.assertMay(paymentId, actor)
    const found = await this.sql.first<{ type: string | null; file: string | null }>(
      'select letter_type as type, letter_file as file from payment_evidence where id = $1 and payment_id = $2',
      [evidenceId, paymentId],
    )
    if (!found?.file || !found.type) throw new NotFound('Surat bank ini tidak ditemukan.')
    const opening = { claimId, field: `bank letter ${evidenceId}`, reason: 'letter_download' }
    await recordOpening(this.sql, opening, actor, this.clock.now())
    const [clear] = await this.personal.reveal([{ file: found.file }], {
      file: 'payment_evidence.letter_file',
    })
    return { type: found.type, content: Buffer.from(clear?.file ?? '', 'base64') }
  }

  /** Another person than the one who recorded it moves the payment. @throws TransitionRefused, NotAllowed */
  async act({ paymentId, evidenceId }: EvidenceOfPayment, actor: Actor): Promise<void> {
    await this.assertMay(paymentId, actor)
    const found = await this.sql.first<Recorded>(
      'select id, outcome, value_date, reason, recorded_by from payment_evidence where id = $1 and payment_id = $2',
      [evidenceId, paymentId],
    )
    if (!found) throw new NotFound('Bukti bank ini tidak ditemukan.')
    if (found.recorded_by === actor.id)
      throw new NotAllowed('Anda yang mencatat bukti ini; orang lain yang membacanya dan menyetujuinya.')
    const { outcome, value_date: valueDate, reason } = found
    const { refused } = await inTransaction(this.sql, (sql) =>
      this.lifecycle.move(sql, [paymentId], {
        event: outcome === 'settled' ? 'inquiry_settled' : 'inquiry_refused',
        actor,
        valueDate: valueDate ?? undefined,
        input: { evidenceDocumentId: found.id, reason },
      }),
    )
    for (const { why, refusals } of refused) throw new TransitionRefused('act_on_evidence', why, refusals, [])
    this.nudge.afterCommit()
  }

  private async assertMay(paymentId: string, actor: Actor): Promise<{ claim_id: string }> {
    if (actor.role !== 'reconciler')
      throw new NotAllowed('Hanya petugas rekonsiliasi yang memakai bukti bank.')
    const found = await this.sql.first<{ branch_id: string; claim_id: string }>(
      'select c.branch_id, c.id as claim_id from payment p join claim c on c.id = p.claim_id where p.id = $1',
      [paymentId],
    )
    if (!found || (actor.branchId !== null && actor.branchId !== found.branch_id))
      throw new NotFound('Pembayaran ini tidak ditemukan.')
    return found
  }
}
