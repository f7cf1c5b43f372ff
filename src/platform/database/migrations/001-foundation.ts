import { Migration } from '@mikro-orm/migrations'

/** Roles, branches, staff and their sessions. */
export class Foundation extends Migration {
  override up(): void {
    this.addSql(`
      do $$ begin
        if not exists (select from pg_roles where rolname = 'santun_app') then
          create role santun_app login;
        end if;
      exception when duplicate_object or unique_violation then null;
      end $$;
      do $$ begin execute format('grant santun_app to %I', current_user); exception when others then null; end $$;
      grant usage on schema public to santun_app;

      create table branch (
        id uuid primary key default gen_random_uuid(),
        code text not null constraint branch_code_unique unique,
        name text not null,
        zone text not null constraint branch_zone_known check (zone in ('Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura')),
        phone text not null
      );

      create table staff_member (
        id uuid primary key default gen_random_uuid(),
        username text not null constraint staff_username_unique unique,
        display_name text not null,
        password_hash text not null,
        branch_id uuid not null references branch,
        active boolean not null default true,
        failed_sign_ins int not null default 0,
        locked_until timestamptz
      );
      comment on column staff_member.display_name is 'PII';

      create table staff_role (
        staff_id uuid not null references staff_member on delete cascade,
        role text not null,
        approval_limit bigint constraint approval_limit_positive check (approval_limit > 0),
        primary key (staff_id, role)
      );
      comment on column staff_role.approval_limit is 'Rupiah; the largest decision this approver may take alone';

      create table staff_session (
        token_hash bytea primary key,
        staff_id uuid not null references staff_member on delete cascade,
        created_at timestamptz not null,
        expires_at timestamptz not null,
        revoked_at timestamptz
      );
      create index staff_session_by_staff on staff_session (staff_id) where revoked_at is null;

      -- Who works here, in which role and up to which amount, is the owner's to write: the application only reads it.
      grant select on branch, staff_member, staff_role to santun_app;
      grant update (failed_sign_ins, locked_until) on staff_member to santun_app;
      grant select, insert on staff_session to santun_app;
      grant update (revoked_at) on staff_session to santun_app;
    `)
  }
}
