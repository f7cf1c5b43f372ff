/**
 * Opens, reads and closes the sessions of staff. A session is an opaque token of which only the digest is stored, so a
 * copy of the database signs nobody in. Whoever fails learns nothing: not which part was wrong, nor from the time it took.
 */
import { randomBytes } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import { addHours, formatInstant, parseInstant } from '#libs/local-date'
import { Clock } from '../platform/clock/clock.js'
import { type Placed, SharedStatement } from '../platform/database/shared-statement.js'
import { Sql } from '../platform/database/sql.js'
import { digestOfToken } from '../platform/login/session-credential.js'
import { SessionReader, type SignedIn } from '../platform/login/signed-in.js'
import type { StaffRoleName } from '../platform/login/staff-roles.js'
import { RateLimits } from '../platform/login/rate-limits.service.js'
import { SignInFailed, TooManyRequests } from '../platform/problem/http-problems.js'
import { isPassword } from './password.js'
import { SecondFactorPolicy } from './second-factor.policy.js'
import { SecondFactors } from './second-factors.service.js'

const TOKEN_BYTES = 32
const SESSION_HOURS = 12
const FAILURES_ALLOWED = 5
const LOCKED_MINUTES = 15
/** How long a right password waits for its code. */
const PENDING_HOURS = 0.25

/** What a session still lacks before it opens anything: nothing, a code, or the second factor itself. */
export type SessionStage = 'open' | 'code' | 'enrol'

export interface OpenedSession {
  token: string
  stage: SessionStage
}

/** Somebody whose password was right, and who is not in yet. */
export interface PendingSignIn {
  staffId: string
  username: string
  stage: Exclude<SessionStage, 'open'>
}

interface Account {
  id: string
  roles: StaffRoleName[]
}

interface AccountWithPassword extends Account {
  password_hash: string
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
  private readonly sessions = new SharedStatement<Buffer, SessionRow>((digests) => this.readAll(digests))

  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly limits: RateLimits,
    private readonly factors: SecondFactors,
    private readonly policy: SecondFactorPolicy,
  ) {
    super()
  }

  /**
   * A right password opens a session, or one that waits for the second factor.
   * @param address where the request came from; failures are counted there too
   * @throws SignInFailed for an unknown name, a wrong password, a closed or a locked account alike; TooManyRequests
   */
  async open(username: string, password: string, address: string): Promise<OpenedSession> {
    if (await this.limits.usedUpUntil('staff_failed_from_address', address)) throw new TooManyRequests()
    const account = await this.countAttempt(username.trim().toLowerCase())
    if (!(await isPassword(password, account?.password_hash)) || !account) {
      await this.limits.take('staff_failed_from_address', address)
      throw new SignInFailed()
    }
    return this.begin(account.id, await this.stageOf(account))
  }

  /** Somebody whom the issuer of the house has proven; null when no open account is his. */
  async openAs(issuer: string, subject: string): Promise<OpenedSession | null> {
    const account = await this.sql.first<Account>(
      `select m.id, array(select r.role from staff_role r where r.staff_id = m.id) as roles
       from staff_identity i join staff_member m on m.id = i.staff_id
       where i.issuer = $1 and i.subject = $2 and m.active`,
      [issuer, subject],
    )
    return account ? this.begin(account.id, await this.stageOf(account)) : null
  }

  /** Whoever holds this token and is not in yet; null for every other token. */
  async pending(token: string): Promise<PendingSignIn | null> {
    const row = await this.sql.first<{ staff_id: string; username: string; stage: PendingSignIn['stage'] }>(
      `select m.id as staff_id, m.username, s.stage from staff_session s join staff_member m on m.id = s.staff_id
       where s.token_hash = $1 and s.stage <> 'open' and s.revoked_at is null and s.expires_at > $2 and m.active`,
      [digestOfToken(token), this.clock.now()],
    )
    return row ? { staffId: row.staff_id, username: row.username, stage: row.stage } : null
  }

  /** The code that was missing: a new open session, or null for a wrong code. */
  async confirm(token: string, code: string): Promise<OpenedSession | null> {
    const pending = await this.pending(token)
    if (pending?.stage !== 'code' || !(await this.factors.confirm(pending.staffId, code))) return null
    return this.replace(token, pending.staffId)
  }

  /** The second factor that was missing: a new open session and the recovery codes, or null for a wrong code. */
  async enrol(token: string, code: string): Promise<(OpenedSession & { codes: string[] }) | null> {
    const pending = await this.pending(token)
    const codes = pending?.stage === 'enrol' ? await this.factors.enrol(pending.staffId, code) : null
    return pending && codes ? { ...(await this.replace(token, pending.staffId)), codes } : null
  }

  /** What was known before the code was typed opens nothing after it. */
  private async replace(token: string, staffId: string): Promise<OpenedSession> {
    await this.close(token)
    return this.begin(staffId, 'open')
  }

  private async begin(staffId: string, stage: SessionStage): Promise<OpenedSession> {
    const token = randomBytes(TOKEN_BYTES).toString('base64url')
    const now = this.clock.now()
    const hours = stage === 'open' ? SESSION_HOURS : PENDING_HOURS
    await this.sql.rows(
      `with opened as (
         insert into staff_session (token_hash, staff_id, created_at, expires_at, stage) values ($1, $2, $3, $4, $5))
       update staff_member set failed_sign_ins = 0, locked_until = null where id = $2`,
      [digestOfToken(token), staffId, now, formatInstant(addHours(parseInstant(now), hours)), stage],
    )
    return { token, stage }
  }

  private async stageOf({ id, roles }: Account): Promise<SessionStage> {
    if (await this.factors.isEnrolled(id)) return 'code'
    return this.policy.mustEnrol(roles) ? 'enrol' : 'open'
  }

  async read(token: string): Promise<SignedIn | null> {
    const row = await this.sessions.first(digestOfToken(token))
    if (!row) return null
    const { staff_id: staffId, username, display_name: displayName, branch, expires_at: expiresAt } = row
    return { staffId, username, displayName, branch, roles: new Map(row.roles), expiresAt }
  }

  private readAll(digests: readonly Buffer[]): Promise<(SessionRow & Placed)[]> {
    return this.sql.forGroups.rows(
      `select x.place::int, m.id as staff_id, m.username, m.display_name, s.expires_at,
         jsonb_build_object('id', b.id, 'code', b.code, 'name', b.name, 'zone', b.zone) as branch,
         (select coalesce(jsonb_agg(jsonb_build_array(r.role, r.approval_limit::text) order by r.role), '[]')
            from staff_role r where r.staff_id = m.id) as roles
       from unnest($1::bytea[]) with ordinality as x(token_hash, place) join staff_session s using (token_hash)
       join staff_member m on m.id = s.staff_id join branch b on b.id = m.branch_id
       where s.stage = 'open' and s.revoked_at is null and s.expires_at > $2 and m.active`,
      [digests, this.clock.now()],
    )
  }

  /** Ends a session; one that is already over stays as it is. */
  async close(token: string): Promise<void> {
    await this.sql.rows(
      'update staff_session set revoked_at = $2 where token_hash = $1 and revoked_at is null',
      [digestOfToken(token), this.clock.now()],
    )
  }

  /**
   * Counts the attempt before the password is looked at, so that many guesses at once are not more guesses. The last
   * allowed one locks the account already; the right password takes the lock away. Undefined when there is no such open account.
   */
  private async countAttempt(username: string): Promise<AccountWithPassword | undefined> {
    const now = this.clock.now()
    return this.sql.first(
      `update staff_member set
         failed_sign_ins = case when locked_until is null then failed_sign_ins + 1 else 1 end,
         locked_until = case when locked_until is null and failed_sign_ins + 1 >= $3 then $2::timestamptz + make_interval(mins => $4) end
       where username = $1 and active and (locked_until is null or locked_until <= $2)
       returning id, password_hash,
         array(select r.role from staff_role r where r.staff_id = staff_member.id) as roles`,
      [username, now, FAILURES_ALLOWED, LOCKED_MINUTES],
    )
  }
}
