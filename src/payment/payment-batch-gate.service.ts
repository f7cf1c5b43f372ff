/**
 * The gate of batches: the only way in which a batch's state changes. It locks, counts, asks the batch table and writes
 * batch and history, in the caller's transaction.
 */
import { Injectable } from '@nestjs/common'
import {
  type BatchEvent,
  type BatchFacts,
  type BatchState,
  batchTable,
  decide,
  dutyOfBatchEvent,
} from '#libs/lifecycle'
import { type Actor, SYSTEM } from '../claims/claim-command.port.js'
import { Clock } from '../platform/clock/clock.js'
import { SharedStatement } from '../platform/database/shared-statement.js'
import { Sql, type SqlRunner } from '../platform/database/sql.js'
import { NotAllowed, NotFound, TransitionRefused } from '../platform/problem/problems.js'
import { inTransaction } from './in-transaction.js'

/** A batch as it stands; count and total are of the payments in it now. */
export interface PaymentBatch {
  id: string
  number: bigint
  branchId: string
  state: BatchState
  count: number
  /** Whole rupiah. */
  total: bigint
  /** Of the payments as closed. */
  hash: string | null
  createdBy: string
  closedBy: string | null
  releasedBy: string | null
}

interface BatchReading extends PaymentBatch {
  seq: number
  facts: BatchFacts['batch']
}

const columns = `b.id, b.number, b.branch_id as "branchId", b.state, s.payment_count as count, s.total, b.hash,
  b.created_by as "createdBy", b.closed_by as "closedBy", b.released_by as "releasedBy"`

/** In the place of each claim: its released batches in which the bank has answered every payment; each batch once. */
const answeredBatches = `
  select min(x.place)::int as place, b.id from unnest($1::uuid[]) with ordinality as x(claim_id, place)
    join payment p on p.claim_id = x.claim_id join payment_batch b on b.id = p.batch_id
  where b.state = 'released' group by b.id
  having not exists (select from payment o where o.batch_id = b.id and o.state in ('in_batch', 'sent', 'unknown'))`

@Injectable()
export class PaymentBatchGate {
  private readonly answered: SharedStatement<string, { id: string }>

  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
  ) {
    this.answered = new SharedStatement((claimIds) => sql.forGroups.rows(answeredBatches, [claimIds]))
  }

  /** The batch, for staff of its branch. Throws `NotFound` or `NotAllowed`. */
  async get(sql: SqlRunner, batchId: string, actor: Actor): Promise<PaymentBatch> {
    const [batch] = await sql.rows<PaymentBatch>(
      `select ${columns} from payment_batch b, payment_batch_sum(b.id) s where b.id = $1`,
      [batchId],
    )
    if (!batch) throw new NotFound('Daftar bayar ini tidak ditemukan.')
    assertOwnBranch(batch.branchId, actor)
    return batch
  }

  /** Whoever works on a batch holds it first, then claims, then payments. */
  async hold(sql: SqlRunner, batchId: string, actor: Actor): Promise<PaymentBatch> {
    await sql.rows('select id from payment_batch where id = $1 for no key update', [batchId])
    return this.get(sql, batchId, actor)
  }

  /** One step of a batch. Throws `NotFound`, `NotAllowed` or `TransitionRefused`; then nothing was written. */
  async step(
    sql: SqlRunner,
    batchId: string,
    event: BatchEvent,
    actor: Actor,
    input: BatchFacts['input'],
  ): Promise<PaymentBatch> {
    await this.hold(sql, batchId, actor)
    const batch = await this.read(sql, batchId, event, actor)
    const now = this.clock.now()
    const facts: BatchFacts = { now, actor: { id: actor.id, role: actor.role }, batch: batch.facts, input }
    const decision = decide(batchTable, { state: batch.state, event, role: actor.role }, facts)
    if (!decision.ok)
      throw new TransitionRefused(event, decision.why, decision.refusals, eventsFrom(batch.state, actor))
    await sql.rows(
      `with history as (
         insert into payment_batch_transition (batch_id, seq, from_state, event, to_state, actor_id, actor_role, at, reason)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9))
       update payment_batch b set state = $5, seq = $2,
         payment_count = case $4 when 'close' then s.payment_count else b.payment_count end,
         total = case $4 when 'close' then s.total else b.total end,
         hash = case $4 when 'close' then s.hash else b.hash end,
         closed_by = case $4 when 'close' then $6 else b.closed_by end,
         closed_at = case $4 when 'close' then $8::timestamptz else b.closed_at end,
         released_by = case $4 when 'release' then $6 else b.released_by end,
         released_at = case $4 when 'release' then $8::timestamptz else b.released_at end
       from payment_batch_sum($1) s where b.id = $1`,
      [
        batchId,
        batch.seq + 1,
        batch.state,
        event,
        decision.to,
        actor.id,
        actor.role,
        now,
        input.reason ?? null,
      ],
    )
    return this.get(sql, batchId, actor)
  }

  /** Marks the released batches of this claim as answered, once the bank has answered every payment in them. */
  async noteAnswers(claimId: string): Promise<void> {
    const answered = await this.answered.all(claimId)
    for (const { id } of answered) await this.noteAnswered(id)
  }

  private async noteAnswered(batchId: string): Promise<void> {
    try {
      await inTransaction(this.sql, async (sql) => {
        const { state } = await this.hold(sql, batchId, SYSTEM)
        if (state === 'released') await this.step(sql, batchId, 'answers_complete', SYSTEM, {})
      })
    } catch (error) {
      // A payment took its place in the batch again since we looked: whoever answers it looks anew.
      if (!(error instanceof TransitionRefused)) throw error
    }
  }

  private async read(
    sql: SqlRunner,
    batchId: string,
    event: BatchEvent,
    actor: Actor,
  ): Promise<BatchReading> {
    const [batch] = await sql.rows<BatchReading>(
      `select ${columns}, b.seq, jsonb_build_object('count', s.payment_count, 'total', s.total::text,
         'closedHash', b.hash, 'currentHash', s.hash,
         'conflictingPayments', payment_batch_conflicts(b.id, $2, $3), 'closerId', b.closed_by, 'releaserId', b.released_by,
         'unanswered', (select count(*) from payment p where p.batch_id = b.id and p.state in ('in_batch', 'sent', 'unknown')),
         'unexplainedLines', (select count(*) from payment p join payment_reference r on r.payment_id = p.id
            join bank_statement_line l on l.reference = r.reference
            where p.batch_id = b.id and not exists (select from statement_placement m where m.line_id = l.id))) as facts
       from payment_batch b, payment_batch_sum(b.id) s where b.id = $1`,
      [batchId, actor.id, dutyOfBatchEvent[event] ?? null],
    )
    if (!batch) throw new NotFound('Daftar bayar ini tidak ditemukan.')
    return batch
  }
}

/** Staff handle the batches of their own branch; head office and the product, without a branch, those of all. */
export function assertOwnBranch(branchId: string, actor: Actor): void {
  if (actor.branchId !== null && actor.branchId !== branchId)
    throw new NotAllowed('Daftar bayar ini milik kantor cabang lain.')
}

function eventsFrom(state: BatchState, actor: Actor): BatchEvent[] {
  return batchTable.filter((row) => row.from === state && row.by.includes(actor.role)).map((row) => row.event)
}
