/**
 * Pays what a delay is owed: an approver agrees to a compensation that was fixed, and a transfer of its own waits for the
 * next batch. The family is told. The sum follows from the law and is not a person's to change.
 */
import { randomUUID } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import { moves } from '#libs/ledger'
import type { LocalDate } from '#libs/local-date'
import type { Actor } from '../claims/claim-command.port.js'
import { Clock } from '../platform/clock/clock.js'
import { Sql, type SqlRunner } from '../platform/database/sql.js'
import { OutboxNudge } from '../platform/outbox/outbox-nudge.js'
import { NotAllowed, NotFound, type RefusalDetail, TransitionRefused } from '../platform/problem/problems.js'
import { inTransaction } from './in-transaction.js'

export interface OwedCompensation {
  /** Of the late payment that it is for. */
  payment_id: string
  claim_id: string
  claim_number: string
  payee: string
  due_on: LocalDate
  paid_on: LocalDate
  /** Days on which we waited for the payee's other account; not counted. */
  suspended_days: number
  base: bigint
  amount: bigint
  basis: string
  fixed_at: string
}

interface OwedToDecide extends Pick<OwedCompensation, 'payment_id' | 'claim_id' | 'amount'> {
  round: number
  payee_id: string
  branch_id: string
  duties: string[]
  paid_by: string | null
}

const LISTED = 200
/** $1 branch, null for every one */
const OWED = `
  select l.payment_id, l.claim_id, c.number as claim_number, y.name as payee, l.due_on, l.paid_on, l.suspended_days, l.base,
    l.amount, l.basis, l.fixed_at
  from late_compensation l join claim c on c.id = l.claim_id join payee y on y.id = l.payee_id
  where not exists (select from late_compensation_approval a where a.payment_id = l.payment_id)
    and ($1::uuid is null or c.branch_id = $1)`
const { debit, credit } = moves.late_compensation_due

@Injectable()
export class LatePayouts {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly nudge: OutboxNudge,
  ) {}

  /** What was fixed and nobody has approved yet, the longest waiting first. @param branchId null for every branch */
  awaiting(branchId: string | null): Promise<OwedCompensation[]> {
    return this.sql.rows<OwedCompensation>(`${OWED} order by l.fixed_at, l.payment_id limit $2`, [
      branchId,
      LISTED,
    ])
  }

  /** One of them. @throws NotFound also when it is approved already, or of another branch */
  async get(latePaymentId: string, branchId: string | null): Promise<OwedCompensation> {
    const owed = await this.sql.first<OwedCompensation>(`${OWED} and l.payment_id = $2`, [
      branchId,
      latePaymentId,
    ])
    if (!owed) throw new NotFound('Ganti rugi ini tidak ada, atau sudah disetujui.')
    return owed
  }

  /**
   * Approves one compensation as it was fixed; returns the transfer that waits for a batch. A second call is answered
   * from the first.
   * @throws NotFound, NotAllowed, TransitionRefused
   */
  async approve(latePaymentId: string, actor: Actor): Promise<string> {
    const transfer = await inTransaction(this.sql, async (sql) => {
      const owed = await this.hold(sql, latePaymentId, actor)
      if (owed.paid_by !== null) return owed.paid_by
      assertMayApprove(owed, actor)
      return this.write(sql, owed, actor)
    })
    this.nudge.afterCommit()
    return transfer
  }

  /** The claim is held, so that two approvers at once find one transfer. */
  private async hold(sql: SqlRunner, latePaymentId: string, actor: Actor): Promise<OwedToDecide> {
    await sql.rows(
      'select 1 from claim where id = (select claim_id from late_compensation where payment_id = $1) for no key update',
      [latePaymentId],
    )
    const [owed] = await sql.rows<OwedToDecide>(
      `select l.payment_id, l.claim_id, l.round, l.payee_id, l.amount, c.branch_id, a.paid_by,
         array(select duties_held(l.claim_id, l.round, $2)) as duties
       from late_compensation l join claim c on c.id = l.claim_id
       left join late_compensation_approval a on a.payment_id = l.payment_id where l.payment_id = $1`,
      [latePaymentId, actor.id],
    )
    if (!owed) throw new NotFound('Ganti rugi ini tidak ditemukan.')
    if (actor.branchId !== null && actor.branchId !== owed.branch_id)
      throw new NotAllowed('Klaim ini ditangani kantor cabang lain.')
    return owed
  }

  private async write(sql: SqlRunner, owed: OwedToDecide, actor: Actor): Promise<string> {
    const id = randomUUID()
    const at = this.clock.now()
    await sql.rows(
      `with approved as (
         insert into late_compensation_approval (payment_id, paid_by, approved_by, approved_at) values ($1, $2, $3, $4)),
       duty as (
         insert into claim_duty (claim_id, round, actor_id, duty, act, at) values ($5, $6, $3::text, 'approve', 'late_compensation', $4)),
       transfer as (
         insert into payment (id, claim_id, round, payee_id, purpose, amount, bank_code, account_number, account_holder, created_at)
         select $2, $5, $6, y.id, 'late_compensation', $7, y.bank_code, y.account_number, y.account_holder, $4
         from payee y where y.id = $8),
       told as (
         insert into outbox (topic, claim_id, payload, occurred_at)
         values ('notification.send', $5, '{"template": "late-compensation"}', $4)),
       entry as (
         insert into ledger_entry (claim_id, payment_id, kind, posting_count, at) values ($5, $2, 'late_compensation_due', 2, $4)
         returning id)
       insert into ledger_posting (entry_id, claim_id, account, amount)
       select e.id, $5, x.account, x.side * $7::bigint from entry e, (values ('${debit}', 1), ('${credit}', -1)) as x(account, side)`,
      [owed.payment_id, id, actor.id, at, owed.claim_id, owed.round, owed.amount, owed.payee_id],
    )
    return id
  }
}

function assertMayApprove({ amount, duties }: OwedToDecide, actor: Actor): void {
  if (actor.role !== 'approver') throw new NotAllowed('Hanya pejabat penyetuju yang menyetujui ganti rugi.')
  const other = duties.find((duty) => duty !== 'approve')
  const refusals: RefusalDetail[] = [
    ...(other === undefined ? [] : [{ code: 'DUTY_ALREADY_HELD', params: { duty: other } }]),
    ...(amount <= BigInt(actor.approvalLimit ?? '0')
      ? []
      : [{ code: 'OVER_LIMIT', params: { total: String(amount), limit: actor.approvalLimit ?? '0' } }]),
  ]
  if (refusals.length > 0) throw new TransitionRefused('approve_late_compensation', 'not-yet', refusals, [])
}
