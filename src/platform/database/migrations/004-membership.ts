import { Migration } from '@mikro-orm/migrations'

/**
 * Who is a participant, under which membership and payer, and which months were paid. Corrections never rewrite the
 * past: every version that is replaced moves to a table that only grows.
 */
export class Membership extends Migration {
  override up(): void {
    this.addSql(payers)
    this.addSql(imports)
    this.addSql(registry)
    this.addSql(contributions)
    this.addSql(past)
    this.addSql(guard)
    this.addSql(privileges)
  }
}

const payers = `
  create table sponsor (
    id uuid primary key default gen_random_uuid(),
    code text not null constraint sponsor_code_unique unique,
    name text not null,
    fund text not null constraint sponsor_fund_known check (fund in ('APBD', 'APBN', 'village', 'company')),
    created_at timestamptz not null
  );

  create table cohort (
    id uuid primary key default gen_random_uuid(),
    sponsor_id uuid not null references sponsor,
    code text not null,
    name text not null,
    created_at timestamptz not null,
    constraint cohort_code_unique unique (sponsor_id, code)
  );
  comment on table cohort is 'Participants whose contributions one sponsor pays together';
`

const imports = `
  create table import_batch (
    id bigint generated always as identity primary key,
    cohort_id uuid references cohort,
    file_name text not null,
    file_hash bytea not null,
    dry_run boolean not null,
    row_count int not null,
    new_count int not null,
    changed_count int not null,
    unchanged_count int not null,
    refused_count int not null,
    warned_count int not null,
    imported_by text not null,
    imported_at timestamptz not null,
    constraint import_batch_adds_up check (row_count = new_count + changed_count + unchanged_count + refused_count)
  );
  create unique index import_batch_once on import_batch (cohort_id, file_hash) nulls not distinct where not dry_run;

  create table import_finding (
    batch_id bigint not null references import_batch,
    row_number int not null,
    refused boolean not null,
    reasons jsonb not null,
    cells jsonb,
    primary key (batch_id, row_number)
  );
  comment on table import_finding is 'Rows of an import that were refused, or taken with a warning';
  comment on column import_finding.cells is 'PII; the refused row as it was read, in the order of the template';
`

/**
 * No foreign keys from membership: they are checked row by row, which costs an import of a million rows more than all
 * the rest. The guard below checks a whole statement at once, and nothing that is pointed to may be deleted.
 */
const registry = `
  create table participant (
    id bigint generated always as identity primary key,
    nik text not null constraint participant_nik_unique unique,
    name text not null,
    birth_date date not null,
    sex text not null constraint participant_sex_known check (sex in ('male', 'female')),
    occupation text not null,
    area_code text not null,
    phone text,
    batch_id bigint not null,
    recorded_at timestamptz not null
  );
  comment on column participant.nik is 'PII';
  comment on column participant.name is 'PII';
  comment on column participant.birth_date is 'PII';
  comment on column participant.phone is 'PII';

  create table membership (
    participant_id bigint not null,
    kpj text not null,
    cohort_id uuid,
    segment text not null constraint membership_segment_known check (segment in ('PU', 'BPU')),
    started_on date not null,
    ended_on date,
    reported_income bigint constraint membership_income_not_negative check (reported_income >= 0),
    income_since date not null,
    enrolled_batch_id bigint not null,
    batch_id bigint not null,
    recorded_at timestamptz not null,
    constraint membership_ends_after_start check (ended_on >= started_on),
    constraint membership_unique unique nulls not distinct (kpj, cohort_id)
  );
  create index membership_by_participant on membership (participant_id);
  create index membership_by_enrolment on membership using brin (enrolled_batch_id);
  comment on table membership is 'A card (KPJ) under one payer: a cohort of a sponsor, or none where member or employer pays';
  comment on column membership.kpj is 'PII';
  comment on column membership.reported_income is 'Rupiah a month';
  comment on column membership.income_since is 'From this day on the reported income holds';
  comment on column membership.enrolled_batch_id is 'The import that brought the card under this payer; bills count members by it';
`

const contributions = `
  create table contribution (
    id bigint generated always as identity primary key,
    payer text not null constraint contribution_payer_known check (payer in ('self', 'employer', 'group', 'sponsor')),
    cohort_id uuid references cohort,
    kpj text,
    month date not null constraint contribution_month_first_day check (extract(day from month) = 1),
    counted_after bigint,
    counted_through bigint,
    members int not null constraint contribution_members_positive check (members > 0),
    jkk_amount bigint not null,
    jkm_amount bigint not null,
    amount bigint generated always as (jkk_amount + jkm_amount) stored,
    billed_at timestamptz not null,
    paid_on date,
    constraint contribution_for_cohort_or_card check (
      (cohort_id is not null and kpj is null and counted_after is not null and counted_through is not null)
      or (cohort_id is null and kpj is not null and members = 1))
  );
  create unique index contribution_of_cohort on contribution (cohort_id, month, counted_after) where cohort_id is not null;
  create unique index contribution_of_card on contribution (kpj, month) where kpj is not null;
  comment on table contribution is 'One month billed, for a whole cohort or for one card';
  comment on column contribution.kpj is 'PII';
  comment on column contribution.counted_after is 'The bill counts members enrolled by imports after this one …';
  comment on column contribution.counted_through is '… through this one; whoever comes later is on a bill of his own';
`

/** What was known before, and until when. */
const past = `
  create table participant_past (like participant, superseded_at timestamptz not null);
  create index participant_past_by_nik on participant_past (nik);
  create table membership_past (like membership, superseded_at timestamptz not null);
  create index membership_past_by_kpj on membership_past (kpj);

  create function keep_participant_past() returns trigger language plpgsql as $$
  begin
    insert into participant_past select b.*, a.recorded_at from before b join after a using (id);
    return null;
  end $$;
  create trigger participant_keeps_past after update on participant
    referencing old table as before new table as after for each statement execute function keep_participant_past();

  create function keep_membership_past() returns trigger language plpgsql as $$
  begin
    insert into membership_past
      select b.*, a.recorded_at from before b join after a on a.kpj = b.kpj and a.cohort_id is not distinct from b.cohort_id;
    return null;
  end $$;
  create trigger membership_keeps_past after update on membership
    referencing old table as before new table as after for each statement execute function keep_membership_past();
`

/**
 * A card belongs to one registered person, whoever pays. Planned anew for each statement, because a plan made for one
 * row would never end for a million.
 */
const guard = `
  create function guard_membership() returns trigger language plpgsql as $$
  declare
    broken boolean;
  begin
    execute 'select exists (select from added a where not exists (select from participant p where p.id = a.participant_id))'
      into broken;
    if broken then
      raise exception 'a card needs a registered participant' using errcode = 'SN010';
    end if;
    execute 'select exists (select from added a join membership m using (kpj) where m.participant_id <> a.participant_id)'
      into broken;
    if broken then
      raise exception 'a card belongs to one person' using errcode = 'SN011';
    end if;
    execute 'select exists (select from (select distinct cohort_id from added where cohort_id is not null) a
      where not exists (select from cohort c where c.id = a.cohort_id))' into broken;
    if broken then
      raise exception 'no such cohort' using errcode = 'SN012';
    end if;
    return null;
  end $$;
  create trigger membership_guard after insert on membership
    referencing new table as added for each statement execute function guard_membership();
`

const privileges = `
  grant select, insert on sponsor, cohort, import_batch, import_finding, participant, membership, contribution,
    participant_past, membership_past to santun_app;
  grant usage, select on all sequences in schema public to santun_app;
  revoke update, delete, truncate on sponsor, cohort, import_batch, import_finding, participant, membership, contribution,
    participant_past, membership_past from santun_app;
  grant update (name) on sponsor, cohort to santun_app;
  grant update (nik, name, birth_date, sex, occupation, area_code, phone, batch_id, recorded_at) on participant to santun_app;
  grant update (segment, started_on, ended_on, reported_income, income_since, batch_id, recorded_at) on membership
    to santun_app;
  grant update (paid_on) on contribution to santun_app;
`
