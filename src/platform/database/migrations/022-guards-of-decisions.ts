import { Migration } from '@mikro-orm/migrations'

/** What a decision rests on, what of it stays as it was proposed, and who may take it. */
export class GuardsOfDecisions extends Migration {
  override up(): void {
    this.addSql(basis)
    this.addSql(proposed)
    this.addSql(accounts)
    this.addSql(limits)
  }
}

/**
 * What a calculation rests on: the answers, the coverage, a cause that was settled since, and what the incident became.
 */
const basis = `
  create function course_of(c claim) returns uuid language sql stable as $$
    select k.incident_id from incident i join incident_course k on k.incident_id in (i.id, i.caused_by) where i.id = c.incident_id limit 1
  $$;
  comment on function course_of is 'The incident whose course a claim follows from, if it has one';

  create function incident_facts(c claim) returns jsonb language sql stable as $$
    select case when c.type like 'jkk%' then (
      select jsonb_strip_nulls(jsonb_build_object(
        'accidentAt', case when k.hour_known then to_char(k.event_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') end,
        'stage1ReportedAt', (select to_char(t.happened_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
          from incident_transition t where t.incident_id = k.incident_id and t.event = 'report_stage1'),
        'stage1ReportedOn', (select (t.happened_at at time zone b.zone)::date
          from incident_transition t join branch b on b.id = t.branch_id where t.incident_id = k.incident_id and t.event = 'report_stage1'),
        'outcome', case when c.type = 'jkk_disability' then (select t.input ->> 'outcome'
          from incident_transition t where t.incident_id = k.incident_id and t.event = 'doctor_states' order by t.seq desc limit 1) end,
        'parts', case when c.type = 'jkk_disability' then (select f.parts from disability_finding f
          where f.incident_id = k.incident_id and f.confirmed_by is not null and f.superseded_at is null order by f.round desc limit 1) end,
        'stmb', case when c.type = 'jkk_stmb' then (
          select jsonb_build_object('days', sum(upper(p.days) - lower(p.days)), 'payee', min(p.payee), 'from', min(lower(p.days)),
            'before', (select coalesce(sum(upper(e.days) - lower(e.days)), 0) from stmb_period e
              where e.incident_id = k.incident_id and e.voided_at is null and e.claim_id is distinct from c.id
                and lower(e.days) < min(lower(p.days))))
          from stmb_period p where p.claim_id = c.id) end,
        'receipts', case when c.type = 'jkk_reimbursement' then (
          select jsonb_object_agg(s.kind, s.total) from (
            select kind, sum(accepted_amount) as total from care_bill where claim_id = c.id group by kind) s) end,
        'receiptsBefore', case when c.type = 'jkk_reimbursement' then (
          select jsonb_object_agg(s.kind, s.total) from (
            select e.kind, sum(e.accepted_amount) as total from care_bill e join claim o on o.id = e.claim_id
            where e.incident_id = k.incident_id and split_part(o.number, '-', 4)::bigint < split_part(c.number, '-', 4)::bigint
              and o.state not in ('rejected', 'withdrawn', 'merged', 'lapsed') group by e.kind) s) end))
      from incident_course k where k.incident_id = course_of(c)) end
  $$;
  comment on function incident_facts is 'What a claim rests on beside what the claimant stated; null where nobody reported the incident';

  create function claim_basis_digest(c claim) returns text language sql stable as $$
    select md5(c.type || c.answers::text || coalesce(c.coverage::text, '') || coalesce(c.settled_cause::text, '')
      || coalesce(incident_facts(c)::text, ''))
  $$;

  create function touch_claims_of_incident() returns trigger language plpgsql as $$
  begin
    update claim set facts_version = facts_version + 1
    where incident_id in (select i.id from incident i where new.incident_id in (i.id, i.caused_by))
      and type like 'jkk%' and state not in ('paid', 'rejected', 'withdrawn', 'merged', 'lapsed');
    return null;
  end
  $$;
  create trigger incident_step_touches_claims after insert on incident_transition
    for each row execute function touch_claims_of_incident();
  create trigger stmb_period_touches_claims after insert or update on stmb_period
    for each row execute function touch_claims_of_incident();
  create trigger care_bill_touches_claims after update on care_bill for each row execute function touch_claims_of_incident();
  create trigger finding_touches_claims after insert or update on disability_finding
    for each row execute function touch_claims_of_incident();
`

/**
 * Who is paid, and how much, stays as it was proposed, whoever writes SQL. Two doors stay open, each a step of the
 * lifecycle: a claim that is back in verification is settled anew, and a payee whose money came back may name another
 * account.
 */
const proposed = `
  create function is_proposed(subject uuid, in_round int) returns boolean language plpgsql as $$
  begin
    perform from claim c where c.id = subject for no key update;
    return exists (select from decision_packet d where d.claim_id = subject and d.round = in_round)
      and not exists (select from claim c where c.id = subject and c.state = 'in_verification' and c.round = in_round);
  end
  $$;
  comment on function is_proposed is 'A proposal of this round was frozen, and the claim has not come back to be settled anew';

  create function guard_benefit_line() returns trigger language plpgsql as $$
  begin
    if tg_op <> 'INSERT' and is_proposed(old.claim_id, old.round)
       or tg_op <> 'DELETE' and is_proposed(new.claim_id, new.round) then
      raise exception 'the benefit lines of a proposal stay as they were proposed' using errcode = 'SN028';
    end if;
    return case tg_op when 'DELETE' then old else new end;
  end
  $$;
  create trigger benefit_line_stays before insert or delete or update on benefit_line
    for each row execute function guard_benefit_line();

  create function guard_payee() returns trigger language plpgsql as $$
  declare
    may_name_account boolean;
  begin
    if not exists (
      select from (select c.round from claim c where c.id = old.claim_id
        union select l.round from benefit_line l where l.payee_id = old.id) r where is_proposed(old.claim_id, r.round)
    ) then
      return case tg_op when 'DELETE' then old else new end;
    end if;
    if tg_op = 'UPDATE' then
      may_name_account := (old.scholarship_award_id is not null
          or exists (select from claim c where c.id = old.claim_id and c.state = 'awaiting_account'))
        and exists (select from payment p where payee_now(p) = old.id and p.live and p.state in ('refused', 'returned'));
      if may_name_account and (new.id, new.claim_id, new.position, new.name, new.relation, new.birth_date, new.confirmed_by)
         is not distinct from (old.id, old.claim_id, old.position, old.name, old.relation, old.birth_date, old.confirmed_by) then
        return new;
      end if;
    end if;
    raise exception 'the payees of a proposal stay as they were proposed' using errcode = 'SN028';
  end
  $$;
  create trigger payee_stays before delete or update on payee for each row execute function guard_payee();
`

const accounts = `
  create function account_is_checked(y payee) returns boolean language sql stable as $$
    select y.account_state = 'name_matched' or (y.account_state in ('name_near', 'name_mismatch', 'unverified', 'came_back') and exists (
      select from account_acceptance a where a.payee_id = y.id
        and (y.account_state in ('name_near', 'came_back') or a.accepted_by <> y.confirmed_by)
        and (a.bank_code, a.account_number, a.account_holder) = (y.bank_code, y.account_number, y.account_holder)))
  $$;
  comment on function account_is_checked is
    'The holder is the payee; or nearly so, or money came back from it, and somebody said why it is good; or another, or '
    'nobody the bank would name, and a second person accepted just this account';

  create function guard_account_acceptance() returns trigger language plpgsql as $$
  begin
    if not exists (
      select from payee y where y.id = new.payee_id and y.claim_id = new.claim_id
        and (y.confirmed_by <> new.accepted_by or y.account_state in ('name_near', 'came_back'))
        and (y.bank_code, y.account_number, y.account_holder) = (new.bank_code, new.account_number, new.account_holder)
    ) then
      raise exception 'another person than the one who confirmed the payee accepts his present account' using errcode = 'SN004';
    end if;
    return new;
  end
  $$;
  create trigger account_acceptance_guard before insert on account_acceptance
    for each row execute function guard_account_acceptance();

  create function guard_investigator() returns trigger language plpgsql as $$
  declare
    person text;
  begin
    case tg_table_name
      when 'investigation' then person := new.investigator_id;
      else person := new.answered_by;
    end case;
    if exists (
      select from duty_held h join claim_transition t on t.claim_id = new.claim_id and t.seq = new.seq
      where h.claim_id = new.claim_id and coalesce(h.round, t.round) = t.round and h.actor_id = person) then
      raise exception 'claim % is examined by somebody without another duty on it', new.claim_id using errcode = 'SN004';
    end if;
    return null;
  end
  $$;
  create constraint trigger investigation_by_another after insert on investigation deferrable initially deferred
    for each row execute function guard_investigator();
  create constraint trigger investigation_answer_by_another after insert on investigation_answer deferrable initially deferred
    for each row execute function guard_investigator();
`

/**
 * An approval above what its program and evidence allow, without a second approver where one is needed, or on a frozen
 * day, is refused. Most statements have no such step and are done after one look.
 */
const limits = `
  create function guard_delegation() returns trigger language plpgsql as $$
  begin
    if tg_op = 'INSERT' then
      if new.confirmed_by is not null or new.ended_by is not null then
        raise exception 'a delegation begins unconfirmed' using errcode = 'SN004';
      end if;
      if new.asked_by <> new.from_staff then
        raise exception 'a limit is lent by who holds it' using errcode = 'SN004';
      end if;
    elsif (old.confirmed_by is not null and new.confirmed_by is distinct from old.confirmed_by)
       or (old.ended_by is not null and new.ended_by is distinct from old.ended_by) then
      raise exception 'what was confirmed or ended stays so' using errcode = 'SN004';
    end if;
    if new.confirmed_by is not null and not exists (
      select from staff_role r join staff_member m on m.id = r.staff_id
      where r.staff_id = new.confirmed_by and r.role = 'manager' and m.active and m.branch_id = new.branch_id
    ) then
      raise exception 'a delegation is confirmed by a manager of the branch' using errcode = 'SN002';
    end if;
    if exists (
      select from unnest(array[new.from_staff, new.to_staff]) person where not exists (
        select from staff_role r join staff_member m on m.id = r.staff_id
        where r.staff_id = person and r.role = 'approver' and m.active and m.branch_id = new.branch_id)
    ) and new.ended_by is null then
      raise exception 'a limit is lent from one approver of the branch to another' using errcode = 'SN002';
    end if;
    return new;
  end
  $$;
  create trigger delegation_guard before insert or update on approval_delegation for each row execute function guard_delegation();

  create function approval_limit_of(actor text, subject uuid, in_round int, at timestamptz) returns bigint
    language sql stable as $$
    select greatest(
      (select r.approval_limit from staff_role r where r.staff_id::text = actor and r.role = 'approver'),
      (select max(least(g.up_to, own.approval_limit)) from approval_delegation g
       join staff_role own on own.staff_id = g.from_staff and own.role = 'approver'
       join branch b on b.id = g.branch_id
       join claim c on c.id = subject and c.branch_id = g.branch_id
       where g.to_staff::text = actor and g.confirmed_by is not null and g.ended_by is null
         and (approval_limit_of.at at time zone b.zone)::date between g.valid_from and g.valid_to
         and not exists (
           select from duty_held h where h.claim_id = subject and coalesce(h.round, in_round) = in_round
             and h.actor_id = g.from_staff::text)))
  $$;
  comment on function approval_limit_of is
    'What this approver may decide alone on this claim: his own limit, or one lent by somebody who has not acted on it';

  create function evidence_level(subject uuid, proposed_at int) returns text language plpgsql stable as $$
  begin
    return (select case when bool_or(i.state = 'waived') then 'waived'
      when bool_or(i.alternative is not null)
        or exists (select from claim_signal s where s.claim_id = subject and s.seq = proposed_at) then 'substituted'
      else 'complete' end
      from document_item i where i.claim_id = subject);
  end
  $$;
  comment on function evidence_level is 'How well a proposal is proven; what stands out on a claim asks for the stricter limit too';

  create function approval_objection(step claim_transition) returns text language sql stable as $$
    with day as (
      select (step.at at time zone b.zone)::date as today from claim c join branch b on b.id = c.branch_id
      where c.id = step.claim_id),
    packet as (
      select d.seq, d.total from decision_packet d
      where d.claim_id = step.claim_id and d.round = step.round order by d.seq desc limit 1),
    rule as (
      select l.up_to, l.second_above from approval_limit l, day, packet p, claim c
      where c.id = step.claim_id and l.program = case c.type when 'jkm_death' then 'jkm' else 'jkk' end
        and l.evidence = evidence_level(c.id, p.seq) and l.valid_from <= day.today
      order by l.valid_from desc limit 1)
    select case
      when exists (select from approval_freeze f, day where day.today between f.first_day and f.last_day)
        then 'nothing is decided on this day'
      when step.event <> 'approve' then null
      when not exists (select from packet) then 'nothing was proposed'
      when (select p.total from packet p) > coalesce((select r.up_to from rule r), -1)
        then 'this decision is above what its program and evidence allow'
      when (select p.total from packet p) > (select r.second_above from rule r) and not exists (
        select from claim_transition e join packet p on e.seq > p.seq
        where e.claim_id = step.claim_id and e.event = 'endorse' and e.actor_id <> step.actor_id)
        then 'another approver has not endorsed this decision'
    end
  $$;

  create function guard_approval_limits() returns trigger language plpgsql as $$
  declare
    objection text;
  begin
    if not exists (select from added a where a.event in ('endorse', 'approve', 'release')) then
      return null;
    end if;
    select o.said into objection
    from added a join claim_transition t on t.claim_id = a.claim_id and t.seq = a.seq
    cross join lateral (select approval_objection(t) as said offset 0) o
    where a.event in ('endorse', 'approve', 'release') and o.said is not null limit 1;
    if objection is not null then
      raise exception '%', objection using errcode = 'SN006';
    end if;
    return null;
  end
  $$;
  create trigger claim_transition_within_limits after insert on claim_transition referencing new table as added
    for each statement execute function guard_approval_limits();
`
