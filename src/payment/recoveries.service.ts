/**
 * Brings back what was paid too much: found by one person, confirmed by another, told to the payee, paid back in parts.
 * The table decides every step; ledger and message are written with it. What was paid is never changed.
 */
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { Injectable } from '@nestjs/common'
import { type EntryKind, moneyMove } from '#libs/ledger'
import {
  decide,
  type RecoveryEffect,
  type RecoveryEvent,
  type RecoveryFacts,
  type RecoveryRecord,
  type RecoveryState,
  recoveryTable,
} from '#libs/lifecycle'
import { type Actor, SYSTEM } from '../claims/claim-command.port.js'
import { Clock } from '../platform/clock/clock.js'
import { Sql, type SqlRunner, violatedUnique } from '../platform/database/sql.js'
import { OutboxNudge } from '../platform/outbox/outbox-nudge.js'
import { type ClaimSeals, PersonalData } from '../platform/personal-data/personal-data.service.js'
import {
  InvalidInput,
  KeyReused,
  NotAllowed,
  NotFound,
  TransitionRefused,
} from '../platform/problem/problems.js'
import { inTransaction } from './in-transaction.js'

export interface Found {
  payeeId: string
  /** Whole rupiah. */
  amount: bigint
  reason: string
}

export interface Instalment {
  dueOn: string
  amount: bigint
}

export interface RecoveryInput {
  reason?: string
  /** arrange */
  plan?: readonly Instalment[]
  /** receive: what came back, when, and under which reference the bank knows it. */
  amount?: bigint
  reference?: string
  valueDate?: string
}

export interface RecoveryOnFile {
  id: string
  claim_id: string
  payee_id: string
  payee: string
  amount: bigint
  /** Still to come back. */
  open: bigint
  state: RecoveryState
  seq: number
  /** In the words of who found it; null where a later decision of the claim is lower than what was paid. */
  reason: string | null
  /** The round of that decision. */
  decided_in: number | null
  identified_by: string
}

const READ = `select r.id, r.claim_id, r.payee_id, y.name as payee, r.amount, r.state, r.seq, r.reason, r.decided_in, r.identified_by, c.branch_id,
    r.amount - coalesce((select sum(b.amount) from recovery_receipt b where b.recovery_id = r.id), 0)::bigint as open
  from recovery r join payee y on y.id = r.payee_id join claim c on c.id = r.claim_id`

/** Who may record that too much was paid. */
export const finders = ['verifier', 'manager', 'reconciler', 'objection_reviewer'] as const
const entryOf: Partial<Record<RecoveryRecord, EntryKind>> = {
  overpayment: 'overpayment',
  repayment: 'repayment',
  recovery_waiver: 'recovery_waiver',
  recovery_loss: 'recovery_loss',
  recovery_superseded: 'recovery_superseded',
}

type HeldRecovery = RecoveryOnFile & { branch_id: string }

@Injectable()
export class Recoveries {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly personal: PersonalData,
    private readonly nudge: OutboxNudge,
  ) {}

  async of(claimId: string): Promise<RecoveryOnFile[]> {
    const found = await this.sql.rows<RecoveryOnFile>(
      `${READ} where r.claim_id = $1 order by r.identified_at, r.id`,
      [claimId],
    )
    return this.personal.reveal(found, { reason: 'recovery.reason' })
  }

  /**
   * Somebody has seen that a payee was paid too much; nothing is asked back before another person agrees. The same id
   * sent twice by him is one. @throws InvalidInput, NotAllowed, NotFound, KeyReused
   */
  async identify(
    claimId: string,
    { payeeId, amount, reason }: Found,
    actor: Actor,
    id: string = randomUUID(),
  ): Promise<string> {
    if (!(finders as readonly string[]).includes(actor.role))
      throw new NotAllowed('Peran Anda tidak mencatat kelebihan bayar.')
    const [paid] = await this.sql.rows<{ branch_id: string; round: number; sum: bigint }>(
      `select c.branch_id, c.round, coalesce(sum(p.amount), 0)::bigint as sum from claim c
       left join payment p on p.claim_id = c.id and p.payee_id = $2 and p.live and p.state = 'settled'
       where c.id = $1 group by c.id`,
      [claimId, payeeId],
    )
    if (!paid) throw new NotFound('Klaim ini tidak ditemukan.')
    assertOwn(paid.branch_id, actor)
    if (amount <= 0n || amount > paid.sum)
      throw moreThanPaid('Kelebihan bayar paling banyak sebesar yang sudah diterima penerima ini.')
    const seals = await this.personal.ofClaim(claimId)
    try {
      const put = await this.sql.rows(
        `insert into recovery (id, claim_id, round, payee_id, amount, reason, identified_by, identified_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (id) do nothing returning id`,
        [
          ...[id, claimId, paid.round, payeeId, amount],
          ...[seals.text('recovery.reason', reason), actor.id, this.clock.now()],
        ],
      )
      const same = put.length > 0 ? put : await this.sql.rows(twin, [id, claimId, payeeId, amount, actor.id])
      if (same.length === 0) throw new KeyReused(id)
    } catch (error) {
      if (!isMoreThanPaid(error)) throw error
      throw moreThanPaid('Kelebihan bayar penerima ini sudah dicatat. Bukalah catatan yang ada.')
    }
    return id
  }

  /** One step of a recovery; the last money that comes back settles it. @throws NotFound, NotAllowed, TransitionRefused */
  async step(
    id: string,
    event: RecoveryEvent,
    actor: Actor,
    input: RecoveryInput = {},
  ): Promise<RecoveryState> {
    const state = await this.together(async (sql) => {
      const before = await this.hold(sql, id, actor)
      const to = await this.take(sql, before, event, actor, input)
      if (event !== 'receive' || before.open !== input.amount) return to
      return this.take(sql, await this.hold(sql, id, actor), 'settle', SYSTEM, {})
    })
    this.nudge.afterCommit()
    return state
  }

  /** Where the bank has brought the money meanwhile, the database lets nothing of it be asked back. */
  private async together<Result>(work: (sql: SqlRunner) => Promise<Result>): Promise<Result> {
    try {
      return await inTransaction(this.sql, work)
    } catch (error) {
      if (!isMoreThanPaid(error)) throw error
      throw new NotAllowed(
        'Dana penerima ini sudah kembali dari bank. Buka kembali klaim ini agar diputus lagi.',
      )
    }
  }

  /** A bank has brought the money, or a later decision takes the place of the demand; in the caller's transaction. */
  async supersede(sql: SqlRunner, id: string): Promise<void> {
    await this.take(sql, await this.hold(sql, id, SYSTEM), 'supersede', SYSTEM, {})
  }

  private async hold(sql: SqlRunner, id: string, actor: Actor): Promise<HeldRecovery> {
    await sql.rows(
      'select 1 from claim where id = (select claim_id from recovery where id = $1) for no key update',
      [id],
    )
    const [found] = await sql.rows<HeldRecovery>(`${READ} where r.id = $1`, [id])
    if (!found) throw new NotFound('Penagihan kembali ini tidak ditemukan.')
    assertOwn(found.branch_id, actor)
    return found
  }

  private async take(
    sql: SqlRunner,
    before: HeldRecovery,
    event: RecoveryEvent,
    actor: Actor,
    input: RecoveryInput,
  ): Promise<RecoveryState> {
    const decision = decide(
      recoveryTable,
      { state: before.state, event, role: actor.role },
      factsOf(before, actor, input),
    )
    if (!decision.ok) throw new TransitionRefused(event, decision.why, decision.refusals, [])
    const seals = await this.personal.ofClaim(before.claim_id, sql)
    await this.writeStep(sql, before, { event, to: decision.to, actor }, reasonOf(seals, input.reason))
    for (const effect of decision.effects) await this.carryOut(sql, before, effect, input)
    return decision.to
  }

  private async writeStep(
    sql: SqlRunner,
    { id, state, seq }: HeldRecovery,
    { event, to, actor }: { event: RecoveryEvent; to: RecoveryState; actor: Actor },
    reason: string | null,
  ): Promise<void> {
    await sql.rows(
      `with history as (
         insert into recovery_transition (recovery_id, seq, from_state, event, to_state, actor_id, actor_role, reason, at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9))
       update recovery set state = $5, seq = $2 where id = $1`,
      [id, seq + 1, state, event, to, actor.id, actor.role, reason, this.clock.now()],
    )
  }

  private async carryOut(
    sql: SqlRunner,
    before: HeldRecovery,
    effect: RecoveryEffect,
    input: RecoveryInput,
  ): Promise<void> {
    if (effect.kind === 'send')
      await sql.rows(
        `insert into outbox (topic, claim_id, payload, occurred_at)
         values ($1, $2, jsonb_build_object('recovery', $3::uuid, 'step', $4::int), $5)`,
        [effect.topic, before.claim_id, before.id, before.seq + 1, this.clock.now()],
      )
    if (effect.kind === 'notify')
      await sql.rows(
        `insert into outbox (topic, claim_id, payload, occurred_at)
         values ('notification.send', $1, jsonb_build_object('template', $2::text), $3)`,
        [before.claim_id, effect.template, this.clock.now()],
      )
    if (effect.kind !== 'record') return
    if (effect.record === 'plan') await keepPlan(sql, before, input.plan ?? [])
    if (effect.record === 'repayment') await keepReceipt(sql, before, input)
    const kind = entryOf[effect.record]
    if (kind) await this.post(sql, before, kind, input)
  }

  private async post(
    sql: SqlRunner,
    before: HeldRecovery,
    kind: EntryKind,
    input: RecoveryInput,
  ): Promise<void> {
    const answer = moneyMove(kind, kind === 'repayment' ? (input.amount ?? 0n) : before.open)
    if (!answer.ok) throw new Error(`no ledger entry ${kind}: ${JSON.stringify(answer.refusals)}`)
    await sql.rows(
      `with entry as (
         insert into ledger_entry (claim_id, kind, posting_count, value_date, at) values ($1, $2, $3, $4, $5) returning id)
       insert into ledger_posting (entry_id, claim_id, account, amount)
       select entry.id, $1, x.account, x.amount from entry, jsonb_to_recordset($6::jsonb) as x(account text, amount bigint)`,
      [
        before.claim_id,
        kind,
        answer.entry.postings.length,
        input.valueDate ?? null,
        this.clock.now(),
        JSON.stringify(
          answer.entry.postings.map(({ account, amount }) => ({ account, amount: String(amount) })),
        ),
      ],
    )
  }
}

function factsOf(
  { identified_by, open }: HeldRecovery,
  { id, role }: Actor,
  input: RecoveryInput,
): RecoveryFacts {
  const amount = input.plan ? input.plan.reduce((sum, part) => sum + part.amount, 0n) : input.amount
  return {
    actor: { id, role },
    identifiedBy: identified_by,
    open: String(open),
    input: { reason: input.reason, amount: amount === undefined ? undefined : String(amount) },
  }
}

function reasonOf(seals: ClaimSeals, reason: string | undefined): string | null {
  return reason === undefined ? null : seals.text('recovery.reason', reason)
}

async function keepPlan(
  sql: SqlRunner,
  { id, seq }: HeldRecovery,
  plan: readonly Instalment[],
): Promise<void> {
  const rows = plan.map(({ dueOn, amount }, index) => ({
    position: index + 1,
    due_on: dueOn,
    amount: String(amount),
  }))
  await sql.rows(
    `insert into recovery_instalment (recovery_id, plan_seq, position, due_on, amount)
     select $1, $2, x.position, x.due_on, x.amount from jsonb_to_recordset($3::jsonb) as x(position int, due_on date, amount bigint)`,
    [id, seq + 1, JSON.stringify(rows)],
  )
}

/** The bank's reference makes each receipt count once, however often it is entered. */
async function keepReceipt(sql: SqlRunner, { id, seq }: HeldRecovery, input: RecoveryInput): Promise<void> {
  const { amount, reference = '', valueDate } = input
  if (!/^[\w./-]{4,64}$/.test(reference) || valueDate === undefined)
    throw new InvalidInput('Tulis referensi bank dan tanggal dana diterima.', [
      {
        pointer: '/reference',
        code: 'REFERENCE_MISSING',
        detail: 'Tulis referensi bank, 4 sampai 64 huruf atau angka.',
      },
    ])
  try {
    await sql.rows(
      'insert into recovery_receipt (reference, recovery_id, seq, amount, value_date) values ($1, $2, $3, $4, $5)',
      [reference, id, seq + 1, amount, valueDate],
    )
  } catch (error) {
    if (violatedUnique(error) === undefined) throw error
    const detail = 'Referensi bank ini sudah dicatat.'
    throw new InvalidInput(detail, [{ pointer: '/reference', code: 'REFERENCE_USED', detail }])
  }
}

/** What the same person recorded under this id already. */
const twin = `select from recovery
  where id = $1 and claim_id = $2 and payee_id = $3 and amount = $4 and identified_by = $5`

/** The database counts all that is asked back from a payee against all that he was paid. */
function isMoreThanPaid(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.code === 'SN106'
}

function moreThanPaid(detail: string): InvalidInput {
  return new InvalidInput(detail, [{ pointer: '/amount', code: 'MORE_THAN_PAID', detail }])
}

function assertOwn(branchId: string, actor: Actor): void {
  if (actor.branchId !== null && actor.branchId !== branchId)
    throw new NotAllowed('Klaim ini ditangani kantor cabang lain.')
}
