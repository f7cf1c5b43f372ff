/**
 * What people do with a batch, the list of payments that leaves at once: it is filled, counted, closed under a hash, and
 * released by someone who decided none of it.
 */
import { Injectable } from '@nestjs/common'
import { isUUID } from 'class-validator'
import type { BatchFacts } from '#libs/lifecycle'
import { type Actor, SYSTEM } from '../claims/claim-command.port.js'
import { Clock } from '../platform/clock/clock.js'
import { Sql, type SqlRunner } from '../platform/database/sql.js'
import { NotAllowed, NotFound, TransitionRefused } from '../platform/problem/problems.js'
import { inTransaction } from './in-transaction.js'
import { mayLeave } from './payment-gate.sql.js'
import { assertOwnBranch, type PaymentBatch, PaymentBatchGate } from './payment-batch-gate.service.js'
import { PaymentLifecycle, type RefusedPayment } from './payment-lifecycle.service.js'
import { PaymentRelease, type ReleaseOutcome } from './payment-release.service.js'

/** What a person counted, to be compared with what the product counts. */
export interface Declared {
  count: number
  /** Whole rupiah. */
  total: bigint
}

const AT_A_TIME = 1_000

@Injectable()
export class PaymentBatches {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly gate: PaymentBatchGate,
    private readonly payments: PaymentLifecycle,
    private readonly releases: PaymentRelease,
  ) {}

  get(batchId: string, actor: Actor): Promise<PaymentBatch> {
    return this.gate.get(this.sql, batchId, actor)
  }

  /**
   * For whoever looks from a branch, or at all of them: a batch of another branch is answered like one that does not exist.
   * @throws NotFound
   */
  async inSight(batchId: string, branchId: string | null): Promise<PaymentBatch> {
    const batch = isUUID(batchId) ? await this.get(batchId, SYSTEM) : undefined
    if (!batch || (branchId !== null && batch.branchId !== branchId))
      throw new NotFound('Daftar bayar ini tidak ditemukan.')
    return batch
  }

  /** Opens an empty batch for a branch; the same key opens one batch however often it is sent. */
  async open(branchId: string, actor: Actor, idempotencyKey?: string): Promise<PaymentBatch> {
    return inTransaction(
      this.sql,
      async (sql) => (await this.openIn(sql, branchId, actor, idempotencyKey)).batch,
    )
  }

  /** Opens a batch with everything that waits for these claims, all of it or nothing. */
  async openFor(
    branchId: string,
    claimIds: readonly string[],
    actor: Actor,
    idempotencyKey?: string,
  ): Promise<PaymentBatch> {
    return inTransaction(this.sql, async (sql) => {
      const { batch, opened } = await this.openIn(sql, branchId, actor, idempotencyKey)
      if (!opened) return batch
      const queued = await sql.rows<{ id: string }>(
        `select p.id from payment p join claim c on c.id = p.claim_id
         where c.id = any ($1::uuid[]) and c.branch_id = $2 and p.state = 'queued' and (c.state = 'approved' or ${mayLeave('p', 'c')})
         order by p.created_at, p.id`,
        [claimIds, branchId],
      )
      const { refused } = await this.add(sql, batch.id, queued, actor)
      for (const { why, refusals } of refused) throw new TransitionRefused('add_to_batch', why, refusals, [])
      return this.gate.get(sql, batch.id, actor)
    })
  }

  /** Adds what waits in the branch's queue, oldest first, up to a thousand; says what may not join yet, and why. */
  async addQueued(
    batchId: string,
    actor: Actor,
  ): Promise<{ batch: PaymentBatch; added: number; refused: RefusedPayment[] }> {
    return inTransaction(this.sql, async (sql) => {
      const { branchId, state } = await this.gate.hold(sql, batchId, actor)
      if (state !== 'open') throw new TransitionRefused('add_to_batch', 'no-such-step', [], [])
      const queued = await sql.rows<{ id: string }>(
        `select p.id from payment p join claim c on c.id = p.claim_id
         where p.state = 'queued' and c.branch_id = $1 and (c.state = 'approved' or ${mayLeave('p', 'c')})
         order by p.created_at, p.id limit $2`,
        [branchId, AT_A_TIME],
      )
      const { moved, refused } = await this.add(sql, batchId, queued, actor)
      return { batch: await this.gate.get(sql, batchId, actor), added: moved.length, refused }
    })
  }

  /** Takes one payment out again; a closed batch must then be reopened and counted anew. */
  async remove(batchId: string, paymentId: string, reason: string, actor: Actor): Promise<PaymentBatch> {
    return inTransaction(this.sql, async (sql) => {
      await this.gate.hold(sql, batchId, actor)
      const [member] = await sql.rows('select 1 from payment where id = $1 and batch_id = $2', [
        paymentId,
        batchId,
      ])
      if (!member) throw new NotFound('Pembayaran ini tidak ada di daftar bayar ini.')
      const { refused } = await this.payments.move(sql, [paymentId], {
        event: 'remove_from_batch',
        actor,
        input: { reason },
      })
      for (const { why, refusals } of refused)
        throw new TransitionRefused('remove_from_batch', why, refusals, [])
      return this.gate.get(sql, batchId, actor)
    })
  }

  /** Closes the batch when the person's count and total are the computed ones; freezes them under a hash. */
  close(batchId: string, declared: Declared, actor: Actor): Promise<PaymentBatch> {
    return inTransaction(this.sql, (sql) => this.gate.step(sql, batchId, 'close', actor, inputOf(declared)))
  }

  /** Opens a closed batch again, with a sentence that says why. */
  reopen(batchId: string, reason: string, actor: Actor): Promise<PaymentBatch> {
    return inTransaction(this.sql, (sql) => this.gate.step(sql, batchId, 'reopen', actor, { reason }))
  }

  /**
   * Releases a closed batch and takes its claims into payment. Refused as a whole when any claim in it could not go. A
   * repeated call by the same person goes on where the first one ended. It is counted once more, by another person than
   * the one who closed it.
   */
  release(batchId: string, declared: Declared, actor: Actor): Promise<ReleaseOutcome> {
    return this.releases.release(batchId, inputOf(declared), actor)
  }

  /** Every payment is answered and every statement line placed: signed off by someone other than the releaser. */
  reconcile(batchId: string, actor: Actor): Promise<PaymentBatch> {
    return inTransaction(this.sql, (sql) => this.gate.step(sql, batchId, 'reconcile', actor, {}))
  }

  private async openIn(
    sql: SqlRunner,
    branchId: string,
    actor: Actor,
    idempotencyKey: string | undefined,
  ): Promise<{ batch: PaymentBatch; opened: boolean }> {
    assertOwnBranch(branchId, actor)
    if (actor.role !== 'releaser') throw new NotAllowed('Hanya petugas pencairan yang menyusun daftar bayar.')
    const [opened] = await sql.rows<{ id: string }>(
      `insert into payment_batch (branch_id, created_by, created_at, opening_key) select id, $2, $3, $4 from branch where id = $1
       on conflict on constraint payment_batch_opened_once do nothing returning id`,
      [branchId, actor.id, this.clock.now(), idempotencyKey ?? null],
    )
    const [found] = opened
      ? [opened]
      : await sql.rows<{ id: string }>(
          'select id from payment_batch where created_by = $1 and opening_key = $2',
          [actor.id, idempotencyKey ?? null],
        )
    if (!found) throw new NotFound('Kantor cabang ini tidak ditemukan.')
    return { batch: await this.gate.get(sql, found.id, actor), opened: opened !== undefined }
  }

  private add(sql: SqlRunner, batchId: string, payments: readonly { id: string }[], actor: Actor) {
    return this.payments.move(
      sql,
      payments.map(({ id }) => id),
      { event: 'add_to_batch', actor, input: { batchId } },
    )
  }
}

function inputOf({ count, total }: Declared): BatchFacts['input'] {
  return { declaredCount: count, declaredTotal: total.toString() }
}
