/**
 * Finds out what became of a payment whose outcome is unknown. Only the bank's answer, stored as evidence, moves it;
 * "not found" counts only once the bank would take the instruction no more. Silence leaves it unknown.
 */
import { Injectable } from '@nestjs/common'
import { SYSTEM } from '../claims/claim-command.port.js'
import { Clock } from '../platform/clock/clock.js'
import { SharedStatement } from '../platform/database/shared-statement.js'
import { Sql, type SqlRunner } from '../platform/database/sql.js'
import { BankPatience, BankPort, type InquiryAnswer } from './bank.port.js'
import { answerOf } from './bank-answer.js'
import { inTransaction } from './in-transaction.js'
import { NEVER_RECEIVED } from './payment-codes.js'
import { PaymentLifecycle } from './payment-lifecycle.service.js'
import { PaymentReissue } from './payment-reissue.service.js'
import { SharedTransaction } from './shared-transaction.js'

interface Asked {
  payment_id: string
  claim_id: string
  reference: string
  expired: boolean
  acknowledged_before: boolean
}

export type InquiryOutcome = 'resolved' | 'still_unknown' | 'no_answer'

/** The bank's answer about a payment, and the step that follows from it. */
interface Told {
  asked: Asked
  answer: InquiryAnswer
  step: InquiryStep
}

interface InquiryStep {
  event: 'inquiry_acknowledged' | 'inquiry_settled' | 'inquiry_refused'
  valueDate?: string
  reason?: string
}

/** In the place of each payment: what is to be asked of the bank, if its outcome is unknown. */
const askedAbout = `
  select x.place::int, p.id as payment_id, p.claim_id, r.reference, clock_timestamp() > r.valid_until as expired,
    exists (select from payment_transition t where t.payment_id = p.id and t.to_state = 'acknowledged') as acknowledged_before
  from unnest($1::uuid[]) with ordinality as x(payment_id, place)
    join payment p on p.id = x.payment_id and p.state = 'unknown' join payment_reference r on r.payment_id = p.id`

@Injectable()
export class PaymentInquiry {
  private readonly asked: SharedStatement<string, Asked>
  private readonly answers: SharedTransaction<Told, true>

  constructor(
    private readonly sql: Sql,
    private readonly bank: BankPort,
    private readonly patience: BankPatience,
    private readonly lifecycle: PaymentLifecycle,
    private readonly reissue: PaymentReissue,
    private readonly clock: Clock,
  ) {
    this.asked = new SharedStatement((paymentIds) => sql.forGroups.rows(askedAbout, [paymentIds]))
    this.answers = new SharedTransaction(
      sql,
      ({ asked }) => asked.payment_id,
      (runner, told) => this.record(runner, told),
    )
  }

  /**
   * Asks the bank about one payment in `unknown`. Safe to call at any time, any number of times, at once. The claim
   * learns of what decides through the outbox. Answers that come at the same time share a commit.
   */
  async resolve(paymentId: string): Promise<InquiryOutcome> {
    const asked = await this.asked.first(paymentId)
    if (!asked) return 'resolved'
    const answer = await answerOf(this.bank.inquire(asked.reference), this.patience.answerWithin)
    if (answer.kind === 'no_answer') return 'no_answer'
    const step = stepAfter(answer, asked)
    if (!step) return 'still_unknown'
    const told = { asked, answer, step }
    if (answer.kind === 'not_found') await inTransaction(this.sql, (sql) => this.neverReceived(sql, told))
    else await this.answers.join(told)
    return 'resolved'
  }

  /** What never reached the bank goes out again: its batches are held first, so it goes alone. */
  private async neverReceived(sql: SqlRunner, told: Told): Promise<void> {
    const { claim_id: claimId } = told.asked
    await this.reissue.holdBatches(sql, claimId)
    if ((await this.moved(sql, [told])) > 0) await this.reissue.neverReceived(sql, claimId)
  }

  private async record(sql: SqlRunner, told: readonly Told[]): Promise<true[]> {
    await this.moved(sql, told)
    return told.map(() => true)
  }

  /** Keeps the answers as evidence and takes the steps that follow. Returns how many payments moved. */
  private async moved(sql: SqlRunner, told: readonly Told[]): Promise<number> {
    await this.lifecycle.hold(
      sql,
      told.map(({ asked }) => asked.payment_id),
    )
    const evidence = await sql.rows<{ id: string; payment_id: string }>(
      `insert into bank_inquiry (payment_id, asked_at, asked_after_validity, answer, value_date, reason)
       select x.payment_id, $2, x.expired, x.answer, x.value_date, x.reason
       from jsonb_to_recordset($1::jsonb) as x(payment_id uuid, expired boolean, answer text, value_date date, reason text)
       returning id, payment_id`,
      [JSON.stringify(told.map(evidenceRow)), this.clock.now()],
    )
    const inquiries = new Map(evidence.map(({ id, payment_id }) => [payment_id, id]))
    let count = 0
    for (const event of new Set(told.map(({ step }) => step.event))) {
      const alike = told.filter(({ step }) => step.event === event)
      const lines = new Map(
        alike.map(({ asked: { payment_id: id }, step: { valueDate, reason } }) => [
          id,
          { valueDate, reason, inquiryId: inquiries.get(id) },
        ]),
      )
      count += (await this.lifecycle.move(sql, [...lines.keys()], { event, actor: SYSTEM, lines })).moved
        .length
    }
    return count
  }
}

function evidenceRow({ asked, answer, step }: Told): object {
  return {
    payment_id: asked.payment_id,
    expired: asked.expired,
    answer: answer.kind,
    value_date: step.valueDate ?? null,
    reason: step.reason ?? null,
  }
}

/** Null when the answer proves nothing yet. */
function stepAfter(answer: InquiryAnswer, asked: Asked): InquiryStep | null {
  switch (answer.kind) {
    case 'acknowledged':
      return { event: 'inquiry_acknowledged' }
    case 'settled':
      return { event: 'inquiry_settled', valueDate: answer.valueDate }
    case 'refused':
      return { event: 'inquiry_refused', reason: answer.reason }
    case 'not_found':
      // A bank that acknowledged and now knows nothing contradicts itself: that is for a person to clear up.
      if (!asked.expired || asked.acknowledged_before) return null
      return { event: 'inquiry_refused', reason: NEVER_RECEIVED }
  }
}
