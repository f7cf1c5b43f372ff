/**
 * One step for very many school years, asked for once: opening a school year, or lifting what was held back for a rule.
 * For whom is written down first; then piece by piece, each in a transaction of its own with the steps it takes, so that
 * a run that was cut off anywhere goes on where it ended and nobody is taken twice.
 */
import { Injectable } from '@nestjs/common'
import { isUUID } from 'class-validator'
import type { Actor } from '../claims/claim-command.port.js'
import { Clock } from '../platform/clock/clock.js'
import { Sql, type SqlRunner } from '../platform/database/sql.js'
import { OutboxNudge } from '../platform/outbox/outbox-nudge.js'
import { PersonalData } from '../platform/personal-data/personal-data.service.js'
import { InvalidInput, NotAllowed, NotFound } from '../platform/problem/problems.js'
import { ScholarshipLifecycle, type YearCommand } from './scholarship-lifecycle.service.js'
import type { StepOutcome } from './scholarship-step.js'

export type RunKind = 'open' | 'lift_hold'

export interface RunAsked {
  kind: RunKind
  schoolYear: string
  /** Null: every branch, for the product itself. */
  branchId: string | null
  reason?: string
}

export interface RunStanding {
  id: string
  kind: RunKind
  school_year: string
  branch_id: string | null
  branch: string | null
  asked_by: string
  /** The name of whoever asked; null for the product itself. */
  asker: string | null
  asked_at: string
  finished_at: string | null
  total: number
  waiting: number
  done: number
  refused: number
  failed: number
}

export interface RefusedRow {
  branch: string
  claim: string
  child: string
  outcome: 'refused' | 'failed'
  reasons: { code: string }[]
}

export interface RunPreview {
  branch: string
  level: string | null
  children: number
  expected: bigint
}

interface Run {
  id: string
  kind: RunKind
  asked_by: string
  asked_role: Actor['role']
  asked_branch_id: string | null
  reason: string | null
  approval_limit: bigint | null
}

const AT_A_TIME = 1_000
const SHOWN = 500

/** $1 school year, $2 branch or null, $3 now. Only children whose year has begun where they live, and that the law may pay. */
const candidates: Record<RunKind, string> = {
  open: `from scholarship_year y join scholarship_award a on a.id = y.award_id join claim c on c.id = a.claim_id join branch b on b.id = c.branch_id
    where y.school_year = $1 and y.state = 'planned' and y.expected_level is not null and a.state = 'active'
      and ($2::uuid is null or c.branch_id = $2) and y.opens_on <= ($3::timestamptz at time zone b.zone)::date`,
  lift_hold: `from scholarship_year y join scholarship_award a on a.id = y.award_id join claim c on c.id = a.claim_id join branch b on b.id = c.branch_id
    where y.school_year = $1 and y.state = 'rule_hold' and ($2::uuid is null or c.branch_id = $2) and $3::timestamptz is not null`,
}
/** Who may begin a run of a kind. */
export const mayAsk: Record<RunKind, readonly Actor['role'][]> = {
  open: ['manager', 'admin', 'system'],
  lift_hold: ['approver'],
}

@Injectable()
export class ScholarshipRuns {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly personal: PersonalData,
    private readonly lifecycle: ScholarshipLifecycle,
    private readonly nudge: OutboxNudge,
  ) {}

  /** What a run would do, by branch and level; nothing is written. */
  preview({ kind, schoolYear, branchId }: RunAsked): Promise<RunPreview[]> {
    return this.sql.rows<RunPreview>(
      `select b.name as branch, coalesce(y.level, y.expected_level) as level, count(*)::int as children,
         sum(coalesce(y.amount, y.expected_amount))::bigint as expected ${candidates[kind]} group by 1, 2 order by 1, 2`,
      [schoolYear, branchId, this.clock.now()],
    )
  }

  /** Writes down for whom; the same key asks once. @throws NotAllowed; InvalidInput while another run does the same */
  async begin(asked: RunAsked, actor: Actor, idempotencyKey: string): Promise<RunStanding> {
    const id = await this.beginUnlessUnderWay(asked, actor, idempotencyKey)
    if (id === undefined) {
      const detail = 'Langkah massal yang sama sedang berjalan. Tunggu sampai selesai.'
      throw new InvalidInput(detail, [{ pointer: '', code: 'RUN_UNDER_WAY', detail }])
    }
    return this.standing(id)
  }

  /** One run of a kind at a time for the same children; undefined while another is under way. @throws NotAllowed */
  async beginUnlessUnderWay(
    asked: RunAsked,
    actor: Actor,
    idempotencyKey: string,
  ): Promise<string | undefined> {
    const { kind, schoolYear, branchId } = asked
    if (!mayAsk[kind].includes(actor.role))
      throw new NotAllowed('Peran Anda tidak menjalankan langkah massal ini.')
    if (actor.branchId !== null && actor.branchId !== branchId)
      throw new NotAllowed('Jalankan untuk kantor cabang Anda sendiri.')
    const reason =
      asked.reason === undefined
        ? null
        : (await this.personal.ofRegistry()).text('scholarship_run.reason', asked.reason)
    await this.sql.rows(
      `with asked as (
         insert into scholarship_run (kind, school_year, branch_id, asked_by, asked_role, asked_branch_id, asked_key, reason, asked_at, total)
         select $4, $1, $2, $5, $6, $7, $8, $9, $3, (select count(*) ${candidates[kind]})
         where not exists (select from scholarship_run r where r.kind = $4 and r.school_year = $1 and r.finished_at is null
           and ($2::uuid is null or r.branch_id is null or r.branch_id = $2))
         on conflict do nothing returning id)
       insert into scholarship_run_row (run_id, year_id) select asked.id, x.id from asked, (select y.id ${candidates[kind]}) x`,
      [
        schoolYear,
        branchId,
        this.clock.now(),
        kind,
        actor.id,
        actor.role,
        actor.branchId,
        idempotencyKey,
        reason,
      ],
    )
    const begun = await this.sql.first<{ id: string }>(
      'select id from scholarship_run where asked_by = $1 and asked_key = $2',
      [actor.id, idempotencyKey],
    )
    return begun?.id
  }

  /** Does the whole run, or what is left of it. `onProgress` hears of every piece. */
  async carryOut(
    runId: string,
    onProgress: (standing: { done: number; total: number }) => void = () => undefined,
  ): Promise<RunStanding> {
    const { total, waiting } = await this.standing(runId)
    let done = total - waiting
    for (let piece = await this.piece(runId); piece > 0; piece = await this.piece(runId)) {
      done += piece
      onProgress({ done, total })
    }
    return this.standing(runId)
  }

  /** Takes up every run that was begun and not finished; several processes share the work. Returns how many years it took. */
  async resume(): Promise<number> {
    const open = await this.sql.rows<{ id: string }>(
      'select id from scholarship_run where finished_at is null order by asked_at',
    )
    let count = 0
    for (const { id } of open)
      for (let piece = await this.piece(id); piece > 0; piece = await this.piece(id)) count += piece
    return count
  }

  /** @throws NotFound */
  standing(runId: string): Promise<RunStanding> {
    return this.standingFor(runId, null)
  }

  /** As a branch sees it: one of another branch is answered like one that does not exist. @throws NotFound */
  async standingFor(runId: string, branchId: string | null): Promise<RunStanding> {
    const [found] = isUUID(runId) ? await this.list('r.id = $1', runId) : []
    const elsewhere = branchId !== null && found?.branch_id != null && found.branch_id !== branchId
    if (!found || elsewhere) throw new NotFound('Langkah massal ini tidak ditemukan.')
    return found
  }

  /** The latest runs that concern a branch; with null, of every branch. */
  latest(branchId: string | null): Promise<RunStanding[]> {
    return this.list('($1::uuid is null or r.branch_id is null or r.branch_id = $1)', branchId)
  }

  /** Whom a run could not take, and why; with a branch, only its own. */
  refused(runId: string, branchId: string | null = null, limit = SHOWN): Promise<RefusedRow[]> {
    return this.sql.rows(
      `select b.name as branch, c.number as claim, a.child_name as child, w.outcome, w.reasons from scholarship_run_row w
       join scholarship_year y on y.id = w.year_id join scholarship_award a on a.id = y.award_id join claim c on c.id = a.claim_id
       join branch b on b.id = c.branch_id
       where w.run_id = $1 and w.outcome in ('refused', 'failed') and ($2::uuid is null or c.branch_id = $2)
       order by c.number, a.slot limit $3`,
      [runId, branchId, limit],
    )
  }

  private list(condition: string, value: string | null): Promise<RunStanding[]> {
    return this.sql.rows<RunStanding>(
      `select r.id, r.kind, r.school_year, r.branch_id, b.name as branch, r.asked_by, m.display_name as asker, r.asked_at, r.finished_at, r.total,
         count(w.year_id) filter (where w.outcome = 'waiting')::int as waiting, count(w.year_id) filter (where w.outcome = 'done')::int as done,
         count(w.year_id) filter (where w.outcome = 'refused')::int as refused, count(w.year_id) filter (where w.outcome = 'failed')::int as failed
       from (select * from scholarship_run r where ${condition} order by r.asked_at desc limit 20) r
       left join scholarship_run_row w on w.run_id = r.id left join branch b on b.id = r.branch_id
       left join staff_member m on m.id::text = r.asked_by
       group by r.id, r.kind, r.school_year, r.branch_id, b.name, r.asked_by, m.display_name, r.asked_at, r.finished_at, r.total order by r.asked_at desc`,
      [value],
    )
  }

  /** One piece: its steps and what became of each commit together. Returns how many; none left finishes the run. */
  private async piece(runId: string): Promise<number> {
    const count = await this.sql.transaction(async (sql) => {
      const run = await this.read(sql, runId)
      const rows = await sql.rows<{ year_id: string }>(
        `select year_id from scholarship_run_row where run_id = $1 and outcome = 'waiting' order by year_id limit $2 for update skip locked`,
        [runId, AT_A_TIME],
      )
      if (rows.length === 0) {
        await sql.rows(
          `update scholarship_run r set finished_at = $2 where r.id = $1 and r.finished_at is null and not exists (
             select from scholarship_run_row w where w.run_id = r.id and w.outcome = 'waiting')`,
          [runId, this.clock.now()],
        )
        return 0
      }
      const outcomes = await this.lifecycle.moveYears(sql, await this.commandsOf(run, rows))
      await sql.rows(
        `update scholarship_run_row w set outcome = x.outcome, reasons = x.reasons, done_at = $3
         from jsonb_to_recordset($2::jsonb) as x(year_id uuid, outcome text, reasons jsonb) where w.run_id = $1 and w.year_id = x.year_id`,
        [
          runId,
          JSON.stringify(outcomes.map((outcome, index) => resultOf(rows[index]?.year_id ?? '', outcome))),
          this.clock.now(),
        ],
      )
      return rows.length
    })
    if (count > 0) this.nudge.afterCommit()
    return count
  }

  private async read(sql: SqlRunner, runId: string): Promise<Run> {
    const [run] = await sql.rows<Run>(
      `select r.id, r.kind, r.asked_by, r.asked_role, r.asked_branch_id, r.reason, s.approval_limit from scholarship_run r
       left join staff_role s on s.staff_id::text = r.asked_by and s.role = 'approver' where r.id = $1`,
      [runId],
    )
    if (!run) throw new NotFound('Langkah massal ini tidak ditemukan.')
    return run
  }

  /** A school year is opened by the product, whoever asked for it; what was held is released by the person who asked. */
  private async commandsOf(run: Run, rows: readonly { year_id: string }[]): Promise<YearCommand[]> {
    const byPerson = run.kind === 'lift_hold'
    const actor: Actor = byPerson
      ? {
          id: run.asked_by,
          role: run.asked_role,
          branchId: run.asked_branch_id,
          approvalLimit: String(run.approval_limit ?? 0n),
        }
      : { id: 'system', role: 'system', branchId: null }
    const [said] =
      run.reason === null
        ? []
        : await this.personal.reveal([{ reason: run.reason }], { reason: 'scholarship_run.reason' })
    const input = said ? { reason: said.reason } : {}
    return rows.map(({ year_id }) => ({
      id: year_id,
      event: run.kind,
      actor,
      idempotencyKey: `${run.kind}:${run.id}`,
      input,
    }))
  }
}

function resultOf(
  yearId: string,
  outcome: StepOutcome,
): { year_id: string; outcome: string; reasons: object[] } {
  if (outcome.kind === 'taken') return { year_id: yearId, outcome: 'done', reasons: [] }
  if (outcome.kind === 'failed') return { year_id: yearId, outcome: 'failed', reasons: [{ code: 'FAILED' }] }
  const codes =
    outcome.refusals.length > 0 ? outcome.refusals.map(({ code }) => ({ code })) : [{ code: outcome.why }]
  return { year_id: yearId, outcome: 'refused', reasons: codes }
}
