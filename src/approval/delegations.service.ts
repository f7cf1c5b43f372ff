/**
 * Lending a limit: an approver who is away asks, a manager who is neither of the two confirms, and for those days the
 * other approver may decide up to that amount. The database keeps the same rules for whoever writes SQL.
 */
import { Injectable } from '@nestjs/common'
import type { LocalDate } from '#libs/local-date'
import type { Actor } from '../claims/claim-command.port.js'
import { Clock } from '../platform/clock/clock.js'
import { Sql } from '../platform/database/sql.js'
import { InvalidInput, NotAllowed, NotFound } from '../platform/problem/problems.js'

export interface DelegationAsked {
  toStaffId: string
  validFrom: string
  validTo: string
  upTo: bigint
  reason: string
}

export interface Delegation {
  id: string
  branch_id: string
  from_staff: string
  from_name: string
  to_staff: string
  to_name: string
  valid_from: LocalDate
  valid_to: LocalDate
  up_to: bigint
  reason: string
  asked_at: string
  confirmed_by: string | null
  confirmer: string | null
  ended_at: string | null
}

export interface Approver {
  id: string
  name: string
}

const READ = `select g.id, g.branch_id, g.from_staff, f.display_name as from_name, g.to_staff, t.display_name as to_name, g.valid_from, g.valid_to,
    g.up_to, g.reason, g.asked_at, g.confirmed_by, m.display_name as confirmer, g.ended_at
  from approval_delegation g join staff_member f on f.id = g.from_staff join staff_member t on t.id = g.to_staff
  left join staff_member m on m.id = g.confirmed_by`
const NEWEST = 100
/** What the same person lent already to the same, for the same days and sum. */
const findTwin = `select id from approval_delegation where from_staff = $1 and to_staff = $2 and valid_from = $3
  and valid_to = $4 and up_to = $5 and ended_by is null`

@Injectable()
export class Delegations {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
  ) {}

  /** The newest hundred of a branch, or of all. */
  list(branchId: string | null): Promise<Delegation[]> {
    return this.sql.rows<Delegation>(
      `${READ} where $1::uuid is null or g.branch_id = $1 order by g.asked_at desc, g.id limit $2`,
      [branchId, NEWEST],
    )
  }

  /** To whom a limit can be lent. */
  approversBeside(actor: Actor): Promise<Approver[]> {
    return this.sql.rows<Approver>(
      `select m.id, m.display_name as name from staff_member m join staff_role r on r.staff_id = m.id and r.role = 'approver'
       where m.branch_id = $1 and m.active and m.id::text <> $2 order by m.display_name`,
      [actor.branchId, actor.id],
    )
  }

  /** Sent twice it is lent once. @throws NotAllowed, InvalidInput with a pointer to each field */
  async ask(asked: DelegationAsked, actor: Actor): Promise<string> {
    if (actor.role !== 'approver' || actor.branchId === null)
      throw new NotAllowed('Hanya pejabat penyetuju yang meminjamkan batasnya.')
    await this.assertSound(asked, actor)
    const { toStaffId, validFrom, validTo, upTo, reason } = asked
    const same = [actor.id, toStaffId, validFrom, validTo, upTo]
    return this.sql.transaction(async (sql) => {
      await sql.rows('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`delegation ${actor.id}`])
      const [twin] = await sql.rows<{ id: string }>(findTwin, same)
      if (twin) return twin.id
      const [row] = await sql.rows<{ id: string }>(
        `insert into approval_delegation (branch_id, from_staff, to_staff, valid_from, valid_to, up_to, reason, asked_by, asked_at)
         values ($6, $1, $2, $3, $4, $5, $7, $1, $8) returning id`,
        [...same, actor.branchId, reason, this.clock.now()],
      )
      return row?.id ?? ''
    })
  }

  /** The second pair of eyes. @throws NotAllowed, NotFound */
  async confirm(id: string, actor: Actor): Promise<void> {
    const found = await this.get(id, actor)
    if (actor.role !== 'manager') throw new NotAllowed('Kepala cabang yang mengesahkan pelimpahan.')
    if (actor.id === found.from_staff || actor.id === found.to_staff)
      throw new NotAllowed('Pelimpahan disahkan orang ketiga, bukan yang meminjamkan atau menerima.')
    await this.sql.rows(
      `update approval_delegation set confirmed_by = $2, confirmed_at = $3
       where id = $1 and confirmed_by is null and ended_by is null`,
      [id, actor.id, this.clock.now()],
    )
  }

  /** Ended by who lent it, or by a manager; what was decided under it stays. @throws NotAllowed, NotFound */
  async end(id: string, actor: Actor): Promise<void> {
    const found = await this.get(id, actor)
    if (actor.role !== 'manager' && actor.id !== found.from_staff)
      throw new NotAllowed('Pelimpahan diakhiri oleh yang meminjamkan atau kepala cabang.')
    await this.sql.rows(
      'update approval_delegation set ended_by = $2, ended_at = $3 where id = $1 and ended_by is null',
      [id, actor.id, this.clock.now()],
    )
  }

  private async get(id: string, actor: Actor): Promise<Delegation> {
    const found = await this.sql.first<Delegation>(`${READ} where g.id = $1`, [id])
    if (!found || (actor.branchId !== null && actor.branchId !== found.branch_id))
      throw new NotFound('Pelimpahan ini tidak ditemukan.')
    return found
  }

  private async assertSound(asked: DelegationAsked, actor: Actor): Promise<void> {
    const others = await this.approversBeside(actor)
    const own = BigInt(actor.approvalLimit ?? '0')
    const wrong = [
      ...(others.some(({ id }) => id === asked.toStaffId)
        ? []
        : [fault('toStaffId', 'NOT_AN_APPROVER', 'Pilih pejabat penyetuju lain di kantor ini.')]),
      ...(asked.validFrom <= asked.validTo
        ? []
        : [fault('validTo', 'ENDS_BEFORE_IT_BEGINS', 'Hari terakhir tidak boleh sebelum hari pertama.')]),
      ...(asked.upTo > 0n && asked.upTo <= own
        ? []
        : [fault('upTo', 'ABOVE_OWN_LIMIT', 'Jumlah paling banyak sebesar batas Anda sendiri.')]),
      ...(asked.reason.trim() === ''
        ? [fault('reason', 'REASON_MISSING', 'Tulis alasannya dalam satu kalimat.')]
        : []),
    ]
    if (wrong[0]) throw new InvalidInput(wrong[0].detail, wrong)
  }
}

function fault(field: string, code: string, detail: string) {
  return { pointer: `/${field}`, code, detail }
}
