import { Migration } from '@mikro-orm/migrations'

/**
 * The claim, its history and its clocks, and the rules that hold even for someone who writes SQL with the application's
 * role: history only grows, every step is one of the table's, nobody holds two separated duties.
 */
export class Claims extends Migration {
  override up(): void {
    this.addSql(claims)
    this.addSql(history)
    this.addSql(people)
    this.addSql(cause)
    this.addSql(outbox)
  }
}

const claims = `
  create sequence claim_number;

  create table incident (
    id uuid default gen_random_uuid() primary key,
    kind text not null constraint incident_kind_known check (kind in ('death', 'accident', 'disease')),
    event_date date not null,
    created_at timestamptz not null,
    participant_nik_index bytea not null constraint incident_nik_index_whole check (length(participant_nik_index) = 16),
    caused_by uuid references incident,
    constraint incident_death_has_cause check (caused_by is null or kind = 'death')
  );
  comment on column incident.caused_by is 'The accident or disease from which this death followed';
  create unique index incident_one_death on incident (participant_nik_index) where kind = 'death';
  create unique index incident_one_accident on incident (participant_nik_index, kind, event_date) where kind <> 'death';

  create table claim (
    id uuid default gen_random_uuid() primary key,
    number text not null constraint claim_number_unique unique,
    type text not null,
    state text not null default 'draft',
    version int not null default 0,
    facts_version int not null default 0,
    seq int not null default 0,
    last_hash bytea,
    round int not null default 1,
    branch_id uuid not null references branch,
    incident_id uuid references incident,
    participant_nik text constraint claim_nik_sealed check (is_sealed(participant_nik)),
    participant_name text,
    event_date date,
    expires_on date,
    answers jsonb not null default '{}'::jsonb,
    coverage jsonb,
    created_by text not null,
    opening_key text,
    opening_digest text,
    created_at timestamptz not null,
    submitted_at timestamptz,
    moved_at timestamptz not null,
    complete_on date,
    assigned_to uuid references staff_member,
    participant_nik_index bytea constraint claim_nik_index_whole check (length(participant_nik_index) = 16),
    settled_cause jsonb,
    constraint claim_nik_with_index check ((participant_nik is null) = (participant_nik_index is null)),
    constraint claim_type_known check (type in ('jkm_death', 'jkk_death', 'jkk_disability', 'jkk_stmb', 'jkk_reimbursement'))
  ) with (fillfactor = 60);
  comment on column claim.facts_version is
    'Moves whenever a row that guards read changes, so that a decision never rests on stale facts';
  comment on column claim.participant_nik is 'PII, sealed';
  comment on column claim.participant_name is 'PII';
  comment on column claim.expires_on is 'Last day on which a first application is in time, by the law in force on the event date';
  comment on column claim.answers is 'PII; what the claimant stated, numbers of persons and facts of health sealed in place';
  comment on column claim.participant_nik_index is 'Keyed digest of the NIK: the same person is found, the number cannot be read back';
  comment on column claim.settled_cause is
    'What caused the death and when it happened, as settled by the latest reclassification; empty: as the family stated';
  create unique index claim_opened_once on claim (created_by, opening_key) where opening_key is not null;
  create index claim_by_incident on claim (incident_id);
  create index claim_by_participant on claim (participant_nik_index);

  create table clock (
    id uuid default uuidv7() primary key,
    claim_id uuid not null references claim,
    name text not null,
    round int not null,
    started_at timestamptz not null,
    due_at timestamptz not null,
    paused_at timestamptz,
    stopped_at timestamptz
  );
  create unique index clock_one_open on clock (claim_id, name) where stopped_at is null;
  create index clock_due on clock (due_at) where stopped_at is null and paused_at is null;
  create index clock_of_claim on clock (claim_id, name, started_at);

  grant select, insert on incident, clock to santun_app;
  grant select, insert, update on claim to santun_app;
  grant update (caused_by) on incident to santun_app;
  grant update (due_at, paused_at, stopped_at) on clock to santun_app;
  grant usage, select on sequence claim_number to santun_app;
`

const history = `
  create table claim_transition (
    claim_id uuid references claim,
    seq int,
    from_state text not null,
    event text not null,
    to_state text not null,
    round int not null,
    actor_id text not null,
    actor_role text not null,
    branch_id uuid not null,
    duty text,
    input jsonb not null,
    input_hash bytea not null,
    idempotency_key text not null,
    reasons jsonb not null default '[]'::jsonb,
    facts_digest bytea not null,
    law_digest text not null,
    at timestamptz(3) not null,
    prev_hash bytea,
    hash bytea not null,
    primary key (claim_id, seq),
    constraint transition_key_unique unique (claim_id, idempotency_key)
  );
  create index claim_transition_by_time on claim_transition using brin (at) with (pages_per_range = 32, autosummarize = on);
  create index claim_transition_decisions on claim_transition (branch_id, at) where event in ('approve', 'reject');
  create index claim_transition_uncommon on claim_transition (event, at) where event not in ('submit', 'checks_done',
    'completeness_reached', 'propose', 'approve', 'release', 'all_settled');

  create table claim_duty (
    claim_id uuid not null references claim,
    round int not null,
    actor_id text not null,
    duty text not null,
    act text not null,
    at timestamptz not null
  );
  comment on table claim_duty is 'Separated duties exercised without a step of the claim, e.g. by settling who is paid';
  create index claim_duty_of_claim on claim_duty (claim_id, round);

  grant select, insert on claim_transition, claim_duty to santun_app;
`

/**
 * Who on a claim may act and who only follows it; who bore witness; under which key the claim's own data lie sealed.
 */
const people = `
  create table claim_party (
    id uuid default gen_random_uuid() primary key,
    claim_id uuid not null references claim,
    kind text not null,
    name text not null,
    relation text,
    phone text constraint claim_party_phone_sealed check (is_sealed(phone)),
    joined_at timestamptz not null,
    phone_index bytea,
    came_with uuid references claim,
    named_by uuid references claim_party,
    confirmed_at timestamptz(3),
    confirmed_by text,
    ended_at timestamptz(3),
    ended_by text,
    acts boolean generated always as (kind <> 'contact' and ended_at is null and (came_with is null and named_by is null
        or confirmed_at is not null)) stored not null,
    constraint claim_party_confirmed_by_somebody check ((confirmed_at is null) = (confirmed_by is null)),
    constraint claim_party_ended_by_somebody check ((ended_at is null) = (ended_by is null)),
    constraint party_kind_known check (kind in ('heir', 'representative', 'employer', 'facility', 'officer', 'contact'))
  );
  comment on column claim_party.name is 'PII';
  comment on column claim_party.phone is 'PII, sealed; a party that joined from another claim keeps the text of that claim''s key';
  comment on column claim_party.phone_index is 'Keyed digest of the phone: the same one is found, the number cannot be read back';
  comment on column claim_party.came_with is
    'The own report that this person joined with; its number is the only one told to him until the branch has confirmed him';
  comment on column claim_party.named_by is 'The party who named this person as a contact or as a representative';
  comment on column claim_party.confirmed_at is 'When the branch had seen the papers of somebody who was named or who joined';
  comment on column claim_party.acts is 'May read the papers and take steps; everybody else on the claim only sees how it stands';
  create index claim_party_by_claim on claim_party (claim_id);
  create index claim_party_by_phone on claim_party (phone_index);

  create table claim_party_step (
    id bigint generated always as identity primary key,
    claim_id uuid not null references claim,
    party_id uuid not null references claim_party,
    step text not null constraint claim_party_step_known check (step in ('named', 'confirmed', 'ended', 'phone_changed')),
    actor_id text not null,
    actor_role text not null,
    evidence text,
    at timestamptz(3) not null,
    constraint claim_party_step_evidence_known check (evidence in ('identity_card', 'family_card', 'letter_of_authority'))
  );
  comment on table claim_party_step is 'Who let whom onto a claim, and on which paper; it only grows';
  create index claim_party_step_by_claim on claim_party_step (claim_id, at);

  create table claim_witness (
    claim_id uuid references claim,
    nik_index bytea constraint claim_witness_index_whole check (length(nik_index) = 16),
    name text not null constraint claim_witness_name_sealed check (is_sealed(name)),
    nik text not null constraint claim_witness_nik_sealed check (is_sealed(nik)),
    recorded_by uuid not null references staff_member,
    recorded_at timestamptz(3) not null,
    primary key (claim_id, nik_index)
  );
  comment on table claim_witness is 'Witnesses named in the papers of a claim; it only grows';
  comment on column claim_witness.nik_index is 'PII; keyed digest: the same person is found, nobody can be read back';
  comment on column claim_witness.name is 'PII, sealed';
  comment on column claim_witness.nik is 'PII, sealed';
  create index claim_witness_by_nik on claim_witness (nik_index);

  create table claim_data_key (
    claim_id uuid primary key references claim,
    master_key text not null,
    wrapped bytea not null,
    created_at timestamptz not null
  );
  comment on table claim_data_key is
    'One data key a claim, wrapped by a master key of the key ring; without it neither its files nor its personal values '
    'can be read';

  grant select, insert on claim_party, claim_party_step, claim_witness to santun_app;
  grant select, insert, update on claim_data_key to santun_app;
  grant update (kind, name, relation, phone, phone_index, confirmed_at, confirmed_by, ended_at,
    ended_by) on claim_party to santun_app;
  grant usage, select on sequence claim_party_step_id_seq to santun_app;
`

/**
 * The cause of a death, as it was settled after the claim was lodged: proposed by one person, confirmed by another. It
 * decides between JKK and JKM; what the family stated stays as they stated it.
 */
const cause = `
  create table reclassification (
    claim_id uuid,
    seq int,
    round int not null,
    from_type text not null,
    to_type text not null constraint reclassification_type_known check (to_type in ('jkm_death', 'jkk_death')),
    death_cause text not null,
    occurred_on date,
    proposed_seq int not null,
    constraint reclassification_cause_known check (death_cause in ('work_accident', 'occupational_disease',
        'sudden_death_at_work', 'non_work_death')),
    constraint reclassification_changes_type check (from_type <> to_type),
    constraint reclassification_of_its_type check ((to_type = 'jkm_death') = (death_cause = 'non_work_death')),
    constraint reclassification_has_day check ((death_cause = 'non_work_death') = (occurred_on is null)),
    primary key (claim_id, seq),
    constraint reclassification_of_step foreign key (claim_id, seq) references claim_transition deferrable initially deferred
  );
  comment on table reclassification is 'Every change of a claim between JKM and JKK, with the proposal it confirms; it only grows';

  grant select, insert on reclassification to santun_app;
`

/** What must leave after a commit, and what did not succeed: a row with an owner. */
const outbox = `
  create table outbox (
    id uuid default uuidv7() primary key,
    topic text not null,
    claim_id uuid references claim,
    payload jsonb not null default '{}'::jsonb,
    occurred_at timestamptz(3) not null,
    due_at timestamptz not null default clock_timestamp(),
    relayed_at timestamptz,
    attempts int not null default 0,
    handled_at timestamptz,
    gave_up_at timestamptz,
    last_error text
  ) with (fillfactor = 80);
  comment on column outbox.occurred_at is 'When it happened, in the time of the product''s clock';
  comment on column outbox.due_at is 'When it may be handed to the queue (again), in the time of the machine';
  create index outbox_waiting on outbox (due_at) where handled_at is null and gave_up_at is null;
  create index outbox_by_claim on outbox (claim_id);
  create index outbox_handled on outbox (handled_at) where handled_at is not null;

  create table attention (
    id uuid default gen_random_uuid() primary key,
    claim_id uuid references claim,
    outbox_id uuid constraint attention_once_per_message unique references outbox,
    topic text not null,
    reason text not null,
    owner_role text not null,
    owner_branch_id uuid references branch,
    opened_at timestamptz not null,
    closed_at timestamptz,
    closed_by text,
    incident_id uuid
  );
  comment on table attention is 'Work that a machine gave up and a person now owns';
  create index attention_open on attention (owner_branch_id, opened_at) where closed_at is null;
  create index attention_by_claim on attention (claim_id);
  create unique index attention_one_open_deadline on attention (claim_id, topic) where closed_at is null and topic ~~ 'clock.%';
  create unique index attention_one_open_on_incident on attention (incident_id, topic) where closed_at is null
    and incident_id is not null;
  create unique index attention_one_open_wait on attention (claim_id, topic) where closed_at is null and topic ~~ 'waiting.%';

  grant select, insert on outbox, attention to santun_app;
  grant update (due_at, relayed_at, attempts, handled_at, gave_up_at, last_error) on outbox to santun_app;
  grant update (closed_at, closed_by) on attention to santun_app;
`
