import { Migration } from '@mikro-orm/migrations'
import { inPlace } from './in-place.js'

/** Money of a scholarship that came back goes to whom the award names now: after a change of guardian, to the new one. */
export class PayeeNow extends Migration {
  override up(): void {
    this.addSql(`
      create function payee_now(p payment) returns uuid language sql stable as $$
        select case when p.scholarship_year_id is null then p.payee_id else (
          select a.payee_id from scholarship_year y join scholarship_award a on a.id = y.award_id where y.id = p.scholarship_year_id) end
      $$;
      comment on function payee_now is
        'Who is paid if this payment must go out again: the payee of a benefit stays; of a scholarship, whom the award names now';
    `)
    // A later change of guardian leaves what was paid again before as it is; at its making `guard_scholarship_payment` looks.
    this.addSql(
      inPlace('guard_payment', [
        [
          'bounced.payee_id, bounced.purpose',
          "case stored.purpose when 'scholarship' then stored.payee_id else bounced.payee_id end, bounced.purpose",
        ],
      ]),
    )
    this.addSql(inPlace('guard_payee', [['p.payee_id = old.id', 'payee_now(p) = old.id']]))
    this.addSql(
      inPlace('guard_scholarship_payment', [
        ['(new.previous_payment_id is not null or a.payee_id = e.id)', 'a.payee_id = e.id'],
      ]),
    )
  }
}
