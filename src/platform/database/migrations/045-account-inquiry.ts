import { Migration } from '@mikro-orm/migrations'

/** What the bank says of an account before anything is proposed, and how near its holder's name is to the payee's. */
export class AccountInquiry extends Migration {
  override up(): void {
    this.addSql(`
      alter table payee drop constraint payee_account_state_known, add constraint payee_account_state_known
        check (account_state in ('unverified', 'name_matched', 'name_near', 'name_mismatch', 'invalid'));

      create table account_inquiry (
        id bigint generated always as identity primary key,
        claim_id uuid not null references claim,
        payee_id uuid not null references payee on delete cascade,
        asked_at timestamptz(3) not null,
        asked_by text not null,
        answer text not null constraint account_inquiry_answer_known check (answer in ('found', 'not_found', 'no_answer')),
        holder text,
        constraint account_inquiry_names_holder check ((answer = 'found') = (holder is not null))
      );
      comment on table account_inquiry is 'Whose account it is, in the words of the bank; it only grows while its payee stands';
      comment on column account_inquiry.holder is 'PII';
      create index account_inquiry_by_payee on account_inquiry (payee_id, id desc);

      create function account_is_checked(y payee) returns boolean language sql stable as $$
        select y.account_state = 'name_matched' or (y.account_state in ('name_near', 'name_mismatch') and exists (
          select from account_acceptance a where a.payee_id = y.id
            and (y.account_state = 'name_near' or a.accepted_by <> y.confirmed_by)
            and (a.bank_code, a.account_number, a.account_holder) = (y.bank_code, y.account_number, y.account_holder)))
      $$;
      comment on function account_is_checked is
        'The holder is the payee; or nearly so and somebody said why it is he; or another, and a second person accepted just this account';

      create or replace function guard_account_acceptance() returns trigger language plpgsql as $$
      begin
        if not exists (
          select from payee y where y.id = new.payee_id and y.claim_id = new.claim_id
            and (y.confirmed_by <> new.accepted_by or y.account_state = 'name_near')
            and (y.bank_code, y.account_number, y.account_holder) = (new.bank_code, new.account_number, new.account_holder)
        ) then
          raise exception 'another person than the one who confirmed the payee accepts his present account' using errcode = 'SN004';
        end if;
        return new;
      end $$;

      grant select, insert on account_inquiry to santun_app;
      revoke update, delete, truncate on account_inquiry from santun_app;
    `)
  }
}
