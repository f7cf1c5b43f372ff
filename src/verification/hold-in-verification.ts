import type { ClaimType } from '#libs/lifecycle'
import type { LocalDate } from '#libs/local-date'
import type { Actor } from '../claims/claim-command.port.js'
import type { SqlRunner } from '../platform/database/sql.js'
import { NotAllowed, NotFound, TransitionRefused } from '../platform/problem/problems.js'

export interface HeldClaim {
  id: string
  type: ClaimType
  state: string
  round: number
  event_date: LocalDate | null
  /** The day at the branch. */
  today: LocalDate
}

/**
 * Holds a claim whose heirs a verifier settles, until the end of the transaction.
 * @throws NotFound, NotAllowed, TransitionRefused
 */
export async function holdInVerification(
  sql: SqlRunner,
  claimId: string,
  actor: Actor,
  now: string,
): Promise<HeldClaim> {
  if (actor.role !== 'verifier') throw new NotAllowed('Hanya verifikator yang menetapkan ahli waris.')
  const [claim] = await sql.rows<HeldClaim & { branch_id: string; duties: string[] }>(
    `select c.id, c.type, c.state, c.round, c.event_date, c.branch_id, ($3::timestamptz at time zone b.zone)::date as today,
       duties_of(c.id, c.round, $2) as duties
     from claim c join branch b on b.id = c.branch_id where c.id = $1 for update of c`,
    [claimId, actor.id, now],
  )
  if (!claim) throw new NotFound('Klaim ini tidak ditemukan.')
  if (claim.branch_id !== actor.branchId) throw new NotAllowed('Klaim ini milik kantor cabang lain.')
  const duty = claim.duties.find((each) => each !== 'verify')
  if (duty) {
    const refusal = { code: 'DUTY_ALREADY_HELD', params: { duty } } as const
    throw new TransitionRefused('settle_heirs', 'not-yet', [refusal], [])
  }
  if (claim.state !== 'in_verification') throw new TransitionRefused('settle_heirs', 'no-such-step', [], [])
  return claim
}
