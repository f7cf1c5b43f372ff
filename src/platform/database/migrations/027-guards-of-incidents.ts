import { Migration } from '@mikro-orm/migrations'

/** What no writer of SQL can do to the course of an accident and to its care. */
export class GuardsOfIncidents extends Migration {
  override up(): void {
    this.addSql(steps)
    this.addSql(care)
  }
}

const steps = `
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
  end
  $$;
  create trigger incident_step_guard before insert on incident_transition for each row execute function guard_incident_step();

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
  end
  $$;
  create constraint trigger incident_state_guard after insert or update of state, seq, round,
      last_hash on incident_course deferrable initially deferred
    for each row
    execute function guard_incident_state();
  create constraint trigger incident_took_step after insert on incident_transition deferrable initially deferred
    for each row execute function guard_incident_state();
`

const care = `
  create function guard_stmb_period() returns trigger language plpgsql as $$
  declare
    course incident_course;
    owner bytea;
  begin
    select * into course from incident_course where incident_id = new.incident_id;
    select participant_nik_index into owner from incident where id = new.incident_id;
    if new.participant_nik_index is distinct from owner then
      raise exception 'the days of incident % are those of its participant', course.number using errcode = 'SN301';
    end if;
    if tg_op = 'UPDATE' and (old.voided_at is not null or old.claim_id is not null)
       and (new.claim_id, new.voided_at) is distinct from (old.claim_id, old.voided_at) then
      raise exception 'days that were claimed or set aside stay so' using errcode = 'SN302';
    end if;
    return new;
  end
  $$;
  create trigger stmb_period_guard before insert or update on stmb_period for each row execute function guard_stmb_period();

  create function guard_care_bill() returns trigger language plpgsql as $$
  begin
    if (old.judged_by is not null and (new.accepted_amount, new.judged_by) is distinct from (old.accepted_amount, old.judged_by))
       or (old.claim_id is not null and new.claim_id is distinct from old.claim_id) then
      raise exception 'a bill that was judged or claimed stays so' using errcode = 'SN302';
    end if;
    if new.judged_by::text = new.handed_in_by then
      raise exception 'nobody accepts a bill that he handed in' using errcode = 'SN004';
    end if;
    return new;
  end
  $$;
  create trigger care_bill_guard before update on care_bill for each row execute function guard_care_bill();

  create function guard_finding() returns trigger language plpgsql as $$
  begin
    if old.confirmed_by is not null and new.confirmed_by is distinct from old.confirmed_by then
      raise exception 'what was confirmed stays so' using errcode = 'SN302';
    end if;
    if new.confirmed_by is not null and not exists (
      select from staff_role r join staff_member m on m.id = r.staff_id
      where m.id = new.confirmed_by and m.active and r.role = 'medical_adviser'
    ) then
      raise exception 'a disability is confirmed by the medical adviser' using errcode = 'SN002';
    end if;
    return new;
  end
  $$;
  create trigger finding_guard before update on disability_finding for each row execute function guard_finding();
`
