import { Migration } from '@mikro-orm/migrations'

/**
 * The guards of a claim's history for transitions that share one commit: the steps of a statement are judged together,
 * and what was judged at the commit is judged at the end of each statement. They ask what they asked before, of every
 * row, whoever writes it.
 */
export class GateInGroups extends Migration {
  override up(): void {
    this.addSql(duties)
    this.addSql(steps)
    this.addSql(standing)
    this.addSql(indexes)
    this.addSql(room)
  }
}

/** One definition that the gate's reading, the guards and `duties_of` share. */
const duties = `
  create view duty_held as
    select claim_id, round, actor_id, duty from claim_transition where duty is not null
    union all
    select claim_id, round, actor_id, duty from claim_duty
    union all
    select claim_id, null, actor_id, case actor_role when 'approver' then 'approve' else 'verify' end
    from document_item_step where event in ('accept', 'find_defect', 'waive');
  comment on view duty_held is
    'A duty is exercised by a step of the claim, by settling who is paid, and, for every round, by deciding on its documents';
  grant select on duty_held to santun_app;

  create or replace function duties_of(subject uuid, in_round int, actor text) returns text[] language sql stable as $$
    select coalesce(array_agg(distinct h.duty), '{}') from duty_held h
    where h.claim_id = subject and coalesce(h.round, in_round) = in_round and h.actor_id = actor
  $$;
`

/**
 * Refuses a history row that the lifecycle does not know, that names an actor who does not exist in that role, that does
 * not continue the chain, that mixes duties, that goes beyond a limit, or that its claim has not taken.
 */
const steps = `
  drop trigger claim_transition_guard on claim_transition;
  drop trigger claim_took_step on claim_transition;
  drop function guard_claim_transition();
  drop function guard_claim_took_step();
  drop function is_actor(text, text, uuid, uuid);

  create function guard_claim_steps() returns trigger language plpgsql as $$
  declare
    step record;
  begin
    select a.claim_id, a.seq, a.from_state, a.event, a.to_state, a.actor_id, a.actor_role, s.duty, case
        when s.to_state is distinct from a.to_state then 'SN001'
        when not a.actor_role = any (s.roles) then 'SN002'
        when not case
          when a.actor_id = 'system' then a.actor_role = 'system'
          when a.actor_role in ('heir', 'representative', 'employer', 'facility') then exists (
            select from claim_party p where p.claim_id = a.claim_id and a.actor_id = 'party:' || p.id)
          else exists (
            select from staff_member m join staff_role r on r.staff_id = m.id and r.role = a.actor_role
            where m.id::text = a.actor_id and m.active and m.branch_id = a.branch_id)
        end then 'SN002'
        when a.from_state <> coalesce(before.to_state, 'draft') or (before.seq is null) <> (a.seq = 1)
          or a.round <> coalesce(before.round, 1) + s.next_round::int or a.prev_hash is distinct from before.hash then 'SN003'
        when s.duty is not null then null
        when not exists (select from claim c where c.id = a.claim_id and c.seq >= a.seq) then 'SN005'
        when a.duty is not null then 'SN007'
      end as fault
      into step
      from added a
      left join lifecycle_step s on s.machine = 'claim' and s.from_state = a.from_state and s.event = a.event
      left join lateral (select b.seq, b.to_state, b.round, b.hash from claim_transition b
        where b.claim_id = a.claim_id and b.seq = a.seq - 1 offset 0) before on true
      order by fault, s.duty limit 1;
    -- Some step exercises a duty, and none is at fault so far: most statements have no such step and are done here.
    if step.fault is null and step.duty is not null then
      select a.claim_id, a.seq, a.actor_id, s.duty, case
          when exists (
            select from duty_held h where h.claim_id = a.claim_id and coalesce(h.round, a.round) = a.round
              and h.actor_id = a.actor_id and h.duty <> s.duty) then 'SN004'
          when a.event = 'approve' and not exists (
            select from claim_transition t
            where t.claim_id = a.claim_id and t.round = a.round and t.event = 'propose' and t.actor_id <> a.actor_id) then 'SN004 alone'
          when a.event = 'approve' and not exists (
            select from staff_role r where r.staff_id::text = a.actor_id and r.role = 'approver' and r.approval_limit >=
              coalesce((select d.total from decision_packet d where d.claim_id = a.claim_id order by d.seq desc limit 1), 0)) then 'SN006'
          when not exists (select from claim c where c.id = a.claim_id and c.seq >= a.seq) then 'SN005'
          when a.duty is distinct from s.duty then 'SN007'
        end as fault
        into step
        from added a
        join lifecycle_step s on s.machine = 'claim' and s.from_state = a.from_state and s.event = a.event and s.duty is not null
        order by fault limit 1;
    end if;
    if step.fault is null then
      return null;
    end if;
    case step.fault
      when 'SN001' then
        raise exception 'no such step: % --%--> %', step.from_state, step.event, step.to_state using errcode = 'SN001';
      when 'SN002' then
        raise exception '% as % may not %', step.actor_id, step.actor_role, step.event using errcode = 'SN002';
      when 'SN003' then
        raise exception 'the history of claim % does not continue here', step.claim_id using errcode = 'SN003';
      when 'SN004' then
        raise exception 'nobody holds two separated duties on one round of a claim (%)', step.duty using errcode = 'SN004';
      when 'SN004 alone' then
        raise exception 'nothing is approved that another person has not proposed' using errcode = 'SN004';
      when 'SN005' then
        raise exception 'step % of claim % was not taken by the claim', step.seq, step.claim_id using errcode = 'SN005';
      when 'SN006' then
        raise exception 'this decision is above the limit of %', step.actor_id using errcode = 'SN006';
      when 'SN007' then
        raise exception 'step % of claim % does not name its duty (%)', step.seq, step.claim_id, step.duty using errcode = 'SN007';
    end case;
  end $$;
  create trigger claim_transition_guard after insert on claim_transition
    referencing new table as added for each statement execute function guard_claim_steps();

  create function refuse_another_beginning() returns trigger language plpgsql as $$
  begin
    raise exception 'the history of claim % does not continue here', new.claim_id using errcode = 'SN003';
  end $$;
  comment on function refuse_another_beginning is 'The first step, and no other, has no hash of a step before it';
  create trigger claim_transition_begins before insert on claim_transition
    for each row when ((new.seq = 1) <> (new.prev_hash is null)) execute function refuse_another_beginning();
`

/** Refuses a statement after which a claim stands elsewhere than its history says. */
const standing = `
  drop trigger claim_state_guard on claim;
  drop function guard_claim_state();

  create function guard_claim_stands() returns trigger language plpgsql as $$
  declare
    latest record;
  begin
    select t.to_state, t.seq, t.round, t.hash into latest from claim_transition t where t.claim_id = new.id order by t.seq desc limit 1;
    if (new.state, new.seq, new.round, new.last_hash) is distinct from
       (coalesce(latest.to_state, 'draft'), coalesce(latest.seq, 0), coalesce(latest.round, 1), latest.hash) then
      raise exception 'claim % stands in % without a step that leads there', new.number, new.state using errcode = 'SN005';
    end if;
    return null;
  end $$;
  create trigger claim_begins after insert on claim
    for each row when (new.state <> 'draft' or new.seq <> 0 or new.round <> 1 or new.last_hash is not null)
    execute function guard_claim_stands();
  create trigger claim_state_guard after update of state, seq, round, last_hash on claim
    for each row execute function guard_claim_stands();
`

/** What the gate looks for at every step, found by its claim or its actor. */
const indexes = `
  create index document_item_step_by_claim on document_item_step (claim_id, actor_id);
  create index document_file_by_claim on document_file (claim_id) where superseded_at is null;
  create index clock_of_objection on clock (claim_id, started_at) where name = 'objection';
  create index staff_member_by_actor on staff_member ((id::text));
`

/** Room on each page for the next version of a row, so that a touched fact or an attempt need not enter every index anew. */
const room = `
  alter table claim set (fillfactor = 75);
  alter table outbox set (fillfactor = 80);
`
