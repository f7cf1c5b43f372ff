import { Migration } from '@mikro-orm/migrations'

/**
 * The claim, its history and its clocks, and the rules that hold even for someone who writes SQL with the
 * application's role: history only grows, every step is one of the table's, nobody holds two separated duties.
 */
export class Claims extends Migration {
  override up(): void {
    this.addSql(tables)
    this.addSql(transitionGuard)
    this.addSql(stateGuard)
    this.addSql(privileges)
  }
}

const tables = `
  create table lifecycle_step (
    machine text not null,
    from_state text not null,
    event text not null,
    to_state text not null,
    roles text[] not null,
    duty text,
    next_round boolean not null default false,
    primary key (machine, from_state, event)
  );
  comment on table lifecycle_step is 'Copy of the tables of libs/lifecycle, written by the migration step at every start';

  create table incident (
    id uuid primary key default gen_random_uuid(),
    kind text not null constraint incident_kind_known check (kind in ('death', 'accident', 'disease')),
    participant_nik text not null,
    event_date date not null,
    created_at timestamptz not null
  );
  comment on column incident.participant_nik is 'PII';
  create unique index incident_one_death on incident (participant_nik) where kind = 'death';
  create unique index incident_one_accident on incident (participant_nik, kind, event_date) where kind <> 'death';

  create sequence claim_number;
  create table claim (
    id uuid primary key default gen_random_uuid(),
    number text not null constraint claim_number_unique unique,
    type text not null constraint claim_type_known
      check (type in ('jkm_death', 'jkk_death', 'jkk_disability', 'jkk_stmb', 'jkk_reimbursement')),
    state text not null default 'draft',
    version int not null default 0,
    facts_version int not null default 0,
    seq int not null default 0,
    last_hash bytea,
    round int not null default 1,
    branch_id uuid not null references branch,
    incident_id uuid references incident,
    participant_nik text,
    participant_name text,
    event_date date,
    expires_on date,
    answers jsonb not null default '{}',
    coverage jsonb,
    created_by text not null,
    opening_key text,
    opening_digest text,
    created_at timestamptz not null,
    submitted_at timestamptz,
    moved_at timestamptz not null,
    complete_on date,
    assigned_to uuid references staff_member
  );
  comment on column claim.participant_nik is 'PII';
  comment on column claim.participant_name is 'PII';
  comment on column claim.expires_on is 'Last day on which a first application is in time, by the law in force on the event date';
  comment on column claim.answers is 'PII; what the claimant stated';
  comment on column claim.facts_version is 'Moves whenever a row that guards read changes, so that a decision never rests on stale facts';
  create unique index claim_opened_once on claim (created_by, opening_key) where opening_key is not null;
  create unique index claim_one_live_death on claim (incident_id)
    where type in ('jkm_death', 'jkk_death') and state not in ('draft', 'rejected', 'withdrawn', 'merged', 'lapsed', 'inactive');
  create index claim_worklist on claim (branch_id, state, moved_at, id);
  create index claim_by_nik on claim (participant_nik);
  create index claim_by_incident on claim (incident_id);

  create table claim_party (
    id uuid primary key default gen_random_uuid(),
    claim_id uuid not null references claim,
    kind text not null constraint party_kind_known check (kind in ('heir', 'representative', 'employer', 'facility', 'officer')),
    name text not null,
    relation text,
    phone text,
    joined_at timestamptz not null
  );
  comment on column claim_party.name is 'PII';
  comment on column claim_party.phone is 'PII';
  create index claim_party_by_claim on claim_party (claim_id);

  create table claim_transition (
    claim_id uuid not null references claim,
    seq int not null,
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
    reasons jsonb not null default '[]',
    facts_digest bytea not null,
    law_digest text not null,
    at timestamptz(3) not null,
    prev_hash bytea,
    hash bytea not null,
    primary key (claim_id, seq),
    constraint transition_key_unique unique (claim_id, idempotency_key)
  );

  create table clock (
    id uuid primary key default gen_random_uuid(),
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
`

/**
 * Refuses a history row that the lifecycle does not know, that does not continue the chain, that names an actor who does
 * not exist in that role, or that mixes duties.
 */
const transitionGuard = `
  create function guard_claim_transition() returns trigger language plpgsql as $$
  declare
    step lifecycle_step;
    before claim_transition;
  begin
    select * into step from lifecycle_step
      where machine = 'claim' and from_state = new.from_state and event = new.event;
    if step is null or step.to_state <> new.to_state then
      raise exception 'no such step: % --%--> %', new.from_state, new.event, new.to_state using errcode = 'SN001';
    end if;
    if not new.actor_role = any (step.roles) or not is_actor(new.actor_id, new.actor_role, new.claim_id, new.branch_id) then
      raise exception '% as % may not %', new.actor_id, new.actor_role, new.event using errcode = 'SN002';
    end if;
    select * into before from claim_transition where claim_id = new.claim_id order by seq desc limit 1;
    if new.seq <> coalesce(before.seq, 0) + 1
       or new.from_state <> coalesce(before.to_state, 'draft')
       or new.round <> coalesce(before.round, 1) + step.next_round::int
       or new.prev_hash is distinct from before.hash then
      raise exception 'the history of claim % does not continue here', new.claim_id using errcode = 'SN003';
    end if;
    new.duty := step.duty;
    if step.duty is not null and exists (
      select from unnest(duties_of(new.claim_id, new.round, new.actor_id)) held where held <> step.duty
    ) then
      raise exception 'nobody holds two separated duties on one round of a claim (%)', step.duty using errcode = 'SN004';
    end if;
    if new.event = 'approve' and not exists (
      select from claim_transition t
      where t.claim_id = new.claim_id and t.round = new.round and t.event = 'propose' and t.actor_id <> new.actor_id
    ) then
      raise exception 'nothing is approved that another person has not proposed' using errcode = 'SN004';
    end if;
    if new.event = 'approve' and not exists (
      select from staff_role r where r.staff_id::text = new.actor_id and r.role = 'approver' and r.approval_limit >=
        coalesce((select d.total from decision_packet d where d.claim_id = new.claim_id order by d.seq desc limit 1), 0)
    ) then
      raise exception 'this decision is above the limit of %', new.actor_id using errcode = 'SN006';
    end if;
    return new;
  end $$;
  create trigger claim_transition_guard before insert on claim_transition
    for each row execute function guard_claim_transition();

  create function is_actor(actor text, actor_role text, subject uuid, branch uuid) returns boolean language sql stable as $$
    select case
      when actor = 'system' then actor_role = 'system'
      when actor_role in ('heir', 'representative', 'employer', 'facility') then exists (
        select from claim_party p where p.claim_id = subject and actor = 'party:' || p.id)
      else exists (
        select from staff_member m join staff_role r on r.staff_id = m.id and r.role = actor_role
        where m.id::text = actor and m.active and m.branch_id = branch)
    end
  $$;

  create function duties_of(subject uuid, in_round int, actor text) returns text[] language sql stable as $$
    select coalesce(array_agg(distinct t.duty), '{}') from claim_transition t
    where t.claim_id = subject and t.round = in_round and t.actor_id = actor and t.duty is not null
  $$;
`

/** Refuses a commit in which a claim stands elsewhere than its history says, or has a step that it did not take. */
const stateGuard = `
  create function guard_claim_state() returns trigger language plpgsql as $$
  declare
    latest claim_transition;
    stored claim;
  begin
    select * into stored from claim where id = new.id;
    if not found then return null; end if;
    select * into latest from claim_transition where claim_id = new.id order by seq desc limit 1;
    if stored.state <> coalesce(latest.to_state, 'draft') or stored.seq <> coalesce(latest.seq, 0)
       or stored.round <> coalesce(latest.round, 1) or stored.last_hash is distinct from latest.hash then
      raise exception 'claim % stands in % without a step that leads there', stored.number, stored.state using errcode = 'SN005';
    end if;
    return null;
  end $$;
  create constraint trigger claim_state_guard after insert or update of state, seq, round, last_hash on claim
    deferrable initially deferred for each row execute function guard_claim_state();

  create function guard_claim_took_step() returns trigger language plpgsql as $$
  begin
    if not exists (select from claim where id = new.claim_id and seq >= new.seq) then
      raise exception 'step % of claim % was not taken by the claim', new.seq, new.claim_id using errcode = 'SN005';
    end if;
    return null;
  end $$;
  create constraint trigger claim_took_step after insert on claim_transition
    deferrable initially deferred for each row execute function guard_claim_took_step();

  create function touch_claim_facts() returns trigger language plpgsql as $$
  begin
    update claim set facts_version = facts_version + 1 where id = coalesce(new.claim_id, old.claim_id);
    return null;
  end $$;
  create trigger claim_party_touches_claim after insert or update or delete on claim_party
    for each row execute function touch_claim_facts();
`

const privileges = `
  grant select on lifecycle_step to santun_app;
  grant select, insert on incident, claim_party, claim_transition to santun_app;
  grant select, insert, update on claim to santun_app;
  grant select, insert on clock to santun_app;
  grant update (due_at, paused_at, stopped_at) on clock to santun_app;
  grant usage, select on sequence claim_number to santun_app;
`
