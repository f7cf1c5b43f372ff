import { Migration } from '@mikro-orm/migrations'

/**
 * The course of a work accident or an occupational disease, from the first notice to its closing. Its history grows like
 * that of a claim: each step is one of the table's, continues the chain, and names an actor who exists in that role.
 */
export class IncidentCourse extends Migration {
  override up(): void {
    this.addSql(courses)
    this.addSql(history)
    this.addSql(stepGuard)
    this.addSql(stateGuard)
    this.addSql(privileges)
  }
}

const courses = `
  create sequence incident_number;
  create table incident_course (
    incident_id uuid primary key references incident,
    number text not null constraint incident_number_unique unique,
    branch_id uuid not null references branch,
    event_type text not null constraint incident_event_type_known
      check (event_type in ('work_accident', 'occupational_disease', 'sudden_death_at_work')),
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
    constraint incident_opened_once unique (opened_by, opening_key)
  );
  comment on table incident_course is 'What became of an accident or disease somebody reported; an incident known only from a claim has none';
  comment on column incident_course.event_at is 'The moment of the accident; the end of the day where the hour is not known, or of the diagnosis';
  comment on column incident_course.participant_name is 'PII';
  comment on column incident_course.participant_nik is 'PII, sealed';
  comment on column incident_course.particulars is 'PII, sealed; where and how it happened, and what was hurt, in the words of who reported it';
  comment on column incident_course.covered is 'By the law and the registry on the day of the event, as read at the first notice or read anew since';
  create index incident_course_by_branch on incident_course (branch_id, state, opened_at);

  create table incident_party (
    id uuid primary key default gen_random_uuid(),
    incident_id uuid not null references incident_course,
    kind text not null constraint incident_party_kind_known check (kind in ('participant', 'family', 'employer', 'facility', 'other')),
    name text not null,
    relation text,
    phone text not null constraint incident_party_phone_sealed check (is_sealed(phone)),
    phone_index bytea not null,
    token_digest bytea constraint incident_party_token_unique unique,
    joined_at timestamptz(3) not null,
    constraint incident_party_once unique (incident_id, kind, phone_index)
  );
  comment on table incident_party is 'Everybody who reported an incident or has to; who reports second is joined, not refused';
  comment on column incident_party.name is 'PII';
  comment on column incident_party.phone is 'PII, sealed';
  comment on column incident_party.phone_index is 'Keyed digest of the phone: the same one is found, the number cannot be read back';
  comment on column incident_party.token_digest is 'Of the secret with which an employer or a facility reports on this incident';
`

const history = `
  create table incident_transition (
    incident_id uuid not null references incident_course,
    seq int not null,
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
    primary key (incident_id, seq),
    constraint incident_key_unique unique (incident_id, idempotency_key),
    constraint incident_words_marked check ((words is null) = (words_mark is null))
  );
  comment on column incident_transition.words is 'PII, sealed; what the person wrote: sealed anew with a new key, and so not part of the hash';
  comment on column incident_transition.words_mark is 'Keyed digest of those words, which the hash covers';

  create table incident_clock (
    incident_id uuid not null references incident_course,
    name text not null constraint incident_clock_known check (name in ('stage_1', 'determination', 'stage_2')),
    round int not null,
    started_at timestamptz(3) not null,
    due_at timestamptz(3),
    stopped_at timestamptz(3),
    primary key (incident_id, name, round)
  );
  comment on column incident_clock.due_at is 'Null where the law of that day sets no end';
  create unique index incident_clock_one_open on incident_clock (incident_id, name) where stopped_at is null;
  create index incident_clock_due on incident_clock (due_at) where stopped_at is null;
`

const stepGuard = `
  create function is_incident_actor(actor text, in_role text, subject uuid, branch uuid) returns boolean language sql stable as $$
    select case
      when actor = 'system' then in_role = 'system'
      when in_role in ('heir', 'representative', 'employer', 'facility') then exists (
        select from incident_party p where p.incident_id = subject and actor = 'incident-party:' || p.id
          and in_role = case p.kind when 'participant' then 'heir' when 'family' then 'heir' when 'other' then 'representative' else p.kind end)
      else exists (
        select from staff_member m join staff_role r on r.staff_id = m.id and r.role = in_role
        where m.id::text = actor and m.active and m.branch_id = branch)
    end
  $$;

  create function guard_incident_step() returns trigger language plpgsql as $$
  declare
    step lifecycle_step;
    before incident_transition;
  begin
    select * into step from lifecycle_step where machine = 'incident' and from_state = new.from_state and event = new.event;
    if step is null or step.to_state <> new.to_state then
      raise exception 'no such step: % --%--> %', new.from_state, new.event, new.to_state using errcode = 'SN001';
    end if;
    if not new.actor_role = any (step.roles) or not is_incident_actor(new.actor_id, new.actor_role, new.incident_id, new.branch_id) then
      raise exception '% as % may not %', new.actor_id, new.actor_role, new.event using errcode = 'SN002';
    end if;
    select * into before from incident_transition where incident_id = new.incident_id order by seq desc limit 1;
    if new.seq <> coalesce(before.seq, 0) + 1
       or new.from_state <> coalesce(before.to_state, 'noticed')
       or new.round <> coalesce(before.round, 1) + step.next_round::int
       or new.prev_hash is distinct from before.hash then
      raise exception 'the history of incident % does not continue here', new.incident_id using errcode = 'SN003';
    end if;
    return new;
  end $$;
  create trigger incident_step_guard before insert on incident_transition
    for each row execute function guard_incident_step();
`

/** Refuses a commit in which an incident stands elsewhere than its history says, or has a step that it did not take. */
const stateGuard = `
  create function guard_incident_state() returns trigger language plpgsql as $$
  declare
    latest incident_transition;
    stored incident_course;
  begin
    select * into stored from incident_course where incident_id = new.incident_id;
    select * into latest from incident_transition where incident_id = new.incident_id order by seq desc limit 1;
    if latest is null or stored.state <> latest.to_state or stored.seq <> latest.seq or stored.round <> latest.round
       or stored.last_hash is distinct from latest.hash then
      raise exception 'incident % stands in % without a step that leads there', stored.number, stored.state using errcode = 'SN005';
    end if;
    return null;
  end $$;
  create constraint trigger incident_state_guard after insert or update of state, seq, round, last_hash on incident_course
    deferrable initially deferred for each row execute function guard_incident_state();
  create constraint trigger incident_took_step after insert on incident_transition
    deferrable initially deferred for each row execute function guard_incident_state();
`

const privileges = `
  grant select, insert on incident_course, incident_party, incident_transition, incident_clock to santun_app;
  grant update (state, seq, round, last_hash, coverage, covered, coverage_reason) on incident_course to santun_app;
  grant update (token_digest) on incident_party to santun_app;
  grant update (stopped_at) on incident_clock to santun_app;
  revoke delete, truncate on incident_course, incident_party, incident_transition, incident_clock from santun_app;
  revoke update on incident_transition from santun_app;
  grant usage, select on sequence incident_number to santun_app;
`
