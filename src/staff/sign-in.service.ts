/**
 * Opens, reads and closes the sessions of staff. A session is an opaque token of which only the digest is stored, so a
 * copy of the database signs nobody in. Whoever fails learns nothing: not which part was wrong, nor from the time it took.
 */
import { createHash, randomBytes } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import { addHours, formatInstant, parseInstant } from '#libs/local-date'
import { Clock } from '../platform/clock/clock.js'
import { Sql } from '../platform/database/sql.js'
import { SessionReader, type SignedIn } from '../platform/login/signed-in.js'
import type { StaffRoleName } from '../platform/login/staff-roles.js'
import { SignInFailed } from '../platform/problem/http-problems.js'
import { isPassword } from './password.js'

const TOKEN_BYTES = 32
const SESSION_HOURS = 12
const FAILURES_ALLOWED = 5
const LOCKED_MINUTES = 15

export interface OpenedSession {
  token: string
  staff: SignedIn
}

interface SessionRow {
  staff_id: string
  username: string
  display_name: string
  branch: SignedIn['branch']
  roles: [StaffRoleName, string | null][]
  expires_at: string
}

@Injectable()
export class SignIn extends SessionReader {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
  ) {
    super()
  }

  /** @throws SignInFailed for an unknown name, a wrong password, a closed or a locked account alike */
  async open(username: string, password: string): Promise<OpenedSession> {
    const account = await this.countAttempt(username.trim().toLowerCase())
    if (!(await isPassword(password, account?.password_hash)) || !account) throw new SignInFailed()
    const token = randomBytes(TOKEN_BYTES).toString('base64url')
    const now = this.clock.now()
    await this.sql.rows(
      `with opened as (insert into staff_session (token_hash, staff_id, created_at, expires_at) values ($1, $2, $3, $4))
       update staff_member set failed_sign_ins = 0, locked_until = null where id = $2`,
      [digestOf(token), account.id, now, formatInstant(addHours(parseInstant(now), SESSION_HOURS))],
    )
    const staff = await this.read(token)
    if (!staff) throw new SignInFailed()
    return { token, staff }
  }

  async read(token: string): Promise<SignedIn | null> {
    const row = await this.sql.first<SessionRow>(
      `select m.id as staff_id, m.username, m.display_name, s.expires_at,
         jsonb_build_object('id', b.id, 'code', b.code, 'name', b.name, 'zone', b.zone) as branch,
         (select coalesce(jsonb_agg(jsonb_build_array(r.role, r.approval_limit::text) order by r.role), '[]')
            from staff_role r where r.staff_id = m.id) as roles
       from staff_session s join staff_member m on m.id = s.staff_id join branch b on b.id = m.branch_id
       where s.token_hash = $1 and s.revoked_at is null and s.expires_at > $2 and m.active`,
      [digestOf(token), this.clock.now()],
    )
    if (!row) return null
    const { staff_id: staffId, username, display_name: displayName, branch, expires_at: expiresAt } = row
    return { staffId, username, displayName, branch, roles: new Map(row.roles), expiresAt }
  }

  /** Ends a session; one that is already over stays as it is. */
  async close(token: string): Promise<void> {
    await this.sql.rows(
      'update staff_session set revoked_at = $2 where token_hash = $1 and revoked_at is null',
      [digestOf(token), this.clock.now()],
    )
  }

  /**
   * Counts the attempt before the password is looked at, so that many guesses at once are not more guesses. The last
   * allowed one locks the account already; the right password takes the lock away. Undefined when there is no such open account.
   */
  private async countAttempt(username: string): Promise<{ id: string; password_hash: string } | undefined> {
    const now = this.clock.now()
    return this.sql.first(
      `update staff_member set
         failed_sign_ins = case when locked_until is null then failed_sign_ins + 1 else 1 end,
         locked_until = case when locked_until is null and failed_sign_ins + 1 >= $3 then $2::timestamptz + make_interval(mins => $4) end
       where username = $1 and active and (locked_until is null or locked_until <= $2)
       returning id, password_hash`,
      [username, now, FAILURES_ALLOWED, LOCKED_MINUTES],
    )
  }
}

function digestOf(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
