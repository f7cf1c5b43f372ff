/**
 * The quality of decisions: some of them, drawn by their own hash, are decided once more by somebody who had no part in
 * them and is not told how they went. Where the two differ, the manager of the branch looks at it. A review changes
 * nothing by itself and holds nobody up.
 */
import { Injectable } from '@nestjs/common'
import { Clock } from '../platform/clock/clock.js'
import { Sql, type SqlRunner } from '../platform/database/sql.js'
import { PersonalData } from '../platform/personal-data/personal-data.service.js'
import { InvalidInput, NotFound } from '../platform/problem/problems.js'
import type { QualityReviewDto } from './quality-review.dto.js'
import { loadQualityRates } from './quality-rates.js'

/** A drawn decision, without what was decided. */
export interface DrawnDecision {
  claimId: string
  seq: number
  number: string
  decidedAt: string
}

export interface FinishedReview {
  number: string
  reviewer: string
  reviewedAt: string
  agrees: boolean
  firstKind: 'pay' | 'refuse'
  /** Whole rupiah. */
  firstTotal: bigint
  secondKind: 'pay' | 'refuse'
  /** Null for a refusal. */
  secondTotal: bigint | null
  reason: string
}

export interface Reviewer {
  staffId: string
  branchId: string
}

interface FirstDecision {
  kind: 'pay' | 'refuse'
  total: bigint
}

const PAGE = 50

const refusals = {
  TOTAL_MISSING: ['/total', 'Tulis jumlah yang menurut Anda harus dibayar.'],
  TOTAL_NOT_ASKED: ['/total', 'Kosongkan jumlahnya bila klaim ini menurut Anda ditolak.'],
} as const

/** $1 rates, $2 branch, $3 whoever reviews: he held no duty on the round. */
const drawn = `
  from claim_transition t join claim c on c.id = t.claim_id join branch b on b.id = t.branch_id
  cross join lateral (
    select greatest(case t.event when 'approve' then r.approvals_percent else r.refusals_percent end,
      case when exists (select from claim_signal s where s.claim_id = t.claim_id and s.round = t.round) then r.signalled_percent end) as percent
    from jsonb_to_recordset($1::jsonb) as r("from" date, approvals_percent int, refusals_percent int, signalled_percent int)
    where r."from" <= (t.at at time zone b.zone)::date order by r."from" desc limit 1) rate
  where t.event in ('approve', 'reject') and t.branch_id = $2::uuid
    and quality_draw(t.hash) < 100 * rate.percent
    and not exists (select from quality_review q where q.claim_id = t.claim_id and q.seq = t.seq)
    and not exists (select from duty_held h
      where h.claim_id = t.claim_id and coalesce(h.round, t.round) = t.round and h.actor_id = $3)`

const columns = 't.claim_id as "claimId", t.seq, c.number, t.at as "decidedAt"'

@Injectable()
export class QualityReviews {
  private readonly rates = JSON.stringify(loadQualityRates())

  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly personal: PersonalData,
  ) {}

  /** What waits for a second decision that this person may give, the oldest first. */
  waiting({ staffId, branchId }: Reviewer): Promise<DrawnDecision[]> {
    return this.sql.rows<DrawnDecision>(
      `select ${columns} ${drawn} order by t.at, t.claim_id limit ${PAGE}`,
      [this.rates, branchId, staffId],
    )
  }

  /** @throws NotFound also for a decision that was not drawn, is reviewed already, or in which this person had a part */
  async get(number: string, reviewer: Reviewer): Promise<DrawnDecision> {
    return this.find(this.sql, number, reviewer)
  }

  /**
   * Keeps a second decision and compares it with the first.
   * @throws NotFound, InvalidInput
   */
  async decide(number: string, dto: QualityReviewDto, reviewer: Reviewer): Promise<{ agrees: boolean }> {
    const total = amountOf(dto)
    return this.sql.transaction(async (sql) => {
      const { claimId, seq } = await this.find(sql, number, reviewer)
      const first = await this.firstDecision(sql, claimId, seq)
      const agrees = first.kind === dto.verdict && (total === null || total === first.total)
      const seals = await this.personal.ofClaim(claimId, sql)
      const kept = await sql.rows(
        `insert into quality_review (claim_id, seq, reviewer_id, verdict, total, reason, agrees, reviewed_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (claim_id, seq) do nothing returning 1`,
        [
          claimId,
          seq,
          reviewer.staffId,
          dto.verdict,
          total?.toString() ?? null,
          seals.text('quality_review.reason', dto.reason),
          agrees,
          this.clock.now(),
        ],
      )
      if (kept.length === 0) throw notWaiting()
      if (!agrees) await this.askForAttention(sql, claimId)
      return { agrees }
    })
  }

  /** Reviews of a branch, the latest first; only now both decisions stand side by side. */
  async finished(branchId: string): Promise<FinishedReview[]> {
    const rows = await this.sql.rows<FinishedReview>(
      `select c.number, m.display_name as reviewer, q.reviewed_at as "reviewedAt", q.agrees, q.reason,
         d.kind as "firstKind", d.total as "firstTotal", q.verdict as "secondKind", q.total as "secondTotal"
       from quality_review q join claim c on c.id = q.claim_id join staff_member m on m.id = q.reviewer_id
       join lateral (select p.kind, p.total from decision_packet p
         where p.claim_id = q.claim_id and p.seq < q.seq order by p.seq desc limit 1) d on true
       where c.branch_id = $1 order by q.reviewed_at desc limit ${PAGE}`,
      [branchId],
    )
    return this.personal.reveal(rows, { reason: 'quality_review.reason' })
  }

  private async find(
    sql: SqlRunner,
    number: string,
    { staffId, branchId }: Reviewer,
  ): Promise<DrawnDecision> {
    const [found] = await sql.rows<DrawnDecision>(
      `select ${columns} ${drawn} and c.number = $4 order by t.seq desc limit 1`,
      [this.rates, branchId, staffId, number],
    )
    if (!found) throw notWaiting()
    return found
  }

  private async firstDecision(sql: SqlRunner, claimId: string, seq: number): Promise<FirstDecision> {
    const [first] = await sql.rows<FirstDecision>(
      'select kind, total from decision_packet where claim_id = $1 and seq < $2 order by seq desc limit 1',
      [claimId, seq],
    )
    if (!first) throw new Error(`decision ${claimId}/${seq} has no packet`)
    return first
  }

  private async askForAttention(sql: SqlRunner, claimId: string): Promise<void> {
    await sql.rows(
      `insert into attention (claim_id, topic, reason, owner_role, owner_branch_id, opened_at)
       select id, 'quality.review', 'Penilaian mutu berbeda dengan putusan klaim ini.', 'manager', branch_id, $2
       from claim where id = $1`,
      [claimId, this.clock.now()],
    )
  }
}

function notWaiting(): NotFound {
  return new NotFound('Tidak ada putusan pada klaim ini yang menunggu penilaian Anda.')
}

function amountOf({ verdict, total }: QualityReviewDto): bigint | null {
  if (verdict === 'pay' && total === undefined) throw refused('TOTAL_MISSING')
  if (verdict === 'refuse' && total !== undefined) throw refused('TOTAL_NOT_ASKED')
  return total === undefined ? null : BigInt(total)
}

function refused(code: keyof typeof refusals): InvalidInput {
  const [pointer, detail] = refusals[code]
  return new InvalidInput(detail, [{ pointer, code, detail }])
}
