/**
 * What shall become of an account: one person asks, another agrees, and the owner's command applies it. The running
 * application may not make or change staff, so that whoever takes it over makes himself no approver. Closing an account
 * waits for nobody's consent: it only takes away.
 */
import { Injectable } from '@nestjs/common'
import { Clock } from '../platform/clock/clock.js'
import { Sql } from '../platform/database/sql.js'
import { branchInSight, type SignedIn } from '../platform/login/signed-in.js'
import { staffRoles } from '../platform/login/staff-roles.js'
import { type FieldError, InvalidInput, NotFound } from '../platform/problem/problems.js'

export const changeKinds = ['add', 'roles', 'move', 'close', 'reset_factor'] as const
export type ChangeKind = (typeof changeKinds)[number]

/** What a kind of change needs besides the account. */
export interface WantedAccount {
  displayName?: string
  branchCode?: string
  roles?: { role: string; approvalLimit?: string }[]
}

export interface ChangeToAsk {
  kind: ChangeKind
  username: string
  wanted: WantedAccount
  reason: string
}

export interface StaffChange extends ChangeToAsk {
  id: string
  asker: string
  asked_by: string
  asked_at: string
  agreed: string | null
  agreed_at: string | null
  applied_at: string | null
}

@Injectable()
export class StaffChanges {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
  ) {}

  /** What the same person asked for already, and nobody agreed to yet, is asked for once. @throws InvalidInput naming every field that cannot be taken */
  async ask(staff: SignedIn, { kind, username, wanted, reason }: ChangeToAsk): Promise<void> {
    const errors = await this.faultsOf(staff, { kind, username, wanted, reason })
    if (errors.length > 0) throw new InvalidInput('Perubahan akun belum dapat diminta.', errors)
    await this.sql.transaction(async (sql) => {
      await sql.rows('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
        `staff_change ${staff.staffId}`,
      ])
      await sql.rows(
        `insert into staff_change (kind, username, wanted, reason, asked_by, asked_at)
         select $1, $2, $3::jsonb, $4, $5, $6::timestamptz where not exists (
           select from staff_change where asked_by = $5 and kind = $1 and username = $2 and wanted = $3::jsonb
             and agreed_at is null and applied_at is null)`,
        [kind, username, JSON.stringify(wanted), reason, staff.staffId, this.clock.now()],
      )
    })
  }

  /** Those asked for in a branch, or in all: the latest first, what is not applied yet on top. */
  list(branchId: string | null): Promise<StaffChange[]> {
    return this.sql.rows<StaffChange>(
      `select x.id, x.kind, x.username, x.wanted, x.reason, x.asked_by, a.display_name as asker, x.asked_at,
         g.display_name as agreed, x.agreed_at, x.applied_at
       from staff_change x join staff_member a on a.id = x.asked_by left join staff_member g on g.id = x.agreed_by
       where $1::uuid is null or a.branch_id = $1
       order by x.applied_at is not null, x.asked_at desc limit 100`,
      [branchId],
    )
  }

  /** By another person than the one who asked, who is not the one it is about. @throws NotFound */
  async agree(id: string, staff: SignedIn): Promise<void> {
    const agreed = await this.sql.rows(
      `update staff_change set agreed_by = $2, agreed_at = $3
       where id = $1 and agreed_at is null and applied_at is null and asked_by <> $2 and username <> $4 returning 1`,
      [id, staff.staffId, this.clock.now(), staff.username],
    )
    if (agreed.length === 0) throw new NotFound('Perubahan ini tidak menunggu persetujuan Anda.')
  }

  private async faultsOf(
    staff: SignedIn,
    { kind, username, wanted, reason }: ChangeToAsk,
  ): Promise<FieldError[]> {
    const known = await this.sql.first<{ branch_id: string }>(
      'select branch_id from staff_member where username = $1',
      [username],
    )
    const branch = await this.sql.first<{ id: string }>('select id from branch where code = $1', [
      wanted.branchCode ?? '',
    ])
    const sight = branchInSight(staff)
    const elsewhere = (id: string | undefined): boolean => sight !== null && id !== undefined && id !== sight
    const needsBranch = kind === 'add' || kind === 'move'
    return [
      fault(
        !/^[a-z][a-z0-9._-]{1,39}$/.test(username),
        'username',
        'Pakai 2 sampai 40 huruf kecil, angka, titik atau garis.',
      ),
      fault(kind === 'add' && known !== undefined, 'username', 'Nama pengguna ini sudah dipakai.'),
      fault(
        kind !== 'add' && (known === undefined || elsewhere(known.branch_id)),
        'username',
        'Akun ini tidak ada di kantor Anda.',
      ),
      fault(kind === 'add' && !wanted.displayName, 'displayName', 'Tulis nama lengkap.'),
      fault(needsBranch && branch === undefined, 'branchCode', 'Pilih kantornya.'),
      fault(kind === 'add' && elsewhere(branch?.id), 'branchCode', 'Pilih kantor Anda sendiri.'),
      ...(kind === 'add' || kind === 'roles' ? faultsOfRoles(wanted.roles ?? []) : []),
      fault(reason.trim() === '', 'reason', 'Tulis alasannya dalam satu kalimat.'),
    ].flatMap((each) => each ?? [])
  }
}

function faultsOfRoles(
  roles: readonly { role: string; approvalLimit?: string }[],
): (FieldError | undefined)[] {
  const approver = roles.find(({ role }) => role === 'approver')
  const strange = roles.some(({ role }) => !(staffRoles as readonly string[]).includes(role))
  return [
    fault(roles.length === 0 || strange, 'roles', 'Beri paling sedikit satu peran.'),
    fault(
      approver !== undefined && !/^[1-9]\d{0,14}$/.test(approver.approvalLimit ?? ''),
      'limit',
      'Tulis batas persetujuan dalam rupiah, angka saja.',
    ),
  ]
}

function fault(wrong: boolean, field: string, detail: string): FieldError | undefined {
  return wrong ? { pointer: `/${field}`, code: 'INVALID', detail } : undefined
}
