import { Migration } from '@mikro-orm/migrations'

/** Changes of accounts that one person asks for and another agrees to, and the names under which the house knows its people. */
export class StaffAccountChanges extends Migration {
  override up(): void {
    this.addSql(`
      create table staff_identity (
        issuer text not null,
        subject text not null,
        staff_id uuid not null references staff_member,
        linked_at timestamptz(3) not null,
        primary key (issuer, subject),
        constraint staff_identity_one_a_person unique (issuer, staff_id)
      );
      comment on table staff_identity is 'An account that exists, under the name by which an OpenID Connect issuer knows its person';
      grant select on staff_identity to santun_app;
      revoke insert, update, delete, truncate on staff_identity from santun_app;
    `)
    this.addSql(`
      create table staff_change (
        id uuid primary key default gen_random_uuid(),
        kind text not null constraint staff_change_kind_known check (kind in ('add', 'roles', 'move', 'close', 'reset_factor')),
        username text not null,
        wanted jsonb not null,
        reason text not null constraint staff_change_has_reason check (length(trim(reason)) > 0),
        asked_by uuid not null references staff_member,
        asked_at timestamptz(3) not null,
        agreed_by uuid references staff_member constraint staff_change_needs_another check (agreed_by <> asked_by),
        agreed_at timestamptz(3),
        applied_at timestamptz(3),
        constraint staff_change_agreed_whole check ((agreed_by is null) = (agreed_at is null)),
        constraint staff_change_applied_when_agreed check (applied_at is null or agreed_at is not null or kind = 'close')
      );
      comment on table staff_change is 'What shall become of an account; the application asks and agrees, only the owner''s login applies';
      create index staff_change_open on staff_change (asked_at) where applied_at is null;

      create function staff_change_agreed_once() returns trigger language plpgsql as $$
      begin
        if old.agreed_at is not null and (new.agreed_by, new.agreed_at) is distinct from (old.agreed_by, old.agreed_at) then
          raise exception 'a change is agreed to once' using errcode = 'check_violation', constraint = 'staff_change_agreed_once';
        end if;
        return new;
      end $$;
      create trigger staff_change_keeps_agreement before update on staff_change
        for each row execute function staff_change_agreed_once();

      grant select on staff_change to santun_app;
      grant insert (kind, username, wanted, reason, asked_by, asked_at) on staff_change to santun_app;
      grant update (agreed_by, agreed_at) on staff_change to santun_app;
      revoke delete, truncate on staff_change from santun_app;
    `)
  }
}
