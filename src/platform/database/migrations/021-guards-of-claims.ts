import { Migration } from '@mikro-orm/migrations'

/** What no writer of SQL with the application's role can do to a claim, its history and its people. */
export class GuardsOfClaims extends Migration {
  override up(): void {
    this.addSql(duties)
    this.addSql(facts)
    this.addSql(steps)
    this.addSql(standing)
    this.addSql(party)
    this.addSql(joins)
    this.addSql(merges)
    this.addSql(cause)
    this.addSql(purge)
  }
}

/**
 * A duty is exercised by a step of the claim, by settling who is paid, and, for every round, by deciding on its
 * documents: one definition that the gate's reading and the guards share.
 */
const duties = `
  create view duty_held as
     select claim_transition.claim_id,
        claim_transition.round,
        claim_transition.actor_id,
        claim_transition.duty
       from claim_transition
      where claim_transition.duty is not null
    union all
     select claim_duty.claim_id,
        claim_duty.round,
        claim_duty.actor_id,
        claim_duty.duty
       from claim_duty
    union all
     select s.claim_id,
        null::integer as round,
        s.actor_id,
            case s.actor_role
                when 'approver' then 'approve'
                else 'verify'
            end as duty
       from document_item_step s
      where (s.event in ('accept', 'find_defect', 'waive')) and not s.of_school_year;
  comment on view duty_held is
    'A duty is exercised by a step of the claim, by settling who is paid, and, for every round, by deciding on its documents';

  create function duties_of(subject uuid, in_round int, actor text) returns text[] language sql stable as $$
    select coalesce(array_agg(distinct h.duty), '{}') from duty_held h
    where h.claim_id = subject and coalesce(h.round, in_round) = in_round and h.actor_id = actor
  $$;

  grant select on duty_held to santun_app;
`

/**
 * Whatever guards read moves the version of the claim's facts, so that a decision on what has changed since is decided
 * again.
 */
const facts = `
  create function touch_claim_facts() returns trigger language plpgsql as $$
  begin
    update claim set facts_version = facts_version + 1 where id = coalesce(new.claim_id, old.claim_id);
    return null;
  end
  $$;
  create trigger claim_party_touches_claim after insert or update or delete on claim_party
    for each row execute function touch_claim_facts();
  create trigger calculation_touches_claim after insert or update or delete on calculation
    for each row execute function touch_claim_facts();
  create trigger payee_touches_claim after insert or update or delete on payee for each row execute function touch_claim_facts();
  create trigger benefit_line_touches_claim after insert or update or delete on benefit_line
    for each row execute function touch_claim_facts();
  create trigger account_acceptance_touches_claim after insert on account_acceptance
    for each row execute function touch_claim_facts();
  create trigger payment_touches_claim after insert or update on payment for each row execute function touch_claim_facts();
  create trigger coverage_difference_touches_claim after insert or update on coverage_difference
    for each row execute function touch_claim_facts();
  create trigger investigation_answer_touches_claim after insert on investigation_answer
    for each row execute function touch_claim_facts();
  create trigger recovery_touches_claim after insert or update of state on recovery
    for each row execute function touch_claim_facts();
  create trigger heir_set_touches_claim after insert on heir_set for each row execute function touch_claim_facts();

  create function touch_own_facts() returns trigger language plpgsql as $$
  begin
    new.facts_version := old.facts_version + 1;
    return new;
  end
  $$;
  create trigger claim_answers_touch_facts before update of answers, coverage, type, incident_id, event_date on claim
    for each row execute function touch_own_facts();

  create function touch_facts_of_changed_claims() returns trigger language plpgsql as $$
  begin
    update claim set facts_version = facts_version + 1 where id in (select claim_id from changed);
    return null;
  end
  $$;
  create trigger document_item_touches_claim_on_insert after insert on document_item referencing new table as changed
    for each statement execute function touch_facts_of_changed_claims();
  create trigger document_item_touches_claim_on_update after update on document_item referencing new table as changed
    for each statement execute function touch_facts_of_changed_claims();
  create trigger document_file_touches_claim_on_insert after insert on document_file referencing new table as changed
    for each statement execute function touch_facts_of_changed_claims();
  create trigger document_file_touches_claim_on_update after update on document_file referencing new table as changed
    for each statement execute function touch_facts_of_changed_claims();
  create trigger document_check_touches_claim_on_insert after insert on document_check referencing new table as changed
    for each statement execute function touch_facts_of_changed_claims();
  create trigger document_check_touches_claim_on_update after update on document_check referencing new table as changed
    for each statement execute function touch_facts_of_changed_claims();
`

/**
 * Refuses a history row that the lifecycle does not know, that names an actor who does not exist in that role, that does
 * not continue the chain, that mixes duties, that goes beyond a limit, or that its claim has not taken.
 */
const steps = `
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
            select from claim_party p where p.claim_id = a.claim_id and a.actor_id = 'party:' || p.id and p.acts)
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
          when a.event = 'approve' and coalesce(approval_limit_of(a.actor_id, a.claim_id, a.round, a.at), 0) <
            coalesce((select d.total from decision_packet d where d.claim_id = a.claim_id order by d.seq desc limit 1), 0) then 'SN006'
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
  end
  $$;
  create trigger claim_transition_guard after insert on claim_transition referencing new table as added
    for each statement execute function guard_claim_steps();

  create function refuse_another_beginning() returns trigger language plpgsql as $$
  begin
    raise exception 'the history of claim % does not continue here', new.claim_id using errcode = 'SN003';
  end
  $$;
  comment on function refuse_another_beginning is 'The first step, and no other, has no hash of a step before it';
  create trigger claim_transition_begins before insert on claim_transition
    for each row when ((new.seq = 1) <> (new.prev_hash is null)) execute function refuse_another_beginning();
`

/** Refuses a statement after which a claim stands elsewhere than its history says. */
const standing = `
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
  end
  $$;
  create trigger claim_begins after insert on claim
    for each row when (new.state <> 'draft' or new.seq <> 0 or new.round <> 1 or new.last_hash is not null)
    execute function guard_claim_stands();
  create trigger claim_state_guard after update of state, seq, round, last_hash on claim
    for each row execute function guard_claim_stands();
`

/** While a claim is a draft its claimant may correct who he is; afterwards nobody rewrites a party. */
const party = `
  create function guard_claim_party() returns trigger language plpgsql as $$
  begin
    if (select state from claim where id = new.claim_id) <> 'draft' then
      raise exception 'a party of a lodged claim is not rewritten' using errcode = 'SN007';
    end if;
    return new;
  end
  $$;
  create trigger claim_party_guard before update of kind, name, relation on claim_party
    for each row execute function guard_claim_party();
`

/**
 * A report joins a claim that is alive at this very commit. The claim it joins is held while its state is looked at:
 * whoever is just ending it is waited for, and then there is nothing to join.
 */
const joins = `
  create function guard_join() returns trigger language plpgsql as $$
  begin
    perform from claim s join claim c on c.id = new.claim_id
      where s.id = (new.input ->> 'survivingClaimId')::uuid and s.id <> c.id and s.incident_id = c.incident_id
        and s.type in ('jkm_death', 'jkk_death')
        and s.state not in ('draft', 'rejected', 'withdrawn', 'merged', 'lapsed', 'inactive')
      for no key update of s;
    if not found then
      raise exception 'claim % joins no claim that lives for the same death', new.claim_id using errcode = 'SN029';
    end if;
    return null;
  end
  $$;
  create constraint trigger claim_joins_a_live_one after insert on claim_transition deferrable initially deferred
    for each row when (new.event = 'join') execute function guard_join();
`

/**
 * A claim goes into another of the same event only while nobody has decided on that one. Deaths of one NIK join as they
 * are lodged; two claims stand side by side where one of them named nobody, or a wrong number.
 */
const merges = `
  create function is_death(c claim) returns boolean language sql immutable as $$
    select c.type in ('jkm_death', 'jkk_death')
  $$;

  create function mergeable_into(subject uuid) returns setof claim language sql stable as $$
    select o.* from claim c join claim o on o.id <> c.id and o.id in (
        select s.id from claim s where s.incident_id = c.incident_id and s.type = c.type
        union
        select theirs.claim_id from document_file mine join document_file theirs
          on theirs.certificate_digest = mine.certificate_digest
        where mine.claim_id = c.id and is_death(c)
        union
        select n.claim_id from claim_name n join claim s on s.id = n.claim_id and s.event_date = c.event_date
        where n.bearer = 'participant' and to_tsvector('simple', n.name) @@ plainto_tsquery('simple', c.participant_name)
          and is_death(c))
      and (o.incident_id = c.incident_id or is_death(o))
    where c.id = subject
      and o.state in ('screening', 'awaiting_documents', 'in_verification', 'awaiting_third_party', 'under_investigation')
  $$;
  comment on function mergeable_into is
    'Undecided claims that a claim may be merged into: the same kind of the same incident; or a death of the same name and '
    'day, or with the same certificate, whatever number was given for the person';

  create function guard_merge() returns trigger language plpgsql as $$
  declare
    surviving uuid := (new.input ->> 'survivingClaimId')::uuid;
  begin
    perform from claim where id = surviving for no key update;
    if not exists (select from mergeable_into(new.claim_id) m where m.id = surviving) then
      raise exception 'claim % does not go into %', new.claim_id, surviving using errcode = 'SN082';
    end if;
    return null;
  end
  $$;
  create constraint trigger claim_merge_guard after insert on claim_transition deferrable initially deferred
    for each row when (new.event = 'merge') execute function guard_merge();
`

const cause = `
  create function guard_reclassification() returns trigger language plpgsql as $$
  begin
    if not exists (
      select from claim_transition t join claim_transition p on p.claim_id = t.claim_id and p.seq = new.proposed_seq
      where t.claim_id = new.claim_id and t.seq = new.seq and t.event = 'reclassify' and t.round = new.round
        and p.event in ('propose_reclassification', 'suggest_reclassification') and p.round = new.round and p.actor_id <> t.actor_id
        and p.input ->> 'deathCause' = new.death_cause
        and (p.input ->> 'occurredOn')::date is not distinct from new.occurred_on
        and not exists (select from claim_transition l where l.claim_id = p.claim_id and l.seq > p.seq and l.seq < t.seq
          and l.event in ('propose_reclassification', 'suggest_reclassification', 'reclassify', 'decline_reclassification'))
    ) then
      raise exception 'claim % changes its type only as one person proposed and another confirmed', new.claim_id
        using errcode = 'SN055';
    end if;
    return null;
  end
  $$;
  create constraint trigger reclassification_guard after insert on reclassification deferrable initially deferred
    for each row execute function guard_reclassification();

  create function apply_reclassification() returns trigger language plpgsql as $$
  begin
    update claim set type = new.to_type,
      event_date = coalesce(new.occurred_on, (answers #>> '{event,deathDate}')::date, (answers #>> '{event,eventDate}')::date),
      settled_cause = jsonb_strip_nulls(jsonb_build_object('seq', new.seq, 'deathCause', new.death_cause, 'occurredOn', new.occurred_on))
    where id = new.claim_id and type = new.from_type;
    return null;
  end
  $$;
  create trigger reclassification_applies after insert on reclassification for each row execute function apply_reclassification();

  create function guard_claim_type() returns trigger language plpgsql as $$
  begin
    if not exists (
      select from reclassification r
      where r.claim_id = new.id and r.to_type = new.type and r.seq::text = new.settled_cause ->> 'seq'
        and not exists (select from reclassification l where l.claim_id = r.claim_id and l.seq > r.seq)
    ) then
      raise exception 'claim % has another type than its latest reclassification', new.number using errcode = 'SN055';
    end if;
    return null;
  end
  $$;
  create constraint trigger claim_type_stays after update of type, settled_cause on claim deferrable initially deferred
    for each row when ((old.type is distinct from new.type or old.settled_cause is distinct from new.settled_cause)
      and new.submitted_at is not null)
    execute function guard_claim_type();
`

/** The application may not delete messages; it may ask for old handled ones to be removed, never for others. */
const purge = `
  create function purge_outbox(kept_days int, at_most int) returns int
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
  declare
    removed int;
  begin
    with old as (
      select o.id from outbox o
      where o.handled_at < clock_timestamp() - make_interval(days => greatest(kept_days, 30)) and o.gave_up_at is null
      order by o.handled_at limit at_most for update skip locked)
    delete from outbox o using old where o.id = old.id;
    get diagnostics removed = row_count;
    return removed;
  end
  $$;
  comment on function purge_outbox is 'Only what was handled at least a month ago; what was given up stays with its owner''s row';
  revoke execute on function purge_outbox from public;
  grant execute on function purge_outbox to santun_app;
`
