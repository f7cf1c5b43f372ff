/** Branches, members of staff, their roles and limits: who is here, and who is no longer. Used by seeds and commands. */
import { Injectable } from '@nestjs/common'
import { Clock } from '../platform/clock/clock.js'
import { OwnerSql } from '../platform/database/owner-sql.js'
import { violatedUnique } from '../platform/database/sql.js'
import { digestOfToken } from '../platform/login/session-credential.js'
import type { SignedIn } from '../platform/login/signed-in.js'
import { staffRoles } from '../platform/login/staff-roles.js'
import { type FieldError, InvalidInput, NotFound } from '../platform/problem/problems.js'
import type { BranchZone } from './branch.entity.js'
import { hashOfPassword, isPassword } from './password.js'
import { faultOfPassword } from './password-quality.js'

export interface NewBranch {
  /** Three capital letters, e.g. `PSR`. */
  code: string
  name: string
  zone: BranchZone
  phone: string
}

export interface NewMember {
  username: string
  displayName: string
  password: string
  branchCode: string
  /** At least one; an approver needs a limit in whole rupiah, the others have none. */
  roles: readonly { role: string; approvalLimit?: bigint }[]
}

@Injectable()
export class StaffAccounts {
  constructor(
    private readonly owner: OwnerSql,
    private readonly clock: Clock,
  ) {}

  /** @throws InvalidInput when the code is malformed or taken */
  async createBranch({ code, name, zone, phone }: NewBranch): Promise<{ id: string; code: string }> {
    if (!/^[A-Z]{3}$/.test(code))
      throw refused('/code', 'WRONG_FORM', 'Kode kantor terdiri dari tiga huruf besar, misalnya PSR.')
    const insert = 'insert into branch (code, name, zone, phone) values ($1, $2, $3, $4) returning id, code'
    const created = this.owner.rows<{ id: string; code: string }>(insert, [code, name, zone, phone])
    return one(await orTaken(created, '/code', `Kode kantor ${code} sudah dipakai.`))
  }

  /** @throws InvalidInput naming every field that cannot be taken; NotFound when there is no such branch */
  async createMember(member: NewMember): Promise<{ id: string }> {
    const errors = faultsOf(member)
    if (errors.length > 0) throw new InvalidInput('Akun belum dapat dibuat.', errors)
    const { username, displayName, branchCode } = member
    const branch = await this.owner.first('select 1 from branch where code = $1', [branchCode])
    if (!branch) throw new NotFound(`Kantor cabang ${branchCode} tidak ada.`)
    const roles = member.roles.map(({ role, approvalLimit }) => ({ role, limit: approvalLimit?.toString() }))
    const created = this.owner.rows<{ id: string }>(
      `with member as (
         insert into staff_member (username, display_name, password_hash, branch_id)
         select $1, $2, $3, id from branch where code = $4 returning id),
       roles as (
         insert into staff_role (staff_id, role, approval_limit)
         select member.id, r.role, r."limit" from member, jsonb_to_recordset($5::jsonb) as r(role text, "limit" bigint))
       select id from member`,
      [username, displayName, await hashOfPassword(member.password), branchCode, JSON.stringify(roles)],
    )
    return one(await orTaken(created, '/username', `Nama pengguna ${username} sudah dipakai.`))
  }

  /**
   * A person's own new password; every other session of his ends, the one in which he did it stays.
   * @throws InvalidInput when the present one is wrong or the new one can be guessed
   */
  async changePassword(staff: SignedIn, present: string, wanted: string, token: string): Promise<void> {
    const { staffId, username, displayName } = staff
    const kept = await this.owner.first<{ hash: string }>(
      'select password_hash as hash from staff_member where id = $1',
      [staffId],
    )
    if (!(await isPassword(present, kept?.hash)))
      throw refused('/sekarang', 'WRONG', 'Kata sandi sekarang belum cocok.')
    const weak = faultOfPassword(wanted, [username, displayName])
    if (weak) throw refused('/baru', weak.code, weak.detail)
    await this.owner.rows(
      `with changed as (update staff_member set password_hash = $2 where id = $1)
       update staff_session set revoked_at = $3
       where staff_id = $1 and revoked_at is null and token_hash <> $4`,
      [staffId, await hashOfPassword(wanted), this.clock.now(), digestOfToken(token)],
    )
  }

  /** Other roles and limits; every session ends, so that none goes on with the old ones. @throws NotFound, InvalidInput */
  async changeRoles(username: string, roles: NewMember['roles']): Promise<void> {
    const errors = roles.flatMap(faultOfRole)
    if (errors.length > 0) throw new InvalidInput('Peran belum dapat diganti.', errors)
    const wanted = roles.map(({ role, approvalLimit }) => ({ role, limit: approvalLimit?.toString() }))
    await this.owner.transaction(async (sql) => {
      const [member] = await sql.rows<{ id: string }>('select id from staff_member where username = $1', [
        username,
      ])
      if (!member) throw new NotFound(`Akun ${username} tidak ada.`)
      await sql.rows('delete from staff_role where staff_id = $1', [member.id])
      await sql.rows(
        `insert into staff_role (staff_id, role, approval_limit)
         select $1, r.role, r."limit" from jsonb_to_recordset($2::jsonb) as r(role text, "limit" bigint)`,
        [member.id, JSON.stringify(wanted)],
      )
      await sql.rows(endSessions, [member.id, this.clock.now()])
    })
  }

  /** To another branch: claims and open papers stay with the old one, and every session ends. @throws NotFound */
  async move(username: string, branchCode: string): Promise<void> {
    await this.owner.transaction(async (sql) => {
      const [moved] = await sql.rows<{ id: string }>(
        `update staff_member m set branch_id = b.id from branch b where m.username = $1 and b.code = $2 returning m.id`,
        [username, branchCode],
      )
      if (!moved) throw new NotFound(`Akun ${username} atau kantor ${branchCode} tidak ada.`)
      await sql.rows('delete from claim_lease where staff_id = $1', [moved.id])
      await sql.rows(
        `with laid_back as (update claim set assigned_to = null where assigned_to = $1 returning id)
         insert into claim_assignment (claim_id, staff_id, assigned_by, reason, at)
         select id, null, 'system', 'moved_away', $2 from laid_back`,
        [moved.id, this.clock.now()],
      )
      await sql.rows(endSessions, [moved.id, this.clock.now()])
    })
  }

  /** Lets somebody in by the name that the issuer of the house has for him, instead of an earlier one. @throws NotFound */
  async link(username: string, issuer: string, subject: string): Promise<void> {
    const linked = this.owner.rows(
      `insert into staff_identity (issuer, subject, staff_id, linked_at) select $2, $3, id, $4 from staff_member where username = $1
       on conflict on constraint staff_identity_one_a_person do update set subject = excluded.subject, linked_at = excluded.linked_at
       returning 1`,
      [username, issuer, subject, this.clock.now()],
    )
    const done = await orTaken(linked, '/subject', 'Identitas ini sudah milik akun lain.')
    if (done.length === 0) throw new NotFound(`Akun ${username} tidak ada.`)
  }

  /** For somebody who lost phone and recovery codes: a new second factor is set up at the next sign-in. @throws NotFound */
  async resetSecondFactor(username: string): Promise<void> {
    const gone = await this.owner.rows(
      `delete from staff_second_factor f using staff_member m
       where m.id = f.staff_id and m.username = $1 returning 1`,
      [username],
    )
    if (gone.length === 0) throw new NotFound(`Akun ${username} tidak punya pengaman kedua.`)
  }

  /** Closes an account and every session it has open, and lays back the claims it has. @throws NotFound */
  async deactivate(username: string): Promise<void> {
    const closed = await this.owner.rows(
      `with closed as (update staff_member set active = false where username = $1 returning id),
         revoked as (update staff_session s set revoked_at = $2 from closed where s.staff_id = closed.id and s.revoked_at is null),
         laid_back as (update claim c set assigned_to = null from closed where c.assigned_to = closed.id returning c.id),
         let_go as (delete from claim_lease l using closed where l.staff_id = closed.id),
         kept as (insert into claim_assignment (claim_id, staff_id, assigned_by, reason, at)
           select id, null, 'system', 'account_closed', $2 from laid_back)
       select id from closed`,
      [username, this.clock.now()],
    )
    if (closed.length === 0) throw new NotFound(`Akun ${username} tidak ada.`)
  }
}

const endSessions = 'update staff_session set revoked_at = $2 where staff_id = $1 and revoked_at is null'

function one<Row>([row]: readonly Row[]): Row {
  if (row === undefined) throw new Error('Nothing was written.')
  return row
}

function faultsOf(member: NewMember): FieldError[] {
  const errors: FieldError[] = []
  if (!/^[a-z][a-z0-9._-]{1,39}$/.test(member.username)) {
    errors.push({
      pointer: '/username',
      code: 'WRONG_FORM',
      detail: 'Pakai 2 sampai 40 huruf kecil, angka, titik atau garis.',
    })
  }
  if (member.displayName.trim() === '')
    errors.push({ pointer: '/displayName', code: 'MISSING', detail: 'Tulis nama lengkap.' })
  const weak = faultOfPassword(member.password, [member.username, member.displayName])
  if (weak) errors.push({ pointer: '/password', ...weak })
  if (member.roles.length === 0)
    errors.push({ pointer: '/roles', code: 'MISSING', detail: 'Beri paling sedikit satu peran.' })
  return [...errors, ...member.roles.flatMap(faultOfRole)]
}

function faultOfRole({ role, approvalLimit }: NewMember['roles'][number], index: number): FieldError[] {
  const pointer = `/roles/${index}`
  if (!(staffRoles as readonly string[]).includes(role)) {
    return [{ pointer, code: 'NOT_ONE_OF', detail: `Peran petugas: ${staffRoles.join(', ')}.` }]
  }
  const fits =
    role === 'approver' ? approvalLimit !== undefined && approvalLimit > 0n : approvalLimit === undefined
  return fits
    ? []
    : [
        {
          pointer,
          code: 'LIMIT_MISPLACED',
          detail: 'Batas persetujuan di atas nol untuk approver, dan hanya untuk approver.',
        },
      ]
}

function refused(pointer: string, code: string, detail: string): InvalidInput {
  return new InvalidInput(detail, [{ pointer, code, detail }])
}

async function orTaken<Result>(work: Promise<Result>, pointer: string, detail: string): Promise<Result> {
  try {
    return await work
  } catch (error) {
    if (violatedUnique(error)) throw refused(pointer, 'TAKEN', detail)
    throw error
  }
}
