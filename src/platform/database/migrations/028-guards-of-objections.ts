import { Migration } from '@mikro-orm/migrations'

/**
 * The row that stands is kept from the history by the database, and the reviewer's duty lies with all others of the
 * claim, so that every guard of the claim sees it.
 */
export class GuardsOfObjections extends Migration {
  override up(): void {
    this.addSql(objections)
  }
}

const objections = `
  create function guard_objection_step() returns trigger language plpgsql as $$
  declare
    step lifecycle_step;
    before objection_transition;
  begin
    select * into step from lifecycle_step where machine = 'objection' and from_state = new.from_state and event = new.event;
    if step is null or step.to_state <> new.to_state then
      raise exception 'no such step: % --%--> %', new.from_state, new.event, new.to_state using errcode = 'SN001';
    end if;
    if not new.actor_role = any (step.roles) or not (case
        when new.actor_id = 'system' then new.actor_role = 'system'
        when new.actor_role in ('heir', 'representative', 'employer') then exists (
          select from claim_party p where p.claim_id = new.claim_id and p.acts and new.actor_id = 'party:' || p.id)
        else exists (
          select from staff_member m join staff_role r on r.staff_id = m.id and r.role = new.actor_role
          join claim c on c.id = new.claim_id and c.branch_id = m.branch_id where m.id::text = new.actor_id and m.active)
      end) then
      raise exception '% as % may not %', new.actor_id, new.actor_role, new.event using errcode = 'SN002';
    end if;
    select * into before from objection_transition where objection_id = new.objection_id order by seq desc limit 1;
    if new.seq <> coalesce(before.seq, 0) + 1 or new.from_state <> coalesce(before.to_state, 'filed')
       or (before.seq is not null and (before.claim_id, before.round) <> (new.claim_id, new.round)) then
      raise exception 'the history of objection % does not continue here', new.objection_id using errcode = 'SN003';
    end if;
    if not exists (select from claim_transition t where t.claim_id = new.claim_id and t.round = new.round and t.event = 'reject') then
      raise exception 'round % of claim % was not decided against the family', new.round, new.claim_id using errcode = 'SN081';
    end if;
    if new.event in ('review', 'uphold', 'uphold_partly', 'dismiss') and exists (
      select from duty_held h where h.claim_id = new.claim_id and coalesce(h.round, new.round) >= new.round
        and h.actor_id = new.actor_id and h.duty <> 'review') then
      raise exception 'an objection is reviewed by somebody who held no duty on what it contests' using errcode = 'SN004';
    end if;
    if new.event in ('uphold', 'uphold_partly', 'dismiss') and new.actor_id is distinct from (
      select r.actor_id from objection_transition r where r.objection_id = new.objection_id and r.event = 'review'
        order by r.seq desc limit 1) then
      raise exception 'objection % is answered by its reviewer', new.objection_id using errcode = 'SN004';
    end if;
    if new.event in ('uphold', 'uphold_partly') and not exists (
        select from claim_transition t where t.claim_id = new.claim_id and t.round > new.round and t.event = 'approve')
      or new.event = 'dismiss' and not exists (
        select from claim c where c.id = new.claim_id and c.round > new.round and c.state = 'rejected') then
      raise exception 'objection % is not answered as its claim was decided anew', new.objection_id using errcode = 'SN081';
    end if;
    return new;
  end
  $$;
  create trigger objection_step_guard before insert on objection_transition for each row execute function guard_objection_step();

  create function guard_admission() returns trigger language plpgsql as $$
  begin
    if not exists (
      select from claim_transition t where t.claim_id = new.claim_id and t.seq = new.claim_seq and t.event = 'object'
        and t.round = new.round + 1 and t.actor_id = new.actor_id) then
      raise exception 'objection % is admitted as its claim goes into a new round', new.objection_id using errcode = 'SN081';
    end if;
    return null;
  end
  $$;
  create constraint trigger objection_admission_guard after insert on objection_transition deferrable initially deferred
    for each row when (new.event = 'admit') execute function guard_admission();

  create function keep_objection() returns trigger
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
  begin
    if new.seq = 1 then
      insert into objection (id, claim_id, round, state, seq, filed_at)
      values (new.objection_id, new.claim_id, new.round, new.to_state, 1, new.at);
    else
      update objection set state = new.to_state, seq = new.seq,
        reviewer_id = case new.event when 'review' then new.actor_id else reviewer_id end
      where id = new.objection_id;
    end if;
    if new.event = 'review' then
      insert into claim_duty (claim_id, round, actor_id, duty, act, at)
      select new.claim_id, r, new.actor_id, 'review', 'review_objection', new.at
      from claim c cross join generate_series(new.round, c.round) r where c.id = new.claim_id;
      update claim set facts_version = facts_version + 1 where id = new.claim_id;
    end if;
    return null;
  end
  $$;
  create trigger objection_stands after insert on objection_transition for each row execute function keep_objection();
`
