import type { RecoveryEvent } from '#libs/lifecycle'
import type { SqlRunner } from '../../platform/database/sql.js'
import type { PersonalData } from '../../platform/personal-data/personal-data.service.js'

/** A step of a recovery as a letter tells it. Whole rupiah. */
export interface RecoveryTold {
  readonly event: RecoveryEvent
  readonly payee: string
  readonly amount: bigint
  /** What was paid to him so far; null where another demand was made of him, so that no two sums tell the whole. */
  readonly paid: bigint | null
  /** In the words of who found it; null where a later decision is lower than what was paid. */
  readonly reason: string | null
}

/** A later decision: what it grants and the excess. Otherwise what he has received. */
const PAID = `case
  when r.decided_in is not null then r.amount + coalesce((
    select sum(l.amount) from benefit_line l where l.claim_id = r.claim_id and l.round = r.decided_in
      and l.payee_id in (select same_person(r.payee_id))
      and not exists (select from claim_transition d where d.claim_id = r.claim_id and d.round = r.decided_in and d.event = 'reject')), 0)
  when not exists (
    select from recovery o where o.claim_id = r.claim_id and o.id <> r.id and o.payee_id in (select same_person(r.payee_id))
      and o.state not in ('identified', 'waived', 'superseded')) then (
    select sum(p.amount) from payment p
    where p.live and p.state = 'settled' and p.payee_id in (select same_person(r.payee_id)))
  end::bigint`

export async function readRecoveryStep(
  sql: SqlRunner,
  personal: PersonalData,
  recoveryId: string,
  step: number,
): Promise<RecoveryTold | undefined> {
  const found = await sql.rows<RecoveryTold & { claim_id: string }>(
    `select r.claim_id, t.event, y.name as payee, r.amount, r.reason, ${PAID} as paid
     from recovery_transition t join recovery r on r.id = t.recovery_id join payee y on y.id = r.payee_id
     where t.recovery_id = $1 and t.seq = $2`,
    [recoveryId, step],
  )
  const [told] = await personal.reveal(found, { reason: 'recovery.reason' })
  return told
}
