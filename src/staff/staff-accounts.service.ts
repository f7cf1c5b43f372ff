/** Branches, members of staff, their roles and limits: who is here, and who is no longer. Used by seeds and commands. */
import { EntityManager } from '@mikro-orm/postgresql'
import { UniqueConstraintViolationException } from '@mikro-orm/core'
import { Injectable } from '@nestjs/common'
import { Clock } from '../platform/clock/clock.js'
import { Sql } from '../platform/database/sql.js'
import { type StaffRoleName, staffRoles } from '../platform/login/staff-roles.js'
import { type FieldError, InvalidInput, NotFound } from '../platform/problem/problems.js'
import { Branch, type BranchZone } from './branch.entity.js'
import { hashOfPassword, PASSWORD_MAX, PASSWORD_MIN } from './password.js'
import { StaffMember } from './staff-member.entity.js'
import { StaffRole } from './staff-role.entity.js'

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
    private readonly em: EntityManager,
    private readonly sql: Sql,
    private readonly clock: Clock,
  ) {}

  /** @throws InvalidInput when the code is malformed or taken */
  async createBranch(branch: NewBranch): Promise<Branch> {
    if (!/^[A-Z]{3}$/.test(branch.code))
      throw refused('/code', 'WRONG_FORM', 'Kode kantor terdiri dari tiga huruf besar, misalnya PSR.')
    const em = this.em.fork()
    const created = em.create(Branch, branch)
    await orTaken(em.persist(created).flush(), '/code', `Kode kantor ${branch.code} sudah dipakai.`)
    return created
  }

  /** @throws InvalidInput naming every field that cannot be taken; NotFound when there is no such branch */
  async createMember(member: NewMember): Promise<StaffMember> {
    const errors = faultsOf(member)
    if (errors.length > 0) throw new InvalidInput('Akun belum dapat dibuat.', errors)
    const passwordHash = await hashOfPassword(member.password)
    const em = this.em.fork()
    const branch = await em.findOne(Branch, { code: member.branchCode })
    if (!branch) throw new NotFound(`Kantor cabang ${member.branchCode} tidak ada.`)
    const { username, displayName } = member
    return em.transactional(async (inner) => {
      const created = inner.create(StaffMember, { username, displayName, passwordHash, branchId: branch.id })
      await orTaken(inner.persist(created).flush(), '/username', `Nama pengguna ${username} sudah dipakai.`)
      for (const { role, approvalLimit } of member.roles) {
        inner.persist(
          inner.create(StaffRole, { staffId: created.id, role: role as StaffRoleName, approvalLimit }),
        )
      }
      return created
    })
  }

  /** Closes an account and every session it has open. @throws NotFound */
  async deactivate(username: string): Promise<void> {
    const closed = await this.sql.rows(
      `with closed as (update staff_member set active = false where username = $1 returning id),
         revoked as (update staff_session s set revoked_at = $2 from closed where s.staff_id = closed.id and s.revoked_at is null)
       select id from closed`,
      [username, this.clock.now()],
    )
    if (closed.length === 0) throw new NotFound(`Akun ${username} tidak ada.`)
  }
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
  if (member.password.length < PASSWORD_MIN || member.password.length > PASSWORD_MAX) {
    const detail = `Kata sandi terdiri dari ${PASSWORD_MIN} sampai ${PASSWORD_MAX} huruf.`
    errors.push({ pointer: '/password', code: 'WRONG_LENGTH', detail })
  }
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

async function orTaken(work: Promise<unknown>, pointer: string, detail: string): Promise<void> {
  try {
    await work
  } catch (error) {
    if (error instanceof UniqueConstraintViolationException) throw refused(pointer, 'TAKEN', detail)
    throw error
  }
}
