import { Migration } from '@mikro-orm/migrations'

/** An account from which money came back: named again in a later decision, it waits until somebody says who confirmed it. */
export class AccountsThatBounced extends Migration {
  override up(): void {
    this.addSql(`
      alter table payee drop constraint payee_account_state_known, add constraint payee_account_state_known
        check (account_state in ('unverified', 'name_matched', 'name_near', 'name_mismatch', 'came_back', 'invalid'));

      create or replace function account_is_checked(y payee) returns boolean language sql stable as $$
        select y.account_state = 'name_matched' or (y.account_state in ('name_near', 'name_mismatch', 'unverified', 'came_back') and exists (
          select from account_acceptance a where a.payee_id = y.id
            and (y.account_state in ('name_near', 'came_back') or a.accepted_by <> y.confirmed_by)
            and (a.bank_code, a.account_number, a.account_holder) = (y.bank_code, y.account_number, y.account_holder)))
      $$;
      comment on function account_is_checked is
        'The holder is the payee; or nearly so, or money came back from it, and somebody said why it is good; or another, or nobody the bank would name, and a second person accepted just this account';

      create or replace function guard_account_acceptance() returns trigger language plpgsql as $$
      begin
        if not exists (
          select from payee y where y.id = new.payee_id and y.claim_id = new.claim_id
            and (y.confirmed_by <> new.accepted_by or y.account_state in ('name_near', 'came_back'))
            and (y.bank_code, y.account_number, y.account_holder) = (new.bank_code, new.account_number, new.account_holder)
        ) then
          raise exception 'another person than the one who confirmed the payee accepts his present account' using errcode = 'SN004';
        end if;
        return new;
      end $$;
    `)
  }
}
