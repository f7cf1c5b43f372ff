import { Migration } from '@mikro-orm/migrations'

/** An account about which the bank says nothing: it waits, or a second person answers for it. */
export class SilentInquiries extends Migration {
  override up(): void {
    this.addSql(`
      create or replace function account_is_checked(y payee) returns boolean language sql stable as $$
        select y.account_state = 'name_matched' or (y.account_state in ('name_near', 'name_mismatch', 'unverified') and exists (
          select from account_acceptance a where a.payee_id = y.id
            and (y.account_state = 'name_near' or a.accepted_by <> y.confirmed_by)
            and (a.bank_code, a.account_number, a.account_holder) = (y.bank_code, y.account_number, y.account_holder)))
      $$;
      comment on function account_is_checked is
        'The holder is the payee; or nearly so and somebody said why it is he; or another, or nobody the bank would name, and a second person accepted just this account';

      alter table bank_simulator.account drop constraint behaviour_known,
        add constraint behaviour_known check (behaviour in
          ('normal', 'late', 'silent', 'lost', 'refuse', 'return', 'double', 'forged', 'disagree', 'unsaid', 'unnamed'));
    `)
  }
}
