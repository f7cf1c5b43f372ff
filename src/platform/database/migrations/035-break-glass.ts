import { Migration } from '@mikro-orm/migrations'

/** A claim of another branch opened in an emergency: by whom, why, until when, and what a manager says of it afterwards. */
export class BreakGlass extends Migration {
  override up(): void {
    this.addSql(`
      create table break_glass (
        id uuid primary key default gen_random_uuid(),
        claim_id uuid not null references claim,
        staff_id uuid not null references staff_member,
        reason text not null constraint break_glass_has_reason check (length(trim(reason)) >= 20),
        opened_at timestamptz(3) not null,
        until timestamptz(3) not null,
        constraint break_glass_is_short check (until <= opened_at + interval '4 hours')
      );
      comment on table break_glass is 'Reading without the right to, for a short time and a written reason. It only grows';
      create index break_glass_by_person on break_glass (staff_id, claim_id, until);
      create index break_glass_by_claim on break_glass (claim_id);

      create table break_glass_review (
        break_glass_id uuid primary key references break_glass,
        reviewer_id uuid not null references staff_member,
        justified boolean not null,
        note text not null constraint break_glass_review_says_why check (length(trim(note)) > 0),
        at timestamptz(3) not null
      );
      comment on table break_glass_review is 'What a manager of the branch of the claim says of it, once';

      create function break_glass_needs_another() returns trigger language plpgsql as $$
      begin
        if new.reviewer_id = (select staff_id from break_glass where id = new.break_glass_id) then
          raise exception 'nobody reviews his own emergency' using errcode = 'check_violation', constraint = 'break_glass_needs_another';
        end if;
        return new;
      end $$;
      create trigger break_glass_reviewed_by_another before insert on break_glass_review
        for each row execute function break_glass_needs_another();
    `)
    this.addSql(`
      grant select, insert on break_glass, break_glass_review to santun_app;
      revoke update, delete, truncate on break_glass, break_glass_review from santun_app;
    `)
  }
}
