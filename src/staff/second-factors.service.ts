/**
 * The second factor of staff: codes of six digits for half a minute each (RFC 6238), and ten codes for the day the phone
 * is lost. The secret is sealed, a code is taken once, and five tries in a quarter of an hour are all there are.
 */
import { createHash, randomBytes } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import { generateSecret, generateURI, verifySync } from 'otplib'
import { parseInstant } from '#libs/local-date'
import { Clock } from '../platform/clock/clock.js'
import { Sql, type SqlRunner } from '../platform/database/sql.js'
import { RateLimits } from '../platform/login/rate-limits.service.js'
import { NamedKeys } from '../platform/personal-data/named-keys.js'
import { seal, unseal } from '../platform/personal-data/sealing.js'

const ISSUER = 'Santun'
const KEY = 'staff_second_factor'
/** A phone's clock may be one code off. */
const TOLERANCE_SECONDS = 30
const RECOVERY_CODES = 10
const RECOVERY_BYTES = 10

export interface FactorToEnrol {
  /** For typing where nothing scans. */
  readonly secret: string
  /** For the QR code. */
  readonly uri: string
}

interface FactorRow {
  secret_sealed: Buffer
  enrolled_at: string | null
  last_step: string
}

@Injectable()
export class SecondFactors {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly keys: NamedKeys,
    private readonly limits: RateLimits,
  ) {}

  async isEnrolled(staffId: string): Promise<boolean> {
    return (await this.find(staffId))?.enrolled_at != null
  }

  /** What the application on the phone must know; the same each time until a code of it was typed back. */
  async begin(staffId: string, username: string): Promise<FactorToEnrol | null> {
    const key = await this.keys.secretOf(KEY)
    const sealed = seal(Buffer.from(generateSecret()), key, purposeOf(staffId))
    await this.sql.rows(
      `insert into staff_second_factor (staff_id, secret_sealed) values ($1, $2)
       on conflict (staff_id) do nothing`,
      [staffId, sealed],
    )
    const row = await this.find(staffId)
    if (!row || row.enrolled_at !== null) return null
    const secret = await this.secretOf(staffId, row)
    return { secret, uri: generateURI({ issuer: ISSUER, label: username, secret }) }
  }

  /** The first code puts the factor in force; gives the recovery codes, which are shown this once. Null for a wrong code. */
  async enrol(staffId: string, code: string): Promise<string[] | null> {
    if (!(await this.limits.take('staff_code_tried', staffId)).ok) return null
    if ((await this.find(staffId))?.enrolled_at !== null || !(await this.takeCode(staffId, code))) return null
    const codes = Array.from({ length: RECOVERY_CODES }, newRecoveryCode)
    const done = await this.sql.rows(
      `with enrolled as (update staff_second_factor set enrolled_at = $2 where staff_id = $1 and enrolled_at is null
         returning staff_id)
       insert into staff_recovery_code (staff_id, code_digest)
       select e.staff_id, d from enrolled e, unnest($3::bytea[]) d returning 1`,
      [staffId, this.clock.now(), codes.map(digestOf)],
    )
    return done.length > 0 ? codes : null
  }

  /** Takes a code of the application or a recovery code, each once. Every try counts, also one too many at once. */
  async confirm(staffId: string, typed: string): Promise<boolean> {
    if (!(await this.limits.take('staff_code_tried', staffId)).ok) return false
    return (await this.take(staffId, typed)) !== null
  }

  /** The same without counting the try, for a caller that counts: which of the two it was, or null. */
  async take(
    staffId: string,
    typed: string,
    sql: SqlRunner = this.sql,
  ): Promise<'code' | 'recovery_code' | null> {
    if ((await this.find(staffId, sql))?.enrolled_at == null) return null
    const code = typed.replace(/[\s-]/g, '').toLowerCase()
    if (/^\d{6}$/.test(code)) return (await this.takeCode(staffId, code, sql)) ? 'code' : null
    return (await this.takeRecoveryCode(staffId, code, sql)) ? 'recovery_code' : null
  }

  /** The half minute is written down only forwards, in one statement, so that of two equal codes at once one is taken. */
  private async takeCode(staffId: string, code: string, sql: SqlRunner = this.sql): Promise<boolean> {
    const row = await this.find(staffId, sql)
    if (!row || !/^\d{6}$/.test(code)) return false
    const found = verifySync({
      secret: await this.secretOf(staffId, row),
      token: code,
      epoch: Math.floor(parseInstant(this.clock.now()) / 1000),
      epochTolerance: TOLERANCE_SECONDS,
    })
    if (!found.valid || !('timeStep' in found)) return false
    const taken = await sql.rows(
      'update staff_second_factor set last_step = $2 where staff_id = $1 and last_step < $2 returning 1',
      [staffId, found.timeStep],
    )
    return taken.length > 0
  }

  private async takeRecoveryCode(staffId: string, code: string, sql: SqlRunner): Promise<boolean> {
    const taken = await sql.rows(
      `update staff_recovery_code set used_at = $3
       where staff_id = $1 and code_digest = $2 and used_at is null returning 1`,
      [staffId, digestOf(code), this.clock.now()],
    )
    return taken.length > 0
  }

  private async find(staffId: string, sql: SqlRunner = this.sql): Promise<FactorRow | undefined> {
    const [row] = await sql.rows<FactorRow>(
      'select secret_sealed, enrolled_at, last_step from staff_second_factor where staff_id = $1',
      [staffId],
    )
    return row
  }

  private async secretOf(staffId: string, row: FactorRow): Promise<string> {
    return unseal(row.secret_sealed, await this.keys.secretOf(KEY), purposeOf(staffId)).toString()
  }
}

const purposeOf = (staffId: string): string => `staff_second_factor:${staffId}`

/** Eighty bits as hexadecimal in groups of five, to be read from paper. */
function newRecoveryCode(): string {
  return randomBytes(RECOVERY_BYTES)
    .toString('hex')
    .replace(/(.{5})(?=.)/g, '$1-')
}

function digestOf(code: string): Buffer {
  return createHash('sha256').update(code.replace(/-/g, '')).digest()
}
