/**
 * Money that must go out again, or elsewhere. What the bank, by its own word, never received becomes a new payment:
 * nobody's account is at fault, so the family is not asked for anything. It is the same money into the same account that
 * somebody released, so it takes its place in that batch and leaves again by itself, once; if that is lost as well, it
 * waits for a person to put it into a batch.
 */
import { Injectable } from '@nestjs/common'
import { SYSTEM } from '../claims/claim-command.port.js'
import { Clock } from '../platform/clock/clock.js'
import type { SqlRunner } from '../platform/database/sql.js'
import { GUARDIAN_CHANGED } from './payment-codes.js'
import { lockBatchesOfClaim } from './payment-gate.sql.js'
import { PaymentLifecycle } from './payment-lifecycle.service.js'
import { type PaidAgain, ReissuedPayments } from './reissued-payments.maker.js'

interface Again {
  id: string
  claim_id: string
  batch_id: string
}

@Injectable()
export class PaymentReissue {
  constructor(
    private readonly clock: Clock,
    private readonly lifecycle: PaymentLifecycle,
    private readonly reissued: ReissuedPayments,
  ) {}

  /** Holds the batches that `neverReceived` may join, before anybody holds their claim. */
  async holdBatches(sql: SqlRunner, claimId: string): Promise<void> {
    await sql.rows(lockBatchesOfClaim, [claimId])
  }

  /** Makes a new payment of what bounced and has another good account now, or was never tried; the caller holds the claim. */
  async payAgain(sql: SqlRunner, claimId: string, what: PaidAgain): Promise<void> {
    await sql.rows(
      `with moved as (select id from claim where id = $1),
       record_reissued_payments as (${this.reissued.maker.sql.replaceAll(':rows', '$2::jsonb')})
       select id from record_reissued_payments`,
      [claimId, JSON.stringify(this.reissued.rows(this.clock.now(), what))],
    )
  }

  /**
   * Takes back what nobody released: it goes to somebody else by now. What a batch already took to the bank stays on its
   * way. Returns those that were taken back; the caller holds their claims and owes the money anew.
   */
  async takeBack(sql: SqlRunner, paymentIds: readonly string[]): Promise<string[]> {
    const { moved } = await this.lifecycle.move(sql, paymentIds, {
      event: 'cancel',
      actor: SYSTEM,
      input: { reason: GUARDIAN_CHANGED },
    })
    return moved.map(({ paymentId }) => paymentId)
  }

  /** Until when money waits whose account was changed at this instant. */
  heldUntil(at: string): string {
    return this.reissued.heldUntil(at)
  }

  /** In the transaction that learned that a payment of this claim was never received; it holds the claim's batches. */
  async neverReceived(sql: SqlRunner, claimId: string): Promise<void> {
    const now = this.clock.now()
    await this.payAgain(sql, claimId, { neverTriedOnly: true })
    const again = await sql.rows<Again>(
      `select p.id, p.claim_id, o.batch_id from payment p join payment o on o.id = p.previous_payment_id
       join payment_batch b on b.id = o.batch_id and b.state = 'released'
       where p.claim_id = $1 and p.state = 'queued' and takes_place_of_untried(p, b.id) and o.previous_payment_id is null`,
      [claimId],
    )
    for (const { id, batch_id } of again) {
      await this.lifecycle.move(sql, [id], {
        event: 'add_to_batch',
        actor: SYSTEM,
        input: { batchId: batch_id },
      })
      await sql.rows(
        `insert into outbox (topic, claim_id, payload, occurred_at) values ('payment.send', $1, '{"event": "reissue"}', $2)`,
        [claimId, now],
      )
    }
  }
}
