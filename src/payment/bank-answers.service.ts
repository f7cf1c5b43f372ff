/**
 * What a bank says by itself: the report on a file, a callback. Each is stored once, and the payment moves by the same
 * rules as when the bank had been asked: what is unknown leaves only by an inquiry. Hearing it twice changes nothing.
 */
import { Injectable } from '@nestjs/common'
import { SYSTEM } from '../claims/claim-command.port.js'
import { Clock } from '../platform/clock/clock.js'
import { Sql } from '../platform/database/sql.js'
import { OutboxNudge } from '../platform/outbox/outbox-nudge.js'
import { inTransaction } from './in-transaction.js'
import type { TransferStatus } from './iso20022/status-report.js'
import { PaymentInquiry } from './payment-inquiry.service.js'
import { PaymentLifecycle } from './payment-lifecycle.service.js'

export type AnswerSource = 'pain.002' | 'snap.callback'

export interface AnswersTaken {
  /** Payments that moved. */
  moved: number
  /** Said before, or of no consequence for where the payment stands. */
  unchanged: number
  /** References that we never handed to this bank. */
  unknown: string[]
  /** The bank takes back what it had settled: for a person to clear up. */
  contradicted: string[]
}

interface Addressed {
  payment_id: string
  claim_id: string
  state: string
}

const contradicts = `
  insert into attention (claim_id, topic, reason, owner_role, owner_branch_id, opened_at)
  select c.id, 'payment.statement', $2, 'reconciler', c.branch_id, $3 from claim c where c.id = $1
    and not exists (select from attention a where a.claim_id = c.id and a.reason = $2 and a.closed_at is null)`

@Injectable()
export class BankAnswers {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly lifecycle: PaymentLifecycle,
    private readonly inquiry: PaymentInquiry,
    private readonly nudge: OutboxNudge,
  ) {}

  /** Takes what one message of the bank says, reference by reference; safe to repeat. */
  async take(
    source: AnswerSource,
    messageId: string,
    statuses: readonly TransferStatus[],
  ): Promise<AnswersTaken> {
    const taken: AnswersTaken = { moved: 0, unchanged: 0, unknown: [], contradicted: [] }
    for (const status of statuses) {
      await this.sql.rows(
        `insert into bank_answer (source, message_id, reference, answer, reason, received_at)
         values ($1, $2, $3, $4, $5, $6) on conflict on constraint bank_answer_once do nothing`,
        [source, messageId, status.reference, status.answer, status.reason, this.clock.now()],
      )
      const payment = await this.find(status.reference)
      if (!payment) taken.unknown.push(status.reference)
      else if (await this.apply(payment, status)) taken.moved += 1
      else taken.unchanged += 1
      if (payment?.state === 'settled' && status.answer === 'refused') {
        taken.contradicted.push(status.reference)
        const reason = `${source} ${messageId}: ${status.reason ?? ''}`
        await this.sql.rows(contradicts, [payment.claim_id, reason, this.clock.now()])
      }
    }
    if (taken.moved > 0) this.nudge.afterCommit()
    return taken
  }

  private find(reference: string): Promise<Addressed | undefined> {
    return this.sql.first<Addressed>(
      `select p.id as payment_id, p.claim_id, p.state from payment_reference r join payment p on p.id = r.payment_id
       where r.reference = $1`,
      [reference],
    )
  }

  private async apply(
    { payment_id: id, state }: Addressed,
    { answer, reason }: TransferStatus,
  ): Promise<boolean> {
    if (state === 'unknown') return (await this.inquiry.resolve(id)) === 'resolved'
    const event = answer === 'refused' ? 'bank_refused' : 'bank_acknowledged'
    if (state !== 'sent' && !(state === 'acknowledged' && answer === 'refused')) return false
    const { moved } = await inTransaction(this.sql, (sql) =>
      this.lifecycle.move(sql, [id], { event, actor: SYSTEM, input: { reason: reason ?? undefined } }),
    )
    return moved.length > 0
  }
}
