import { Migration } from '@mikro-orm/migrations'

/**
 * The desk of a branch: what waits for its people and until when, who has taken what, who has a claim open, what was
 * noted about it, and by which names it is found.
 */
export class Desk extends Migration {
  override up(): void {
    this.addSql(places)
    this.addSql(work)
    this.addSql(names)
  }
}

/**
 * A claim that moves stays on its page and leaves its own indexes alone: what changes with every move and is searched by
 * stands in one narrow row beside it, and so does the one claim that a death has among those that live.
 */
const places = `
  create table claim_queue (
    claim_id uuid primary key references claim,
    branch_id uuid not null,
    state text not null,
    type text not null,
    due_at timestamptz,
    entered_at timestamptz,
    assigned_to uuid,
    moved_at timestamptz not null
  ) with (fillfactor = 80);
  comment on table claim_queue is 'Derived from claim and clock by trigger: where a claim stands in the lists of its branch';
  comment on column claim_queue.due_at is
    'Of a claim that waits for the desk: when its nearest running clock ends; infinity where none runs';
  comment on column claim_queue.entered_at is 'Of a claim that waits for the desk: since when in this state';
  comment on column claim_queue.assigned_to is 'As the claim says, which keeps the reference';
  create index claim_worklist on claim_queue (branch_id, state, moved_at, claim_id);
  create index claim_queue_by_due on claim_queue (branch_id, state, due_at, claim_id) include (type);
  create index claim_queue_free on claim_queue (branch_id, state, due_at, claim_id) include (type) where assigned_to is null;
  create index claim_queue_of_person on claim_queue (assigned_to, branch_id, state, due_at,
    claim_id) include (type) where assigned_to is not null;

  create table live_death (
    incident_id uuid constraint claim_one_live_death primary key references incident,
    claim_id uuid not null references claim
  );
  comment on table live_death is 'Derived from claim by trigger: the one claim that a death has among those that live';

  create function keep_claim_places() returns trigger
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
  declare
    deaths constant text[] := '{jkm_death,jkk_death}';
    over constant text[] := '{draft,rejected,withdrawn,merged,lapsed,inactive}';
    waits boolean := new.state in ('awaiting_documents', 'in_verification', 'awaiting_third_party', 'under_investigation', 'awaiting_account');
    lived uuid;
    lives uuid;
  begin
    if tg_op = 'UPDATE' then
      update claim_queue q set branch_id = new.branch_id, state = new.state, type = new.type, moved_at = new.moved_at,
        assigned_to = new.assigned_to,
        due_at = case when waits then (select coalesce(min(k.due_at), 'infinity') from clock k
          where k.claim_id = new.id and k.stopped_at is null and k.paused_at is null) end,
        entered_at = case when waits then case when q.state = new.state then q.entered_at else new.moved_at end end
      where q.claim_id = new.id;
      lived := case when old.type = any (deaths) and old.state <> all (over) then old.incident_id end;
    end if;
    -- A new claim, or one whose row was lost: no list may miss it.
    if not found then
      insert into claim_queue (claim_id, branch_id, state, type, moved_at, assigned_to, due_at, entered_at)
      values (new.id, new.branch_id, new.state, new.type, new.moved_at, new.assigned_to,
        case when waits then (select coalesce(min(k.due_at), 'infinity') from clock k
          where k.claim_id = new.id and k.stopped_at is null and k.paused_at is null) end,
        case when waits then new.moved_at end);
    end if;
    lives := case when new.type = any (deaths) and new.state <> all (over) then new.incident_id end;
    if lived is distinct from lives then
      if lived is not null then
        delete from live_death where incident_id = lived and claim_id = new.id;
      end if;
      if lives is not null then
        insert into live_death (incident_id, claim_id) values (lives, new.id);
      end if;
    end if;
    return null;
  end
  $$;
  create trigger claim_finds_place after insert on claim for each row execute function keep_claim_places();
  create trigger claim_keeps_places after update of state, type, branch_id, incident_id, moved_at, assigned_to on claim
    for each row when (new.state is distinct from old.state or new.type is distinct from old.type
      or new.branch_id is distinct from old.branch_id or new.moved_at is distinct from old.moved_at
      or new.assigned_to is distinct from old.assigned_to or new.incident_id is distinct from old.incident_id
      and new.state <> 'draft')
    execute function keep_claim_places();

  grant select on claim_queue, live_death to santun_app;
`

const work = `
  create table claim_assignment (
    id bigint generated always as identity primary key,
    claim_id uuid not null references claim,
    staff_id uuid references staff_member,
    assigned_by text not null,
    reason text not null constraint claim_assignment_reason_known check (reason ~ '^[a-z_]{1,40}$'),
    at timestamptz not null
  );
  comment on table claim_assignment is 'Who was given a claim by whom and why; without a person it was laid back. It only grows';
  comment on column claim_assignment.reason is 'A code, never words';
  create index claim_assignment_by_claim on claim_assignment (claim_id, id);

  create table claim_lease (
    claim_id uuid primary key references claim,
    staff_id uuid not null references staff_member,
    since timestamptz not null,
    until timestamptz not null
  );
  comment on table claim_lease is 'Who has a claim open: a courtesy to others, never a lock';

  create table claim_note (
    id bigint generated always as identity primary key,
    claim_id uuid not null references claim,
    author_id uuid not null references staff_member,
    body text not null constraint claim_note_says_something check (length(trim(both from body)) > 0),
    at timestamptz not null
  );
  comment on column claim_note.body is 'PII; what staff wrote for each other';
  create index claim_note_by_claim on claim_note (claim_id, id);

  grant select, insert on claim_assignment, claim_note to santun_app;
  grant select, insert, update, delete on claim_lease to santun_app;
  grant usage, select on sequence claim_assignment_id_seq, claim_note_id_seq to santun_app;
`

/**
 * Names are found by their words and the begins of them; the index stands apart, so that a moving claim does not pay for
 * it.
 */
const names = `
  create table claim_name (
    claim_id uuid references claim,
    bearer text,
    name text not null,
    primary key (claim_id, bearer)
  );
  comment on table claim_name is 'Derived by trigger: the names under which a claim is found';
  comment on column claim_name.name is 'PII';
  create index claim_name_words on claim_name using gin (to_tsvector('simple'::regconfig, name));

  create table claim_search (
    id uuid default gen_random_uuid() primary key,
    actor_id uuid not null references staff_member,
    branch_id uuid not null references branch,
    sought_by text not null constraint claim_search_key_known check (sought_by in ('number', 'nik', 'kpj', 'name')),
    reason text not null constraint claim_search_has_reason check (length(trim(both from reason)) > 0),
    found int not null,
    at timestamptz not null,
    constraint claim_search_reason_sealed check (is_sealed(reason))
  );
  comment on table claim_search is
    'Searches beyond the own branch: who, by what, why, how many were shown; never the value itself. It only grows';
  comment on column claim_search.reason is 'PII, sealed; in the words of who searched';
  create index claim_search_by_actor on claim_search (actor_id, at);

  create function keep_participant_name() returns trigger
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
  begin
    insert into claim_name (claim_id, bearer, name) values (new.id, 'participant', new.participant_name)
    on conflict (claim_id, bearer) do update set name = excluded.name;
    return null;
  end
  $$;
  create trigger claim_keeps_name after insert on claim
    for each row when (new.participant_name is not null) execute function keep_participant_name();
  create trigger claim_keeps_new_name after update of participant_name on claim
    for each row when (new.participant_name is not null and new.participant_name is distinct from old.participant_name)
    execute function keep_participant_name();

  create function keep_party_name() returns trigger
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
  begin
    insert into claim_name (claim_id, bearer, name) values (new.claim_id, new.id::text, new.name)
    on conflict (claim_id, bearer) do update set name = excluded.name;
    return null;
  end
  $$;
  create trigger claim_party_keeps_name after insert or update of name on claim_party
    for each row execute function keep_party_name();

  grant select on claim_name to santun_app;
  grant select, insert on claim_search to santun_app;
`
