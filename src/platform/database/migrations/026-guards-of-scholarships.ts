import { Migration } from '@mikro-orm/migrations'

/**
 * As the guards of claims: an unknown step, a broken chain, a stranger, two duties of one person are refused. A year is
 * not paid twice, nor beyond what the law allows a level.
 */
export class GuardsOfScholarships extends Migration {
  override up(): void {
    this.addSql(steps)
    this.addSql(standing)
    this.addSql(payments)
  }
}

const steps = `
  create function acts_for_child(actor text, actor_role text, award scholarship_award, branch uuid) returns boolean
    language sql stable as $$
    select case
      when actor_role = 'system' then actor = 'system'
      when actor_role in ('heir', 'representative', 'employer', 'facility') then exists (
        select from claim_party p where p.claim_id = award.claim_id and actor = 'party:' || p.id and p.acts
          and (award.guardian_id is null or p.id in (award.guardian_id, award.child_party_id)))
      else exists (
        select from staff_member m join staff_role r on r.staff_id = m.id and r.role = actor_role
        where m.id::text = actor and m.active and m.branch_id = branch)
    end
  $$;
  comment on function acts_for_child is
    'The guardian or the child; where no guardian is named, whoever acts on the claim; staff of the branch';

  create function guard_scholarship_step() returns trigger language plpgsql as $$
  declare
    step lifecycle_step;
    before scholarship_transition;
    award scholarship_award;
    year scholarship_year;
    subject uuid := coalesce(new.year_id, new.award_id);
  begin
    select * into award from scholarship_award where id = new.award_id;
    if new.year_id is not null then
      select * into year from scholarship_year where id = new.year_id;
      if year.award_id <> new.award_id then
        raise exception 'school year % is of another award', new.year_id using errcode = 'SN003';
      end if;
    end if;
    select * into step from lifecycle_step
      where machine = case when new.year_id is null then 'scholarship_award' else 'scholarship_year' end
        and from_state = new.from_state and event = new.event;
    if step is null or step.to_state <> new.to_state then
      raise exception 'no such step: % --%--> %', new.from_state, new.event, new.to_state using errcode = 'SN001';
    end if;
    if not new.actor_role = any (step.roles) or not acts_for_child(new.actor_id, new.actor_role, award, new.branch_id)
       or not exists (select from claim c where c.id = award.claim_id and c.branch_id = new.branch_id) then
      raise exception '% as % may not %', new.actor_id, new.actor_role, new.event using errcode = 'SN002';
    end if;
    select * into before from scholarship_transition where subject_id = subject order by seq desc limit 1;
    if new.seq <> coalesce(before.seq, 0) + 1
       or new.from_state <> coalesce(before.to_state, case when new.year_id is null then 'candidate' else 'planned' end)
       or new.prev_hash is distinct from before.hash then
      raise exception 'the history of scholarship % does not continue here', subject using errcode = 'SN003';
    end if;
    new.duty := step.duty;
    if step.duty is not null and exists (select from scholarship_duties(subject, new.actor_id) held where held <> step.duty) then
      raise exception 'nobody holds two separated duties on one school year (%)', step.duty using errcode = 'SN004';
    end if;
    if new.event in ('approve', 'deny') and not exists (
      select from scholarship_transition t where t.subject_id = subject and t.event = 'verify' and t.actor_id <> new.actor_id
    ) then
      raise exception 'nothing is decided that another person has not verified' using errcode = 'SN004';
    end if;
    if new.event = 'approve' and not exists (
      select from staff_role r where r.staff_id::text = new.actor_id and r.role = 'approver' and r.approval_limit >= year.amount
    ) then
      raise exception 'this school year is above the limit of %', new.actor_id using errcode = 'SN006';
    end if;
    if new.event = 'change_guardian' and (award.guardian_named_by is null or award.guardian_named_by = new.actor_id) then
      raise exception 'a guardian is confirmed by another person than who named him' using errcode = 'SN004';
    end if;
    if new.event = 'reinstate' and exists (
      select from scholarship_transition t where t.subject_id = subject and t.event = 'end' and t.actor_id = new.actor_id) then
      raise exception 'an objection is upheld by another person than who ended the award' using errcode = 'SN004';
    end if;
    return new;
  end
  $$;
  create trigger scholarship_step_guard before insert on scholarship_transition
    for each row execute function guard_scholarship_step();

  create function guard_scholarship_took_step() returns trigger language plpgsql as $$
  begin
    if not exists (select from scholarship_year where id = new.year_id and seq >= new.seq
        union all select from scholarship_award where new.year_id is null and id = new.award_id and seq >= new.seq) then
      raise exception 'step % of scholarship % was not taken by it', new.seq, coalesce(new.year_id, new.award_id) using errcode = 'SN005';
    end if;
    return null;
  end
  $$;
  create constraint trigger scholarship_took_step after insert on scholarship_transition deferrable initially deferred
    for each row execute function guard_scholarship_took_step();
`

/** An award or a year stands where its history says. */
const standing = `
  create function guard_scholarship_award() returns trigger language plpgsql as $$
  declare
    stored scholarship_award;
    latest scholarship_transition;
  begin
    select * into stored from scholarship_award where id = new.id;
    select * into latest from scholarship_transition where subject_id = new.id order by seq desc limit 1;
    if stored.state <> coalesce(latest.to_state, 'candidate') or stored.seq <> coalesce(latest.seq, 0)
       or stored.last_hash is distinct from latest.hash then
      raise exception 'scholarship % stands in % without a step that leads there', stored.id, stored.state using errcode = 'SN005';
    end if;
    if tg_op = 'INSERT' and not exists (
      select from claim_transition t where t.claim_id = stored.claim_id and t.event = 'approve') then
      raise exception 'scholarship % belongs to no approval', stored.id using errcode = 'SN107';
    end if;
    if tg_op = 'UPDATE' and (old.guardian_id, old.payee_id) is distinct from (stored.guardian_id, stored.payee_id)
       and (old.payee_id is not null or old.guardian_id is not null) and latest.event <> 'change_guardian' then
      raise exception 'the guardian of scholarship % changes by a step of its own', stored.id using errcode = 'SN122';
    end if;
    return null;
  end
  $$;
  create constraint trigger scholarship_award_guard after insert or update on scholarship_award deferrable initially deferred
    for each row execute function guard_scholarship_award();

  create function guard_scholarship_year_content() returns trigger language plpgsql as $$
  begin
    if (new.application, new.received_on, new.level, new.grade) is distinct from (old.application, old.received_on, old.level, old.grade)
       and old.state not in ('open', 'returned', 'missed', 'not_payable') then
      raise exception 'what was stated for school year % changes no more', new.id using errcode = 'SN121';
    end if;
    if (new.amount, new.ruling) is distinct from (old.amount, old.ruling) and new.state <> 'verified' then
      raise exception 'the ruling on school year % comes with its verification', new.id using errcode = 'SN121';
    end if;
    return new;
  end
  $$;
  create trigger scholarship_year_content before update on scholarship_year
    for each row execute function guard_scholarship_year_content();

  create function guard_scholarship_year() returns trigger language plpgsql as $$
  declare
    stored scholarship_year;
    latest scholarship_transition;
    allowed jsonb;
    taken int;
  begin
    select * into stored from scholarship_year where id = new.id;
    select * into latest from scholarship_transition where subject_id = new.id order by seq desc limit 1;
    if stored.state <> coalesce(latest.to_state, 'planned') or stored.seq <> coalesce(latest.seq, 0)
       or stored.last_hash is distinct from latest.hash then
      raise exception 'school year % stands in % without a step that leads there', stored.id, stored.state using errcode = 'SN005';
    end if;
    if stored.state in ('approved', 'paying', 'paid') then
      select l into allowed from scholarship_award a, jsonb_array_elements(a.levels) l
        where a.id = stored.award_id and l ->> 'code' = stored.level;
      select count(*) into taken from scholarship_year y
        where y.award_id = stored.award_id and y.level = stored.level and y.state in ('approved', 'paying', 'paid');
      if allowed is null or taken > (allowed ->> 'years')::int or stored.amount is distinct from (allowed ->> 'amount')::bigint then
        raise exception 'school year % is more than the law allows of %', stored.id, stored.level using errcode = 'SN123';
      end if;
      if (select count(*) from payment p where p.scholarship_year_id = stored.id and p.live) <> 1 then
        raise exception 'school year % is owed once', stored.id using errcode = 'SN123';
      end if;
    end if;
    return null;
  end
  $$;
  create constraint trigger scholarship_year_guard after insert or update on scholarship_year deferrable initially deferred
    for each row execute function guard_scholarship_year();

  create function school_year_of_branch() returns trigger language plpgsql as $$
  begin
    select c.branch_id into strict new.branch_id from scholarship_award a join claim c on c.id = a.claim_id where a.id = new.award_id;
    return new;
  end
  $$;
  create trigger scholarship_year_of_branch before insert on scholarship_year
    for each row execute function school_year_of_branch();
`

/**
 * A school year is paid on the same rails as a benefit: its payment names the year, is released by somebody who decided
 * nothing about it, and never moves the claim.
 */
const payments = `
  create function guard_scholarship_payment() returns trigger language plpgsql as $$
  begin
    if not exists (
      select from scholarship_year y join scholarship_award a on a.id = y.award_id join payee e on e.id = new.payee_id
      where y.id = new.scholarship_year_id and y.state in ('approved', 'paying', 'paid') and y.amount = new.amount
        and a.claim_id = new.claim_id and e.claim_id = new.claim_id and e.scholarship_award_id = a.id
        and a.payee_id = e.id
    ) then
      raise exception 'payment % pays no school year that was approved for this child', new.id using errcode = 'SN106';
    end if;
    if new.previous_payment_id is not null and not exists (
      select from payment before where before.id = new.previous_payment_id and before.scholarship_year_id = new.scholarship_year_id
    ) then
      raise exception 'payment % takes the place of no payment of this school year', new.id using errcode = 'SN114';
    end if;
    return null;
  end
  $$;
  create constraint trigger scholarship_payment_guard after insert on payment deferrable initially deferred
    for each row when (new.purpose = 'scholarship') execute function guard_scholarship_payment();
`
