/**
 * Brings the payments of one claim forward: sends what is released, asks about what is unknown, and tells the claim
 * what came of it. This is the work behind `payment.send`; done twice, at once or after a crash, it pays once.
 */
import { Injectable } from '@nestjs/common'
import { SYSTEM } from '../claims/claim-command.port.js'
import { SharedStatement } from '../platform/database/shared-statement.js'
import { Sql } from '../platform/database/sql.js'
import { inTransaction } from './in-transaction.js'
import { PaymentBatchGate } from './payment-batch-gate.service.js'
import { PaymentConclusion } from './payment-conclusion.service.js'
import { isReleased, mayLeave } from './payment-gate.sql.js'
import { PaymentInquiry } from './payment-inquiry.service.js'
import { PaymentLifecycle } from './payment-lifecycle.service.js'
import { PaymentSender } from './payment-sender.service.js'

interface Pending {
  id: string
  state: 'in_batch' | 'sent' | 'unknown'
}

/** In the place of each claim: what of its payments is to be brought forward, oldest first. */
const pendingOf = `
  select x.place::int, q.* from unnest($1::uuid[]) with ordinality as x(claim_id, place)
  cross join lateral (
    select p.id, p.state from payment p join claim c on c.id = p.claim_id left join payment_batch b on b.id = p.batch_id
      left join payment_reference r on r.payment_id = p.id
    where p.claim_id = x.claim_id
      and (p.state = 'unknown' or (p.state = 'sent' and r.rail = 'direct') or (p.state = 'in_batch' and ${mayLeave('p', 'c')} and ${isReleased('b')}))
    order by p.created_at, p.id offset 0) q`

@Injectable()
export class PaymentProgress {
  private readonly pending: SharedStatement<string, Pending>

  constructor(
    private readonly sql: Sql,
    private readonly lifecycle: PaymentLifecycle,
    private readonly sender: PaymentSender,
    private readonly inquiry: PaymentInquiry,
    private readonly conclusion: PaymentConclusion,
    private readonly batches: PaymentBatchGate,
  ) {
    this.pending = new SharedStatement((claimIds) => sql.forGroups.rows(pendingOf, [claimIds]))
  }

  async advance(claimId: string): Promise<void> {
    const pending = await this.pending.all(claimId)
    const unanswered = pending.filter(({ state }) => state === 'sent').map(({ id }) => id)
    // Sent, and whoever sent it is gone or slow: it may have left, so the bank is asked and it is never sent again.
    if (unanswered.length > 0) await this.giveUpWaiting(unanswered)
    for (const { id, state } of pending) if (state === 'in_batch') await this.sender.send(id)
    if (pending.length > 0)
      for (const { id, state } of await this.pending.all(claimId))
        if (state === 'unknown') await this.inquiry.resolve(id)
    await this.conclusion.conclude(claimId)
    await this.batches.noteAnswers(claimId)
  }

  private async giveUpWaiting(paymentIds: readonly string[]): Promise<void> {
    await inTransaction(this.sql, (sql) =>
      this.lifecycle.move(sql, paymentIds, { event: 'outcome_unknown', actor: SYSTEM, followUp: 'caller' }),
    )
  }
}
