import { Migration } from '@mikro-orm/migrations'

/**
 * The long life of a child's scholarship: the award, its school years, their history. What the law allows to one child
 * is kept with the award as it stood on the day of the event.
 */
export class Scholarships extends Migration {
  override up(): void {
    this.addSql(awards)
    this.addSql(runs)
  }
}

const awards = `
  create table scholarship_award (
    id uuid default gen_random_uuid() primary key,
    claim_id uuid not null references claim,
    slot int not null constraint scholarship_two_slots check (slot in (1, 2)),
    child_name text not null,
    child_birth_date date not null,
    plan jsonb not null,
    plan_total bigint not null,
    awarded_at timestamptz not null,
    participant_nik_index bytea not null constraint scholarship_nik_index_whole check (length(participant_nik_index) = 16),
    state text not null default 'candidate',
    seq int not null default 0,
    last_hash bytea,
    at_school boolean not null default true,
    reference_date date,
    levels jsonb not null default '[]'::jsonb,
    tertiary_years int not null default 0,
    guardian_id uuid references claim_party,
    child_party_id uuid references claim_party,
    payee_id uuid references payee,
    next_guardian_id uuid references claim_party,
    next_payee_id uuid references payee,
    guardian_named_by text,
    constraint scholarship_slot_unique unique (participant_nik_index, slot),
    constraint scholarship_child_once unique (participant_nik_index, child_name, child_birth_date),
    constraint scholarship_next_guardian_named check (next_guardian_id is null or guardian_named_by is not null)
  );
  comment on column scholarship_award.child_name is 'PII';
  comment on column scholarship_award.child_birth_date is 'PII';
  comment on column scholarship_award.reference_date is 'The date of the parent''s case; it selects the law of every year (R-1.3)';
  comment on column scholarship_award.levels is
    'Amount a year and most paid years of each level, as the law has them on the reference date';
  comment on column scholarship_award.guardian_id is 'Who is invited and acts for the child; empty: everybody on the claim';
  comment on column scholarship_award.payee_id is 'The child''s own or the guardian''s account (R-4.12)';
  comment on column scholarship_award.next_guardian_id is 'Named by one person, waiting for another to confirm';
  comment on column scholarship_award.guardian_named_by is 'Who named the guardian that waits or, where none does, the present one';
  create index scholarship_award_by_claim on scholarship_award (claim_id);
  create index scholarship_award_by_state on scholarship_award (state, child_birth_date);

  create table scholarship_year (
    id uuid default gen_random_uuid() primary key,
    award_id uuid not null references scholarship_award,
    school_year text not null constraint scholarship_year_form check (school_year ~ '^[0-9]{4}/[0-9]{4}$'),
    state text not null default 'planned',
    seq int not null default 0,
    last_hash bytea,
    opens_on date not null,
    closes_on date not null,
    catch_up_until date not null,
    expected_level text,
    expected_grade text,
    expected_amount bigint not null default 0,
    application jsonb not null default '{}'::jsonb,
    received_on date,
    level text,
    grade text,
    amount bigint constraint scholarship_year_amount_positive check (amount > 0),
    ruling jsonb,
    branch_id uuid not null references branch,
    constraint scholarship_year_once unique (award_id, school_year)
  );
  comment on column scholarship_year.expected_amount is 'An estimate for commitments, never a payable amount';
  comment on column scholarship_year.application is 'PII; what the guardian stated: school, grade repeated, married, at work';
  comment on column scholarship_year.ruling is 'What the law says of this year, as the verifier saw it';
  comment on column scholarship_year.branch_id is 'The branch of the claim that earned it; kept here so that a queue is one index';
  create index scholarship_year_by_state on scholarship_year (state, opens_on, id);
  create index scholarship_year_of_school_year on scholarship_year (school_year, state);
  create index scholarship_year_in_branch on scholarship_year (branch_id, state, received_on, id) where state in ('evidence_in',
    'verified', 'rule_hold');
  create index scholarship_year_waiting on scholarship_year (state, received_on, id) where state in ('evidence_in', 'verified',
    'rule_hold');

  create table scholarship_transition (
    award_id uuid not null references scholarship_award,
    year_id uuid references scholarship_year,
    subject_id uuid generated always as (coalesce(year_id, award_id)) stored,
    seq int,
    from_state text not null,
    event text not null,
    to_state text not null,
    actor_id text not null,
    actor_role text not null,
    branch_id uuid not null references branch,
    duty text,
    input jsonb not null,
    input_hash bytea not null,
    idempotency_key text not null,
    facts_digest bytea not null,
    law_digest text not null,
    at timestamptz(3) not null,
    prev_hash bytea,
    hash bytea not null,
    primary key (subject_id, seq),
    constraint scholarship_transition_key_unique unique (subject_id, idempotency_key)
  );
  comment on table scholarship_transition is 'Every step of an award or of one of its school years, chained by hash; it only grows';
  comment on column scholarship_transition.input is 'PII; people''s own words are sealed';
  create index scholarship_transition_by_award on scholarship_transition (award_id, at);

  alter table document_item add foreign key (scholarship_year_id) references scholarship_year;
  alter table document_upload add foreign key (scholarship_year_id) references scholarship_year;
  alter table payee add foreign key (scholarship_award_id) references scholarship_award;
  alter table payment add foreign key (scholarship_year_id) references scholarship_year;

  grant select, insert on scholarship_award, scholarship_year, scholarship_transition to santun_app;
  grant update (state, seq, last_hash, guardian_id, child_party_id, payee_id, next_guardian_id, next_payee_id,
    guardian_named_by) on scholarship_award to santun_app;
  grant update (state, seq, last_hash, expected_level, expected_grade, expected_amount, application, received_on, level, grade,
    amount, ruling) on scholarship_year to santun_app;
`

/** The yearly run over many children: what was to be done, what became of each, where to go on after a crash. */
const runs = `
  create table scholarship_run (
    id uuid default gen_random_uuid() primary key,
    kind text not null constraint scholarship_run_kind_known check (kind in ('open', 'lift_hold')),
    school_year text not null,
    branch_id uuid references branch,
    asked_by text not null,
    asked_role text not null,
    asked_branch_id uuid references branch,
    asked_key text not null,
    reason text constraint scholarship_run_reason_sealed check (is_sealed(reason)),
    asked_at timestamptz(3) not null,
    total int not null,
    finished_at timestamptz(3),
    constraint scholarship_run_asked_once unique (asked_by, asked_key)
  );
  comment on table scholarship_run is 'One step for many school years; its rows say for whom';
  comment on column scholarship_run.branch_id is 'Only the children of this branch; empty: of every branch';
  comment on column scholarship_run.reason is 'PII, sealed; the words of who asked for it';
  create index scholarship_run_open on scholarship_run (asked_at) where finished_at is null;
  create unique index scholarship_run_one_at_a_time on scholarship_run (kind, school_year,
    branch_id) nulls not distinct where finished_at is null;

  create table scholarship_run_row (
    run_id uuid references scholarship_run,
    year_id uuid references scholarship_year,
    outcome text not null default 'waiting',
    reasons jsonb not null default '[]'::jsonb,
    done_at timestamptz(3),
    constraint scholarship_run_row_dated check ((outcome = 'waiting') = (done_at is null)),
    primary key (run_id, year_id),
    constraint scholarship_run_outcome_known check (outcome in ('waiting', 'done', 'refused', 'failed'))
  );
  comment on column scholarship_run_row.reasons is 'Codes of what refused it';
  create index scholarship_run_row_waiting on scholarship_run_row (run_id, year_id) where outcome = 'waiting';
  create index scholarship_run_row_refused on scholarship_run_row (run_id, outcome) where outcome in ('refused', 'failed');

  create table scholarship_reminder (
    year_id uuid references scholarship_year,
    name text,
    reminded_at timestamptz(3) not null,
    primary key (year_id, name)
  );
  comment on table scholarship_reminder is 'On which of the days of the procedure a guardian was reminded; once each';

  grant select, insert on scholarship_run, scholarship_run_row, scholarship_reminder to santun_app;
  grant update (finished_at) on scholarship_run to santun_app;
  grant update (outcome, reasons, done_at) on scholarship_run_row to santun_app;
`
