import { Migration } from '@mikro-orm/migrations'

/**
 * A claim that moves stays on its page and leaves its own indexes alone: what changes with every move and is searched by
 * stands in one narrow row beside it.
 */
export class MovesTouchLittle extends Migration {
  override up(): void {
    this.addSql(rows)
    this.addSql(lives)
    this.addSql(follow)
    this.addSql(indexes)
    this.addSql(room)
  }
}

/** The row of the desk becomes a row of every claim, so that a move changes one row and neither inserts nor deletes. */
const rows = `
  drop trigger claim_keeps_queue on claim;
  drop function keep_claim_queue();
  drop function nearest_due(uuid);
  drop index claim_queue_entered, claim_queue_by_due, claim_queue_free, claim_queue_of_person, claim_worklist;
  alter table claim_queue
    drop constraint claim_queue_assigned_to_fkey,
    add moved_at timestamptz,
    alter due_at drop not null,
    alter entered_at drop not null;
  comment on table claim_queue is 'Derived from claim and clock by trigger: where a claim stands in the lists of its branch';
  comment on column claim_queue.due_at is 'Of a claim that waits for the desk: when its nearest running clock ends; infinity where none runs';
  comment on column claim_queue.entered_at is 'Of a claim that waits for the desk: since when in this state';
  comment on column claim_queue.assigned_to is 'As the claim says, which keeps the reference';
  update claim_queue q set moved_at = c.moved_at from claim c where c.id = q.claim_id;
  insert into claim_queue (claim_id, branch_id, state, type, moved_at, assigned_to)
  select id, branch_id, state, type, moved_at, assigned_to from claim on conflict do nothing;
  alter table claim_queue alter moved_at set not null;
`

/** As strong as the partial index it takes the place of: the same rule, checked at the same moment, under the same name. */
const lives = `
  drop index claim_one_live_death;
  create table live_death (
    incident_id uuid constraint claim_one_live_death primary key references incident,
    claim_id uuid not null references claim
  );
  comment on table live_death is 'Derived from claim by trigger: the one claim that a death has among those that live';
  insert into live_death (incident_id, claim_id)
  select incident_id, id from claim where incident_id is not null and type in ('jkm_death', 'jkk_death')
    and state not in ('draft', 'rejected', 'withdrawn', 'merged', 'lapsed', 'inactive');
`

const follow = `
  create function keep_claim_places() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
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
  end $$;
  create trigger claim_keeps_places
    after insert or update of state, version, type, branch_id, incident_id, moved_at, assigned_to on claim
    for each row execute function keep_claim_places();
  grant select on live_death to santun_app;
  revoke insert, update, delete, truncate on live_death from santun_app;
`

/** What came to the desk since a moment is found by `claim_worklist` too: whatever came has moved. */
const indexes = `
  create index claim_worklist on claim_queue (branch_id, state, moved_at, claim_id);
  create index claim_queue_by_due on claim_queue (branch_id, state, due_at, claim_id) where due_at is not null;
  create index claim_queue_free on claim_queue (branch_id, state, due_at, claim_id) where due_at is not null and assigned_to is null;
  create index claim_queue_of_person on claim_queue (assigned_to, state, due_at, claim_id)
    where due_at is not null and assigned_to is not null;
`

/** Ids that nobody guesses by need not be scattered over the whole index either. */
const room = `
  alter table claim set (fillfactor = 60);
  alter table claim_queue set (fillfactor = 80);
  alter table outbox alter id set default uuidv7();
  alter table clock alter id set default uuidv7();
`
