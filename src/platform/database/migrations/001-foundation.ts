import { Migration } from '@mikro-orm/migrations'

/** Whom the product signs in to its database as, and the few things that every other part rests on. */
export class Foundation extends Migration {
  override up(): void {
    this.addSql(roles)
    this.addSql(sealed)
    this.addSql(rules)
    this.addSql(keys)
  }
}

const roles = `
  do $$ begin
    if not exists (select from pg_roles where rolname = 'santun_app') then
      create role santun_app login;
    end if;
  exception when duplicate_object or unique_violation then null;
  end $$;
  do $$ begin execute format('grant santun_app to %I', current_user); exception when others then null; end $$;
  grant usage on schema public to santun_app;
`

/**
 * Whether a value is sealed. Bound to its operators when it is made, so that the checks that ask it take it in; a
 * counted repetition took ten times as long.
 */
const sealed = `
  create function is_sealed(value text) returns boolean language sql immutable
    return ((value ~ '^v1\\.[0-9a-z-]+\\.[0-9A-Za-z_-]+$') and (length(split_part(value, '.', 3)) >= 40));
  comment on function is_sealed is 'Whether a text was sealed by the product: version, name of the key, ciphertext';
`

/** Written anew from `libs/lifecycle` and `config/approval` at every start, for the guards to ask. */
const rules = `
  create table lifecycle_step (
    machine text,
    from_state text,
    event text,
    to_state text not null,
    roles text[] not null,
    duty text,
    next_round boolean not null default false,
    primary key (machine, from_state, event)
  );
  comment on table lifecycle_step is 'Copy of the tables of libs/lifecycle, written by the migration step at every start';

  create table approval_limit (
    program text,
    evidence text,
    valid_from date,
    up_to bigint not null,
    second_above bigint not null,
    primary key (program, evidence, valid_from)
  );
  comment on table approval_limit is 'Written anew by the migration from config/approval/limits.yaml, its source';

  create table approval_freeze (
    first_day date,
    last_day date,
    primary key (first_day, last_day)
  );
  comment on table approval_freeze is 'Days on which nothing is endorsed, approved or released; written as approval_limit is';

  grant select on lifecycle_step, approval_limit, approval_freeze to santun_app;
`

/** Keys by their names, wrapped by a master key that the database never sees; and how often somebody tried. */
const keys = `
  create table named_key (
    name text primary key,
    master_key text not null,
    wrapped bytea not null,
    created_at timestamptz not null
  );
  comment on table named_key is
    'Keys that belong to no claim, wrapped by a master key of the key ring: of the registry, and of digests that find equal values';

  create table index_renewal (
    old bytea primary key,
    fresh bytea not null constraint index_renewal_fresh_once unique,
    constraint index_renewal_whole check (length(old) = 16 and length(fresh) = 16)
  );
  comment on table index_renewal is
    'Each keyed digest with the one that takes its place; filled by the owner while the product works, emptied as the key '
    'is changed';
  comment on column index_renewal.old is 'PII; keyed digest';
  comment on column index_renewal.fresh is 'PII; keyed digest under the key that comes';

  create table rate_limit (
    rule text,
    subject bytea,
    window_start timestamptz(3) not null,
    count int not null constraint rate_limit_count_positive check (count > 0),
    primary key (rule, subject)
  );
  comment on table rate_limit is 'How often something was asked within its window, counted for all processes; gone a day later';
  comment on column rate_limit.subject is 'PII; digest of a phone, a claim number or a network address';
  create index rate_limit_by_age on rate_limit (window_start);

  create table story_chapter (
    name text primary key,
    finished_at timestamptz not null default clock_timestamp()
  );

  grant select, insert, update on named_key to santun_app;
  grant select, insert, update, delete on rate_limit to santun_app;
  grant select, insert on story_chapter to santun_app;
`
