import { Migration } from '@mikro-orm/migrations'

/**
 * Branches, who works there in which role, and how they prove who they are. Roles and amounts are the owner's to write:
 * the application only reads them.
 */
export class Staff extends Migration {
  override up(): void {
    this.addSql(people)
    this.addSql(proofs)
    this.addSql(accounts)
  }
}

const people = `
  create table branch (
    id uuid default gen_random_uuid() primary key,
    code text not null constraint branch_code_unique unique,
    name text not null,
    zone text not null constraint branch_zone_known check (zone in ('Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura')),
    phone text not null,
    notice_email text
  );
  comment on column branch.notice_email is 'Where notices to the office go';

  create table staff_member (
    id uuid default gen_random_uuid() primary key,
    username text not null constraint staff_username_unique unique,
    display_name text not null,
    password_hash text not null,
    branch_id uuid not null references branch,
    active boolean not null default true,
    failed_sign_ins int not null default 0,
    locked_until timestamptz
  );
  comment on column staff_member.display_name is 'PII';
  create index staff_member_by_actor on staff_member ((id::text));

  create table staff_role (
    staff_id uuid references staff_member on delete cascade,
    role text,
    approval_limit bigint constraint approval_limit_positive check (approval_limit > 0),
    primary key (staff_id, role)
  );
  comment on column staff_role.approval_limit is 'Rupiah; the largest decision this approver may take alone';

  create table staff_session (
    token_hash bytea primary key,
    staff_id uuid not null references staff_member on delete cascade,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    revoked_at timestamptz,
    stage text not null default 'open' constraint staff_session_stage_known check (stage in ('open', 'code', 'enrol'))
  );
  comment on column staff_session.stage is 'What is still missing before it opens anything: a code, or the second factor itself';
  create index staff_session_by_staff on staff_session (staff_id) where revoked_at is null;

  grant select on branch, staff_member, staff_role to santun_app;
  grant select, insert on staff_session to santun_app;
  grant update (password_hash, failed_sign_ins, locked_until) on staff_member to santun_app;
  grant update (revoked_at) on staff_session to santun_app;
`

/**
 * A second proof of who signs in, and that whoever decided over money proved again, at that very moment, who he was.
 */
const proofs = `
  create table staff_second_factor (
    staff_id uuid primary key references staff_member on delete cascade,
    secret_sealed bytea not null,
    enrolled_at timestamptz(3),
    last_step bigint not null default 0
  );
  comment on table staff_second_factor is 'Begun when the code was shown, in force once one code of it was typed back';
  comment on column staff_second_factor.secret_sealed is
    'Sealed with the named key staff_second_factor; without the key ring nobody makes a code';
  comment on column staff_second_factor.last_step is 'The half minute of the last code taken: none is taken twice, nor an older one';

  create table staff_recovery_code (
    staff_id uuid references staff_second_factor on delete cascade,
    code_digest bytea constraint staff_recovery_code_whole check (length(code_digest) = 32),
    used_at timestamptz(3),
    primary key (staff_id, code_digest)
  );
  comment on table staff_recovery_code is 'Eighty random bits each, kept as digests, each good once';

  create table staff_proof (
    staff_id uuid references staff_member,
    key text,
    act text not null,
    subject text not null,
    method text not null constraint staff_proof_method_known check (method in ('code', 'recovery_code', 'password')),
    at timestamptz(3) not null,
    primary key (staff_id, key)
  );
  comment on table staff_proof is 'One proof for one act: a key names the command it was given for. It only grows';
  comment on column staff_proof.subject is 'The number of the claim, or the id of the payment batch';
  create index staff_proof_of_subject on staff_proof (subject);

  grant select, insert on staff_second_factor, staff_recovery_code, staff_proof to santun_app;
  grant update (enrolled_at, last_step) on staff_second_factor to santun_app;
  grant update (used_at) on staff_recovery_code to santun_app;
`

/**
 * Changes of accounts that one person asks for and another agrees to, and the names under which the house knows its
 * people.
 */
const accounts = `
  create table staff_identity (
    issuer text,
    subject text,
    staff_id uuid not null references staff_member,
    linked_at timestamptz(3) not null,
    primary key (issuer, subject),
    constraint staff_identity_one_a_person unique (issuer, staff_id)
  );
  comment on table staff_identity is 'An account that exists, under the name by which an OpenID Connect issuer knows its person';

  create table staff_change (
    id uuid default gen_random_uuid() primary key,
    kind text not null constraint staff_change_kind_known check (kind in ('add', 'roles', 'move', 'close', 'reset_factor')),
    username text not null,
    wanted jsonb not null,
    reason text not null constraint staff_change_has_reason check (length(trim(both from reason)) > 0),
    asked_by uuid not null references staff_member,
    asked_at timestamptz(3) not null,
    agreed_by uuid references staff_member,
    agreed_at timestamptz(3),
    applied_at timestamptz(3),
    constraint staff_change_needs_another check (agreed_by <> asked_by),
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
  end
  $$;
  create trigger staff_change_keeps_agreement before update on staff_change
    for each row execute function staff_change_agreed_once();

  grant select on staff_identity, staff_change to santun_app;
  grant insert (kind, username, wanted, reason, asked_by, asked_at) on staff_change to santun_app;
  grant update (agreed_by, agreed_at) on staff_change to santun_app;
`
