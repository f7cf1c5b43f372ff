import { Migration } from '@mikro-orm/migrations'

/**
 * The course of a work accident or an occupational disease, from the first notice to its closing. Its history grows like
 * that of a claim: each step is one of the table's, continues the chain, and names an actor who exists in that role.
 */
export class Incidents extends Migration {
  override up(): void {
    this.addSql(course)
    this.addSql(care)
  }
}

const course = `
  create sequence incident_number;

  create table incident_course (
    incident_id uuid primary key references incident,
    number text not null constraint incident_number_unique unique,
    branch_id uuid not null references branch,
    event_type text not null,
    event_at timestamptz(3) not null,
    hour_known boolean not null,
    participant_name text not null,
    participant_nik text not null constraint incident_nik_sealed check (is_sealed(participant_nik)),
    particulars text not null constraint incident_particulars_sealed check (is_sealed(particulars)),
    coverage jsonb not null,
    covered boolean not null,
    coverage_reason text,
    employer_name text,
    state text not null default 'noticed',
    seq int not null default 0,
    round int not null default 1,
    last_hash bytea,
    opened_by text not null,
    opening_key text not null,
    opened_at timestamptz(3) not null,
    constraint incident_opened_once unique (opened_by, opening_key),
    constraint incident_event_type_known check (event_type in ('work_accident', 'occupational_disease', 'sudden_death_at_work'))
  );
  comment on table incident_course is
    'What became of an accident or disease somebody reported; an incident known only from a claim has none';
  comment on column incident_course.event_at is
    'The moment of the accident; the end of the day where the hour is not known, or of the diagnosis';
  comment on column incident_course.participant_name is 'PII';
  comment on column incident_course.participant_nik is 'PII, sealed';
  comment on column incident_course.particulars is
    'PII, sealed; where and how it happened, and what was hurt, in the words of who reported it';
  comment on column incident_course.covered is
    'By the law and the registry on the day of the event, as read at the first notice or read anew since';
  create index incident_course_by_branch on incident_course (branch_id, state, opened_at);

  create table incident_party (
    id uuid default gen_random_uuid() primary key,
    incident_id uuid not null references incident_course,
    kind text not null,
    name text not null,
    relation text,
    phone text not null constraint incident_party_phone_sealed check (is_sealed(phone)),
    phone_index bytea not null,
    token_digest bytea constraint incident_party_token_unique unique,
    joined_at timestamptz(3) not null,
    token_expires_at timestamptz(3),
    constraint incident_party_once unique (incident_id, kind, phone_index),
    constraint incident_party_token_ends check ((token_digest is null) = (token_expires_at is null)),
    constraint incident_party_kind_known check (kind in ('participant', 'family', 'employer', 'facility', 'other'))
  );
  comment on table incident_party is 'Everybody who reported an incident or has to; who reports second is joined, not refused';
  comment on column incident_party.name is 'PII';
  comment on column incident_party.phone is 'PII, sealed';
  comment on column incident_party.phone_index is 'Keyed digest of the phone: the same one is found, the number cannot be read back';
  comment on column incident_party.token_digest is 'Of the secret with which an employer or a facility reports on this incident';

  create table incident_transition (
    incident_id uuid references incident_course,
    seq int,
    from_state text not null,
    event text not null,
    to_state text not null,
    round int not null,
    actor_id text not null,
    actor_role text not null,
    branch_id uuid not null,
    input jsonb not null,
    happened_at timestamptz(3),
    words text constraint incident_words_sealed check (is_sealed(words)),
    words_mark text,
    command_mark text not null,
    idempotency_key text not null,
    facts_digest bytea not null,
    law_digest text not null,
    at timestamptz(3) not null,
    prev_hash bytea,
    hash bytea not null,
    constraint incident_words_marked check ((words is null) = (words_mark is null)),
    primary key (incident_id, seq),
    constraint incident_key_unique unique (incident_id, idempotency_key)
  );
  comment on column incident_transition.words is
    'PII, sealed; what the person wrote: sealed anew with a new key, and so not part of the hash';
  comment on column incident_transition.words_mark is 'Keyed digest of those words, which the hash covers';

  create table incident_clock (
    incident_id uuid references incident_course,
    name text constraint incident_clock_known check (name in ('stage_1', 'determination', 'stage_2')),
    round int,
    started_at timestamptz(3) not null,
    due_at timestamptz(3),
    stopped_at timestamptz(3),
    primary key (incident_id, name, round)
  );
  comment on column incident_clock.due_at is 'Null where the law of that day sets no end';
  create unique index incident_clock_one_open on incident_clock (incident_id, name) where stopped_at is null;
  create index incident_clock_due on incident_clock (due_at) where stopped_at is null;

  create table incident_reminder (
    incident_id uuid,
    clock_name text,
    round int,
    name text,
    reminded_at timestamptz(3) not null,
    primary key (incident_id, clock_name, round, name),
    constraint incident_reminder_of_clock foreign key (incident_id, clock_name, round) references incident_clock
  );
  comment on table incident_reminder is 'When an employer was reminded of a report; once for each day of the procedure';

  create table incident_command (
    incident_id uuid references incident_course,
    actor_id text,
    idempotency_key text,
    mark text not null,
    answer text not null,
    at timestamptz(3) not null,
    primary key (incident_id, actor_id, idempotency_key)
  );
  comment on column incident_command.mark is 'Keyed digest of what was sent: the same key with other content is refused';

  alter table attention add foreign key (incident_id) references incident_course;
  alter table letter add constraint letter_of_incident_step foreign key (incident_id, seq) references incident_transition;

  grant select, insert on incident_course, incident_party, incident_transition, incident_clock, incident_reminder,
    incident_command to santun_app;
  grant update (coverage, covered, coverage_reason, state, seq, round, last_hash) on incident_course to santun_app;
  grant update (token_digest, token_expires_at) on incident_party to santun_app;
  grant update (stopped_at) on incident_clock to santun_app;
  grant usage, select on sequence incident_number to santun_app;
`

/**
 * What the care of an incident consists of: notes, days of incapacity, bills, and what a doctor found. Rows are added; a
 * wrong one is set aside with its reason. Days of care are kept apart by an extension in a schema of its own: its
 * functions are none of ours, whose search paths are pinned.
 */
const care = `
  create schema if not exists extensions;
  create extension if not exists btree_gist schema extensions;

  create table care_note (
    id bigint generated always as identity primary key,
    incident_id uuid not null references incident_course,
    round int not null,
    kind text not null constraint care_note_kind_known check (kind in ('progress', 'return_to_work')),
    noted_on date not null,
    body text not null constraint care_note_sealed check (is_sealed(body)),
    written_by text not null,
    writer_role text not null,
    written_at timestamptz(3) not null
  );
  comment on column care_note.body is 'PII, sealed';
  create index care_note_by_incident on care_note (incident_id, noted_on);

  create table stmb_period (
    id uuid default gen_random_uuid() primary key,
    incident_id uuid not null references incident_course,
    participant_nik_index bytea not null,
    round int not null,
    days daterange not null constraint stmb_days_closed check (not isempty(days) and not lower_inf(days) and not upper_inf(days)),
    payee text not null constraint stmb_payee_known check (payee in ('participant', 'employer')),
    doctor text not null constraint stmb_doctor_given check (length(trim(both from doctor)) > 0),
    reported_by text not null,
    reporter_role text not null,
    reported_at timestamptz(3) not null,
    claim_id uuid references claim,
    void_reason text,
    voided_by text,
    voided_at timestamptz(3),
    constraint stmb_void_whole check ((voided_at is null) = (voided_by is null) and (voided_at is null) = (void_reason is null)),
    constraint stmb_claimed_stays check (voided_at is null or claim_id is null),
    constraint stmb_days_once exclude using gist (participant_nik_index with =, days with &&) where (voided_at is null)
  );
  comment on table stmb_period is
    'Days on which a doctor certified that the participant could not work; no day of a person counts twice';
  comment on column stmb_period.payee is 'The employer where it went on paying the wage, else the participant';
  create index stmb_period_by_incident on stmb_period (incident_id);
  create index stmb_period_by_claim on stmb_period (claim_id);

  create table care_bill (
    id uuid default gen_random_uuid() primary key,
    incident_id uuid not null references incident_course,
    round int not null,
    kind text not null,
    payee text not null constraint care_bill_payee_known check (payee in ('participant', 'employer', 'facility')),
    issuer text not null constraint care_bill_issuer_given check (length(trim(both from issuer)) > 0),
    number text not null constraint care_bill_number_given check (length(trim(both from number)) > 0),
    issued_on date not null,
    amount bigint not null constraint care_bill_positive check (amount > 0),
    handed_in_by text not null,
    handed_in_at timestamptz(3) not null,
    accepted_amount bigint,
    judged_by uuid references staff_member,
    judged_at timestamptz(3),
    judged_why text,
    claim_id uuid references claim,
    constraint care_bill_accepted_within check (accepted_amount >= 0 and accepted_amount <= amount),
    constraint care_bill_judged_whole check ((accepted_amount is null) = (judged_by is null)
        and (judged_by is null) = (judged_at is null)),
    constraint care_bill_cut_explained check (accepted_amount is null or accepted_amount = amount or judged_why is not null),
    constraint care_bill_claimed_is_accepted check (claim_id is null or accepted_amount > 0),
    constraint care_bill_once unique (incident_id, issuer, number, kind)
  );
  comment on table care_bill is 'Bills of facilities and receipts of whoever paid; accepted line by line by an officer of the agency';
  create index care_bill_by_incident on care_bill (incident_id);
  create index care_bill_by_claim on care_bill (claim_id);

  create table disability_finding (
    id uuid default gen_random_uuid() primary key,
    incident_id uuid not null references incident_course,
    round int not null,
    parts text not null constraint finding_parts_sealed check (is_sealed(parts)),
    doctor text not null,
    found_by text not null,
    finder_role text not null,
    found_at timestamptz(3) not null,
    confirmed_by uuid references staff_member,
    confirmed_at timestamptz(3),
    superseded_at timestamptz(3),
    constraint finding_confirmed_whole check ((confirmed_by is null) = (confirmed_at is null)),
    constraint finding_confirmed_by_another check (confirmed_by::text <> found_by)
  );
  comment on table disability_finding is
    'What a doctor found to be lost, by the entries of the law''s table; it counts once the medical adviser has confirmed it';
  comment on column disability_finding.parts is 'PII, sealed';
  create unique index finding_one_live on disability_finding (incident_id, round) where superseded_at is null;

  grant select, insert on care_note, stmb_period, care_bill, disability_finding to santun_app;
  grant update (claim_id, void_reason, voided_by, voided_at) on stmb_period to santun_app;
  grant update (accepted_amount, judged_by, judged_at, judged_why, claim_id) on care_bill to santun_app;
  grant update (confirmed_by, confirmed_at, superseded_at) on disability_finding to santun_app;
  grant usage, select on sequence care_note_id_seq to santun_app;
`
