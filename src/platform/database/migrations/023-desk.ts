import { Migration } from '@mikro-orm/migrations'

/**
 * The desk of a branch: what waits for its people and until when, who has taken what, who has a claim open, what was
 * noted about it, and by which names it is found.
 */
export class Desk extends Migration {
  override up(): void {
    this.addSql(queue)
    this.addSql(people)
    this.addSql(search)
    this.addSql(privileges)
  }
}

/**
 * One narrow row for each claim that waits for the desk, so that the nearest deadline of a branch is the begin of an
 * index. It follows the claim by trigger: whatever moves a claim or its clocks goes through the gate, which moves the
 * version, and the trigger runs at the end of that statement, when its clocks are written.
 */
const queue = `
  create table claim_queue (
    claim_id uuid primary key references claim,
    branch_id uuid not null,
    state text not null,
    type text not null,
    due_at timestamptz not null,
    entered_at timestamptz not null,
    assigned_to uuid references staff_member
  );
  comment on table claim_queue is 'Derived from claim and clock by trigger: claims that wait for the desk of their branch';
  comment on column claim_queue.due_at is 'When the nearest running clock ends; infinity where none runs';
  create index claim_queue_by_due on claim_queue (branch_id, state, due_at, claim_id);
  create index claim_queue_free on claim_queue (branch_id, state, due_at, claim_id) where assigned_to is null;
  create index claim_queue_of_person on claim_queue (assigned_to, state, due_at, claim_id) where assigned_to is not null;
  create index claim_queue_entered on claim_queue (branch_id, entered_at);

  create function nearest_due(claim_id uuid) returns timestamptz language sql stable as $$
    select coalesce(min(k.due_at), 'infinity') from clock k
    where k.claim_id = nearest_due.claim_id and k.stopped_at is null and k.paused_at is null
  $$;

  create function keep_claim_queue() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
  begin
    if new.state not in ('awaiting_documents', 'in_verification', 'awaiting_third_party', 'under_investigation', 'awaiting_account') then
      delete from claim_queue q where q.claim_id = new.id;
      return null;
    end if;
    insert into claim_queue (claim_id, branch_id, state, type, due_at, entered_at, assigned_to)
    values (new.id, new.branch_id, new.state, new.type, nearest_due(new.id), new.moved_at, new.assigned_to)
    on conflict (claim_id) do update set branch_id = excluded.branch_id, state = excluded.state, type = excluded.type,
      due_at = excluded.due_at, assigned_to = excluded.assigned_to,
      entered_at = case when claim_queue.state = excluded.state then claim_queue.entered_at else excluded.entered_at end;
    return null;
  end $$;
  create trigger claim_keeps_queue after update on claim for each row
    when (old.version <> new.version or old.assigned_to is distinct from new.assigned_to)
    execute function keep_claim_queue();

  insert into claim_queue (claim_id, branch_id, state, type, due_at, entered_at, assigned_to)
  select c.id, c.branch_id, c.state, c.type, nearest_due(c.id), c.moved_at, c.assigned_to from claim c
  where c.state in ('awaiting_documents', 'in_verification', 'awaiting_third_party', 'under_investigation', 'awaiting_account');
`

const people = `
  create table claim_assignment (
    id bigint generated always as identity primary key,
    claim_id uuid not null references claim,
    staff_id uuid references staff_member,
    assigned_by text not null,
    reason text not null,
    at timestamptz not null
  );
  comment on table claim_assignment is 'Who was given a claim by whom and why; without a person it was laid back. It only grows';
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
    body text not null constraint claim_note_says_something check (length(trim(body)) > 0),
    at timestamptz not null
  );
  comment on column claim_note.body is 'PII; what staff wrote for each other';
  create index claim_note_by_claim on claim_note (claim_id, id);
`

/** Names are found by their words and the begins of them; the index stands apart, so that a moving claim does not pay for it. */
const search = `
  create table claim_name (
    claim_id uuid not null references claim,
    bearer text not null,
    name text not null,
    primary key (claim_id, bearer)
  );
  comment on table claim_name is 'Derived by trigger: the names under which a claim is found';
  comment on column claim_name.name is 'PII';
  create index claim_name_words on claim_name using gin (to_tsvector('simple', name));

  create function keep_participant_name() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
  begin
    insert into claim_name (claim_id, bearer, name) values (new.id, 'participant', new.participant_name)
    on conflict (claim_id, bearer) do update set name = excluded.name;
    return null;
  end $$;
  create trigger claim_keeps_name after insert on claim for each row
    when (new.participant_name is not null) execute function keep_participant_name();
  create trigger claim_keeps_new_name after update of participant_name on claim for each row
    when (new.participant_name is not null and new.participant_name is distinct from old.participant_name)
    execute function keep_participant_name();

  create function keep_party_name() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
  begin
    insert into claim_name (claim_id, bearer, name) values (new.claim_id, new.id::text, new.name)
    on conflict (claim_id, bearer) do update set name = excluded.name;
    return null;
  end $$;
  create trigger claim_party_keeps_name after insert or update of name on claim_party
    for each row execute function keep_party_name();

  insert into claim_name (claim_id, bearer, name)
  select id, 'participant', participant_name from claim where participant_name is not null
  union all select claim_id, id::text, name from claim_party;

  create table claim_search (
    id uuid primary key default gen_random_uuid(),
    actor_id uuid not null references staff_member,
    branch_id uuid not null references branch,
    sought_by text not null constraint claim_search_key_known check (sought_by in ('number', 'nik', 'kpj', 'name')),
    reason text not null constraint claim_search_has_reason check (length(trim(reason)) > 0),
    found int not null,
    at timestamptz not null
  );
  comment on table claim_search is 'Searches beyond the own branch: who, by what, why, how many were shown; never the value itself. It only grows';
  create index claim_search_by_actor on claim_search (actor_id, at);
`

const privileges = `
  grant select on claim_queue, claim_name to santun_app;
  revoke insert, update, delete, truncate on claim_queue, claim_name from santun_app;
  grant select, insert on claim_assignment, claim_note, claim_search to santun_app;
  revoke update, delete, truncate on claim_assignment, claim_note, claim_search from santun_app;
  grant select, insert, update, delete on claim_lease to santun_app;
`
