import type { LocalDate } from '#libs/local-date'
import type { SqlRunner } from '../../platform/database/sql.js'
import type { PersonalData } from '../../platform/personal-data/personal-data.service.js'
import type { Occasion } from '../letter-occasion.query.js'

export interface PaidOut {
  readonly payee: string
  readonly bank_code: string
  readonly account_number: string
  readonly reference: string | null
  readonly value_date: LocalDate
  readonly amount: bigint
  readonly late: {
    readonly dueOn: LocalDate
    readonly amount: number
    readonly basis: string
    /** Days on which we waited for another account. */
    readonly suspended: number
  } | null
}

/** Every transfer of the round that had arrived at this step, with what its delay is owed. */
export async function readPaidOut(
  sql: SqlRunner,
  personal: PersonalData,
  { claim_id, round, at }: Occasion,
): Promise<PaidOut[]> {
  const paid = await sql.rows<PaidOut>(
    `select y.name as payee, p.bank_code, p.account_number, r.reference, p.value_date, p.amount,
       case when l.payment_id is not null
         then jsonb_build_object('dueOn', l.due_on, 'amount', l.amount, 'basis', l.basis, 'suspended', l.suspended_days) end as late
     from payment p join payee y on y.id = p.payee_id
     left join payment_reference r on r.payment_id = p.id
     left join late_compensation l on l.payment_id = p.id
     join lateral (select t.to_state from payment_transition t where t.payment_id = p.id and t.at <= $3
       order by t.seq desc limit 1) s on s.to_state = 'settled'
     where p.claim_id = $1 and p.round = $2 and p.value_date is not null order by y.position`,
    [claim_id, round, at],
  )
  return personal.reveal(paid, { account_number: 'payee.account_number' })
}
