/**
 * Releases a batch and carries the release to its claims. The batch is marked first, in one transaction; what follows
 * may be cut off anywhere and is taken up again by the sweep, in the name of the person who released.
 */
import { Injectable } from '@nestjs/common'
import type { BatchFacts, Refusal } from '#libs/lifecycle'
import { ClaimLifecycle } from '../claims/claim-lifecycle.service.js'
import type { Actor } from '../claims/claim-command.port.js'
import { Clock } from '../platform/clock/clock.js'
import { Sql } from '../platform/database/sql.js'
import { OutboxNudge } from '../platform/outbox/outbox-nudge.js'
import { assertProven } from '../platform/login/proven-acts.js'
import { TransitionRefused } from '../platform/problem/problems.js'
import { mayLeave } from './payment-gate.sql.js'
import { inTransaction } from './in-transaction.js'
import { type PaymentBatch, PaymentBatchGate } from './payment-batch-gate.service.js'

export interface HeldClaim {
  claimId: string
  refusals: readonly Refusal[]
}

export interface ReleaseOutcome {
  batch: PaymentBatch
  /** Claims that went into payment now. */
  released: string[]
  /** Claims that may not yet, e.g. because another payee of theirs is not in a released batch. */
  held: HeldClaim[]
}

const AT_ONCE = 8

@Injectable()
export class PaymentRelease {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly claims: ClaimLifecycle,
    private readonly gate: PaymentBatchGate,
    private readonly nudge: OutboxNudge,
  ) {}

  /**
   * Releases a closed batch. Refused as a whole when any claim in it could not go into payment, so that no payment is
   * stuck in a batch that has left, and when the person has not proven that it is he. A repeated call by the same person goes on where the first one ended.
   */
  async release(batchId: string, counted: BatchFacts['input'], actor: Actor): Promise<ReleaseOutcome> {
    await this.assertClaimsReady(batchId, actor)
    const batch = await this.markReleased(batchId, counted, actor)
    this.nudge.afterCommit()
    return { batch, ...(await this.carryOut(batchId, actor)) }
  }

  /** Takes up every release that was cut off. Returns how many claims went into payment. */
  async resume(): Promise<number> {
    const unfinished = await this.sql.rows<{ id: string; released_by: string; branch_id: string }>(
      `select b.id, b.released_by, b.branch_id from payment_batch b where b.state = 'released' and exists (
         select from payment p join claim c on c.id = p.claim_id
         where p.batch_id = b.id and p.state = 'in_batch' and c.state = 'approved' and p.purpose <> 'scholarship') order by b.number`,
    )
    let count = 0
    for (const { id, released_by, branch_id } of unfinished) {
      const actor: Actor = { id: released_by, role: 'releaser', branchId: branch_id }
      count += (await this.carryOut(id, actor)).released.length
    }
    return count
  }

  private async markReleased(
    batchId: string,
    counted: BatchFacts['input'],
    actor: Actor,
  ): Promise<PaymentBatch> {
    return inTransaction(this.sql, async (sql) => {
      const found = await this.gate.hold(sql, batchId, actor)
      if (found.releasedBy === actor.id) return found
      const batch = await this.gate.step(sql, batchId, 'release', actor, counted)
      await assertProven(sql, { staffId: actor.id, act: 'release', subject: batchId })
      // Claims that are in payment already, because an earlier transfer bounced, need no event: only the work.
      await sql.rows(
        `insert into outbox (topic, claim_id, payload, occurred_at)
         select distinct 'payment.send', p.claim_id, jsonb_build_object('event', 'release'), $2::timestamptz
         from payment p join claim c on c.id = p.claim_id where p.batch_id = $1 and ${mayLeave('p', 'c')}`,
        [batchId, this.clock.now()],
      )
      return batch
    })
  }

  private async assertClaimsReady(batchId: string, actor: Actor): Promise<void> {
    const approved = await this.approvedClaims(batchId)
    const refusals = await eachOf(approved, async (claimId) => {
      const { reading, steps } = await this.claims.stepsFor(claimId, actor)
      const release = steps.find((step) => step.event === 'release')
      return (release?.refusals ?? [])
        .filter(({ code }) => code !== 'BATCH_NOT_RELEASED')
        .map(({ code, params }) => ({ code, params: { ...params, number: reading.number } }))
    })
    if (refusals.flat().length > 0)
      throw new TransitionRefused('release', 'not-yet', refusals.flat(), ['reopen'])
  }

  private async carryOut(batchId: string, actor: Actor): Promise<Omit<ReleaseOutcome, 'batch'>> {
    const claimIds = await this.approvedClaims(batchId)
    const outcomes = await eachOf(claimIds, (claimId) => this.releaseClaim(claimId, batchId, actor))
    return {
      released: outcomes.flatMap((held, index) => (held ? [] : (claimIds[index] ?? []))),
      held: outcomes.filter((held) => held !== null),
    }
  }

  private async releaseClaim(claimId: string, batchId: string, actor: Actor): Promise<HeldClaim | null> {
    try {
      await this.claims.fire(claimId, 'release', actor, { idempotencyKey: `release:${batchId}` })
      return null
    } catch (error) {
      if (!(error instanceof TransitionRefused)) throw error
      const { refusals } = error
      if (error.code === 'not-yet' && !refusals.some(({ code }) => code === 'BATCH_NOT_RELEASED')) {
        await this.askForAttention(claimId, refusals)
      }
      return error.code === 'not-yet' ? { claimId, refusals } : null
    }
  }

  /** Something changed between the check and the release: a person must look, once. */
  private async askForAttention(claimId: string, refusals: readonly Refusal[]): Promise<void> {
    await this.sql.rows(
      `insert into attention (claim_id, topic, reason, owner_role, owner_branch_id, opened_at)
       select c.id, 'payment.release', $2, 'manager', c.branch_id, $3 from claim c
       where c.id = $1 and not exists (
         select from attention a where a.claim_id = c.id and a.topic = 'payment.release' and a.closed_at is null)`,
      [claimId, refusals.map(({ code }) => code).join(', '), this.clock.now()],
    )
  }

  private async approvedClaims(batchId: string): Promise<string[]> {
    const rows = await this.sql.rows<{ id: string }>(
      `select distinct c.id from payment p join claim c on c.id = p.claim_id
       where p.batch_id = $1 and p.state = 'in_batch' and c.state = 'approved' and p.purpose <> 'scholarship' order by c.id`,
      [batchId],
    )
    return rows.map(({ id }) => id)
  }
}

/** Does the work for each of them, a few at a time, and answers in their order; one that fails does not stop the others. */
async function eachOf<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const done: PromiseSettledResult<R>[] = []
  for (let from = 0; from < items.length; from += AT_ONCE) {
    done.push(...(await Promise.allSettled(items.slice(from, from + AT_ONCE).map(work))))
  }
  const failed = done.find((each) => each.status === 'rejected')
  if (failed) throw failed.reason
  return done.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []))
}
