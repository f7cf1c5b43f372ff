/**
 * Finds out what became of a payment whose outcome is unknown. Only the bank's answer, stored as evidence, moves it;
 * "not found" counts only once the bank would take the instruction no more. Silence leaves it unknown.
 */
import { Injectable } from '@nestjs/common'
import { SYSTEM } from '../claims/claim-command.port.js'
import { Clock } from '../platform/clock/clock.js'
import { Sql, type SqlRunner } from '../platform/database/sql.js'
import { BankPatience, BankPort, type InquiryAnswer } from './bank.port.js'
import { answerOf } from './bank-answer.js'
import { inTransaction } from './in-transaction.js'
import { NEVER_RECEIVED } from './payment-codes.js'
import { type PaymentCommand, PaymentLifecycle } from './payment-lifecycle.service.js'
import { PaymentReissue } from './payment-reissue.service.js'

interface Asked {
  payment_id: string
  claim_id: string
  reference: string
  expired: boolean
  acknowledged_before: boolean
}

export type InquiryOutcome = 'resolved' | 'still_unknown' | 'no_answer'

@Injectable()
export class PaymentInquiry {
  constructor(
    private readonly sql: Sql,
    private readonly bank: BankPort,
    private readonly patience: BankPatience,
    private readonly lifecycle: PaymentLifecycle,
    private readonly reissue: PaymentReissue,
    private readonly clock: Clock,
  ) {}

  /**
   * Asks the bank about one payment in `unknown`. Safe to call at any time, any number of times, at once. The claim
   * learns of what decides through the outbox.
   */
  async resolve(paymentId: string): Promise<InquiryOutcome> {
    const asked = await this.sql.first<Asked>(
      `select p.id as payment_id, p.claim_id, r.reference, clock_timestamp() > r.valid_until as expired,
         exists (select from payment_transition t where t.payment_id = p.id and t.to_state = 'acknowledged') as acknowledged_before
       from payment p join payment_reference r on r.payment_id = p.id where p.id = $1 and p.state = 'unknown'`,
      [paymentId],
    )
    if (!asked) return 'resolved'
    const answer = await answerOf(this.bank.inquire(asked.reference), this.patience.answerWithin)
    if (answer.kind === 'no_answer') return 'no_answer'
    const step = stepAfter(answer, asked)
    if (!step) return 'still_unknown'
    await inTransaction(this.sql, (sql) => this.record(sql, asked, answer, step))
    return 'resolved'
  }

  private async record(
    sql: SqlRunner,
    asked: Asked,
    answer: InquiryAnswer,
    step: PaymentCommand,
  ): Promise<void> {
    if (answer.kind === 'not_found') await this.reissue.holdBatches(sql, asked.claim_id)
    await this.lifecycle.hold(sql, [asked.payment_id])
    const [evidence] = await sql.rows<{ id: string }>(
      `insert into bank_inquiry (payment_id, asked_at, asked_after_validity, answer, value_date, reason)
       values ($1, $2, $3, $4, $5, $6) returning id`,
      [
        asked.payment_id,
        this.clock.now(),
        asked.expired,
        answer.kind,
        step.valueDate ?? null,
        step.input?.reason ?? null,
      ],
    )
    const input = { ...step.input, inquiryId: evidence?.id }
    const { moved } = await this.lifecycle.move(sql, [asked.payment_id], { ...step, input })
    if (moved.length > 0 && answer.kind === 'not_found') await this.reissue.neverReceived(sql, asked.claim_id)
  }
}

/** Null when the answer proves nothing yet. */
function stepAfter(answer: InquiryAnswer, asked: Asked): PaymentCommand | null {
  const common = { actor: SYSTEM }
  switch (answer.kind) {
    case 'acknowledged':
      return { ...common, event: 'inquiry_acknowledged' }
    case 'settled':
      return { ...common, event: 'inquiry_settled', valueDate: answer.valueDate }
    case 'refused':
      return { ...common, event: 'inquiry_refused', input: { reason: answer.reason } }
    case 'not_found':
      // A bank that acknowledged and now knows nothing contradicts itself: that is for a person to clear up.
      if (!asked.expired || asked.acknowledged_before) return null
      return { ...common, event: 'inquiry_refused', input: { reason: NEVER_RECEIVED } }
  }
}
