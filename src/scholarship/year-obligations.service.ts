/**
 * What an approved school year owes: one payment into the child's or the guardian's account, on the rails of every other
 * payment. A transfer that bounced goes out again once the child has another account that was checked: the same payee's, or
 * after a change of guardian the new one's. It decides nothing.
 */
import { Injectable } from '@nestjs/common'
import { moves } from '#libs/ledger'
import type { SqlRunner } from '../platform/database/sql.js'
import { PaymentReissue } from '../payment/payment-reissue.service.js'

const { debit, credit } = moves.obligation

/** The payment stands on the latest approved round of the claim that earned the scholarship. */
const OWE = `
  with owed as (
    insert into payment (claim_id, round, payee_id, purpose, scholarship_year_id, amount, bank_code, account_number, account_holder, created_at,
      held_until)
    select a.claim_id, (select max(t.round) from claim_transition t where t.claim_id = a.claim_id and t.event = 'approve'),
      e.id, 'scholarship', y.id, y.amount, e.bank_code, e.account_number, e.account_holder, $2, $3
    from scholarship_year y join scholarship_award a on a.id = y.award_id join payee e on e.id = a.payee_id
    where y.id = any ($1::uuid[])
    returning id, claim_id, amount),
  entry as (
    insert into ledger_entry (claim_id, payment_id, kind, posting_count, at)
    select claim_id, id, 'obligation', 2, $2 from owed returning id, claim_id, payment_id)
  insert into ledger_posting (entry_id, claim_id, account, amount)
  select e.id, e.claim_id, x.account, x.side * o.amount from entry e join owed o on o.id = e.payment_id
  cross join (values ('${debit}', 1), ('${credit}', -1)) as x(account, side)`

@Injectable()
export class YearObligations {
  constructor(private readonly reissue: PaymentReissue) {}

  async owe(sql: SqlRunner, yearIds: readonly string[], at: string): Promise<void> {
    if (yearIds.length > 0) await sql.rows(OWE, [yearIds, at, null])
  }

  /**
   * After a change of guardian: what nobody released yet is owed anew, to the new one's account, after the wait of every
   * changed account. What bounced before and waits to go out again stays as whoever corrected the account left it.
   */
  async redirect(sql: SqlRunner, awardIds: readonly string[], at: string): Promise<void> {
    if (awardIds.length === 0) return
    const unsent = await sql.rows<{ id: string; year_id: string }>(
      `select p.id, y.id as year_id from payment p join scholarship_year y on y.id = p.scholarship_year_id
       where y.award_id = any ($1::uuid[]) and p.state in ('queued', 'in_batch') and p.previous_payment_id is null
         and p.payee_id <> payee_now(p)`,
      [awardIds],
    )
    if (unsent.length === 0) return
    const taken = await this.reissue.takeBack(
      sql,
      unsent.map(({ id }) => id),
    )
    const yearIds = unsent.filter(({ id }) => taken.includes(id)).map(({ year_id }) => year_id)
    if (yearIds.length > 0) await sql.rows(OWE, [yearIds, at, this.reissue.heldUntil(at)])
  }

  async payAgain(sql: SqlRunner, yearIds: readonly string[]): Promise<void> {
    if (yearIds.length === 0) return
    const claims = await sql.rows<{ id: string }>(
      `select distinct a.claim_id as id from scholarship_year y join scholarship_award a on a.id = y.award_id
       where y.id = any ($1::uuid[]) order by 1`,
      [yearIds],
    )
    for (const { id } of claims) await this.reissue.payAgain(sql, id, { yearIds })
  }
}
