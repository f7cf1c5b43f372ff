import type { RecoveryEvent } from '#libs/lifecycle'
import type { SqlRunner } from '../../platform/database/sql.js'
import type { PersonalData } from '../../platform/personal-data/personal-data.service.js'

/** A step of a recovery as a letter tells it. Whole rupiah. */
export interface RecoveryTold {
  readonly event: RecoveryEvent
  readonly payee: string
  readonly amount: bigint
  /** In the words of who found it; null where a later decision is lower than what was paid. */
  readonly reason: string | null
}

export async function readRecoveryStep(
  sql: SqlRunner,
  personal: PersonalData,
  recoveryId: string,
  step: number,
): Promise<RecoveryTold | undefined> {
  const found = await sql.rows<RecoveryTold & { claim_id: string }>(
    `select r.claim_id, t.event, y.name as payee, r.amount, r.reason
     from recovery_transition t join recovery r on r.id = t.recovery_id join payee y on y.id = r.payee_id
     where t.recovery_id = $1 and t.seq = $2`,
    [recoveryId, step],
  )
  const [told] = await personal.reveal(found, { reason: 'recovery.reason' })
  return told
}
