/**
 * Ends the wait of a share that heirs dispute: it is paid to its payee by a transfer of its own, or nobody is entitled to
 * it and it falls to the fund. An approver decides, with the reason; the undisputed shares were paid long before.
 */
import { randomUUID } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import { moves } from '#libs/ledger'
import { formatDateId, type LocalDate } from '#libs/local-date'
import type { Actor } from '../claims/claim-command.port.js'
import { Clock } from '../platform/clock/clock.js'
import { Sql, type SqlRunner } from '../platform/database/sql.js'
import { PersonalData } from '../platform/personal-data/personal-data.service.js'
import { NotAllowed, NotFound, type RefusalDetail, TransitionRefused } from '../platform/problem/problems.js'
import { inTransaction } from './in-transaction.js'

export interface DisputedShare {
  payee_id: string
  claim_id: string
  claim_number: string
  payee: string
  amount: bigint
  /** Who disputes it and why. */
  dispute: string
}

export interface EscrowCommand {
  payeeId: string
  kind: 'release' | 'forfeit'
  reason: string
}

interface HeldShare {
  payee_id: string
  claim_id: string
  round: number
  branch_id: string
  amount: bigint
  approved: boolean
  decided: boolean
  /** Heirs whom nobody knows are called until then; its share is nobody's to pay out. */
  called_until: LocalDate | null
  still_called: boolean
  duties: string[]
}

@Injectable()
export class Escrows {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly personal: PersonalData,
  ) {}

  /** Shares that wait, of a claim. */
  async waiting(claimId: string): Promise<DisputedShare[]> {
    const shares = await this.sql.rows<DisputedShare>(
      `select y.id as payee_id, c.id as claim_id, c.number as claim_number, y.name as payee, sum(l.amount - l.set_off)::bigint as amount, y.dispute
       from payee y join claim c on c.id = y.claim_id join benefit_line l on l.payee_id = y.id and l.round = c.round
       where c.id = $1 and y.dispute is not null
         and not exists (select from escrow_decision d where d.payee_id = y.id and d.round = c.round)
       group by y.id, c.id having sum(l.amount - l.set_off) > 0 order by y.position`,
      [claimId],
    )
    return this.personal.reveal(shares, { dispute: 'payee.dispute' })
  }

  /** Decides one share. @throws NotFound, NotAllowed, TransitionRefused */
  decide({ payeeId, kind, reason }: EscrowCommand, actor: Actor): Promise<void> {
    return inTransaction(this.sql, async (sql) => {
      const share = await hold(sql, payeeId, actor, this.clock.now())
      assertMayDecide(share, kind, actor)
      const seals = await this.personal.ofClaim(share.claim_id, sql)
      const paidBy = kind === 'release' ? randomUUID() : null
      await this.write(
        sql,
        share,
        { kind, paidBy, reason: seals.text('escrow_decision.reason', reason) },
        actor,
      )
    })
  }

  private async write(
    sql: SqlRunner,
    { claim_id, round, payee_id, amount }: HeldShare,
    { kind, paidBy, reason }: { kind: EscrowCommand['kind']; paidBy: string | null; reason: string },
    actor: Actor,
  ): Promise<void> {
    const move = kind === 'release' ? 'escrow_release' : 'forfeiture'
    const { debit, credit } = moves[move]
    await sql.rows(
      `with decided as (
         insert into escrow_decision (claim_id, round, payee_id, amount, kind, paid_by, reason, decided_by, decided_at)
         values ($1, $2, $3, $4, $5, $6::uuid, $7, $8::uuid, $9)),
       duty as (
         insert into claim_duty (claim_id, round, actor_id, duty, act, at) values ($1, $2, $8::text, 'approve', 'escrow', $9)),
       transfer as (
         insert into payment (id, claim_id, round, payee_id, purpose, amount, bank_code, account_number, account_holder, created_at)
         select $6::uuid, $1, $2, y.id, 'escrow_release', $4, y.bank_code, y.account_number, y.account_holder, $9
         from payee y where y.id = $3 and $6::uuid is not null),
       lines as (
         insert into payment_line (payment_id, benefit_line_id, amount)
         select $6::uuid, l.id, l.amount - l.set_off from benefit_line l
         where l.payee_id = $3 and l.round = $2 and l.amount > l.set_off and $6::uuid is not null),
       entry as (
         insert into ledger_entry (claim_id, payment_id, kind, posting_count, at) values ($1, $6::uuid, $10, 2, $9) returning id)
       insert into ledger_posting (entry_id, claim_id, account, amount)
       select e.id, $1, x.account, x.side * $4::bigint from entry e, (values ('${debit}', 1), ('${credit}', -1)) as x(account, side)`,
      [claim_id, round, payee_id, amount, kind, paidBy, reason, actor.id, this.clock.now(), move],
    )
  }
}

async function hold(sql: SqlRunner, payeeId: string, actor: Actor, now: string): Promise<HeldShare> {
  await sql.rows(
    'select 1 from claim where id = (select claim_id from payee where id = $1) for no key update',
    [payeeId],
  )
  const [share] = await sql.rows<HeldShare>(
    `select y.id as payee_id, c.id as claim_id, c.round, c.branch_id, coalesce(sum(l.amount - l.set_off), 0)::bigint as amount,
       exists (select from claim_transition t where t.claim_id = c.id and t.round = c.round and t.event = 'approve') as approved,
       exists (select from escrow_decision d where d.payee_id = y.id and d.round = c.round) as decided,
       y.called_until, coalesce(y.called_until >= ($3::timestamptz at time zone b.zone)::date, false) as still_called,
       array(select duties_held(c.id, c.round, $2)) as duties
     from payee y join claim c on c.id = y.claim_id join branch b on b.id = c.branch_id left join benefit_line l on l.payee_id = y.id and l.round = c.round
     where y.id = $1 and y.dispute is not null group by y.id, c.id, b.id`,
    [payeeId, actor.id, now],
  )
  if (!share) throw new NotFound('Tidak ada bagian sengketa untuk penerima ini.')
  if (actor.branchId !== null && actor.branchId !== share.branch_id)
    throw new NotAllowed('Klaim ini ditangani kantor cabang lain.')
  return share
}

function assertMayDecide(share: HeldShare, kind: EscrowCommand['kind'], actor: Actor): void {
  const { approved, decided, duties, amount, called_until: calledUntil, still_called: stillCalled } = share
  if (actor.role !== 'approver') throw new NotAllowed('Hanya pejabat penyetuju yang memutus bagian sengketa.')
  if (calledUntil !== null && kind === 'release')
    throw new NotAllowed('Bagian ini menunggu ahli waris. Bila ada yang muncul, buka kembali klaimnya.')
  if (calledUntil !== null && stillCalled)
    throw new NotAllowed(
      `Ahli waris masih dipanggil sampai ${formatDateId(calledUntil)}. Putuskan sesudahnya.`,
    )
  if (!approved || decided || amount === 0n)
    throw new TransitionRefused('decide_escrow', 'no-such-step', [], [])
  const other = duties.find((duty) => duty !== 'approve')
  const refusals: RefusalDetail[] = []
  if (other !== undefined) refusals.push({ code: 'DUTY_ALREADY_HELD', params: { duty: other } })
  if (amount > BigInt(actor.approvalLimit ?? '0'))
    refusals.push({
      code: 'OVER_LIMIT',
      params: { total: String(amount), limit: actor.approvalLimit ?? '0' },
    })
  if (refusals.length > 0) throw new TransitionRefused('decide_escrow', 'not-yet', refusals, [])
}
