import { Migration } from '@mikro-orm/migrations'

/**
 * A claim that was decided may be decided anew, and only the difference is paid or asked back. What earlier rounds have
 * paid to a person is set off against his lines of the new round; nobody who writes SQL can leave it out.
 */
export class GuardsOfCorrections extends Migration {
  override up(): void {
    this.addSql(recoveries)
    this.addSql(escrow)
    this.addSql(held)
    this.addSql(setOff)
    this.addSql(returned)
  }
}

/**
 * Two persons confirm what is asked back, every step is one of the table's, and no more comes back than was paid too
 * much.
 */
const recoveries = `
  create function guard_recovery_step() returns trigger language plpgsql as $$
  declare
    step lifecycle_step;
    before recovery_transition;
    subject recovery;
  begin
    select * into step from lifecycle_step where machine = 'recovery' and from_state = new.from_state and event = new.event;
    if step is null or step.to_state <> new.to_state then
      raise exception 'no such step: % --%--> %', new.from_state, new.event, new.to_state using errcode = 'SN001';
    end if;
    select * into subject from recovery where id = new.recovery_id for update;
    if not new.actor_role = any (step.roles) or (new.actor_role <> 'system' and not exists (
      select from staff_member m join staff_role r on r.staff_id = m.id and r.role = new.actor_role
      join claim c on c.id = subject.claim_id and c.branch_id = m.branch_id
      where m.id::text = new.actor_id and m.active)) then
      raise exception '% as % may not %', new.actor_id, new.actor_role, new.event using errcode = 'SN002';
    end if;
    select * into before from recovery_transition where recovery_id = new.recovery_id order by seq desc limit 1;
    if new.seq <> coalesce(before.seq, 0) + 1 or new.from_state <> coalesce(before.to_state, 'identified') then
      raise exception 'the history of recovery % does not continue here', new.recovery_id using errcode = 'SN003';
    end if;
    if new.event in ('confirm', 'uphold', 'receive', 'waive', 'write_off') and new.actor_id = subject.identified_by then
      raise exception 'recovery % is confirmed by another person than who identified it', new.recovery_id using errcode = 'SN004';
    end if;
    return new;
  end
  $$;
  create trigger recovery_step_guard before insert on recovery_transition for each row execute function guard_recovery_step();

  create function guard_recovery() returns trigger language plpgsql as $$
  declare
    subject_id uuid;
    stored recovery;
    latest recovery_transition;
    back bigint;
  begin
    case tg_table_name
      when 'recovery' then subject_id := new.id;
      else subject_id := new.recovery_id;
    end case;
    select * into stored from recovery where id = subject_id;
    select * into latest from recovery_transition where recovery_id = subject_id order by seq desc limit 1;
    if stored.state <> coalesce(latest.to_state, 'identified') or stored.seq <> coalesce(latest.seq, 0) then
      raise exception 'recovery % stands in % without a step that leads there', stored.id, stored.state using errcode = 'SN105';
    end if;
    select coalesce(sum(amount), 0) into back from recovery_receipt where recovery_id = subject_id;
    if back > stored.amount or (stored.state = 'settled' and back <> stored.amount) then
      raise exception 'recovery % of % has % back', stored.id, stored.amount, back using errcode = 'SN106';
    end if;
    if (select coalesce(sum(case when r.state in ('waived', 'written_off', 'superseded')
            then coalesce((select sum(b.amount) from recovery_receipt b where b.recovery_id = r.id), 0) else r.amount end), 0)
          from recovery r where r.payee_id in (select same_person(stored.payee_id)))
       > (select coalesce(sum(p.amount), 0) from payment p
          where p.payee_id in (select same_person(stored.payee_id)) and p.live and p.state = 'settled') then
      raise exception 'no more is recovered from a payee than was paid to him' using errcode = 'SN106';
    end if;
    return null;
  end
  $$;
  create constraint trigger recovery_guard after insert or update on recovery deferrable initially deferred
    for each row execute function guard_recovery();
  create constraint trigger recovery_receipt_guard after insert on recovery_receipt deferrable initially deferred
    for each row execute function guard_recovery();
  create constraint trigger recovery_took_step after insert on recovery_transition deferrable initially deferred
    for each row execute function guard_recovery();

  create function next_instalment(subject recovery) returns date language sql stable as $$
    select i.due_on from (
      select p.due_on, p.position, sum(p.amount) over (order by p.position) as upto from recovery_instalment p
      where p.recovery_id = subject.id
        and p.plan_seq = (select max(l.plan_seq) from recovery_instalment l where l.recovery_id = subject.id)) i
    where subject.state in ('arranged', 'recovering')
      and i.upto > coalesce((select sum(b.amount) from recovery_receipt b where b.recovery_id = subject.id), 0)
    order by i.position limit 1
  $$;
  comment on function next_instalment is 'The first instalment that has not come back, of the plan that counts';
`

/**
 * The share of a payee that others dispute waits; the undisputed shares are paid. A share that nobody is known to
 * inherit waits until heirs have been called in public long enough.
 */
const escrow = `
  create function guard_escrow_decision() returns trigger language plpgsql as $$
  begin
    if exists (select from duties_held(new.claim_id, new.round, new.decided_by::text) held where held <> 'approve') then
      raise exception 'nobody holds two separated duties on one round of a claim (approve)' using errcode = 'SN004';
    end if;
    if not exists (
      select from staff_role r join staff_member m on m.id = r.staff_id join claim c on c.id = new.claim_id
      where r.staff_id = new.decided_by and r.role = 'approver' and m.active and m.branch_id = c.branch_id
        and r.approval_limit >= new.amount
    ) then
      raise exception 'this share is above the limit of %', new.decided_by using errcode = 'SN006';
    end if;
    if not exists (select from payee y where y.id = new.payee_id and y.claim_id = new.claim_id and y.dispute is not null)
       or new.amount <> (select coalesce(sum(l.amount - l.set_off), 0) from benefit_line l
        where l.payee_id = new.payee_id and l.round = new.round)
       or not exists (select from claim_transition t where t.claim_id = new.claim_id and t.round = new.round and t.event = 'approve') then
      raise exception 'only the whole disputed share of an approved decision is released or forfeited' using errcode = 'SN106';
    end if;
    return new;
  end
  $$;
  create trigger escrow_decision_guard before insert on escrow_decision for each row execute function guard_escrow_decision();

  create function guard_disputed_payment() returns trigger language plpgsql as $$
  begin
    if new.purpose = 'benefit' and exists (select from payee y where y.id = new.payee_id and y.dispute is not null) then
      raise exception 'payment % pays a share that is disputed', new.id using errcode = 'SN106';
    end if;
    if new.purpose = 'escrow_release' and new.previous_payment_id is null
       and not exists (select from escrow_decision d where d.paid_by = new.id and d.kind = 'release') then
      raise exception 'payment % pays a disputed share that nobody released', new.id using errcode = 'SN106';
    end if;
    return null;
  end
  $$;
  create constraint trigger payment_of_disputed_share after insert on payment deferrable initially deferred
    for each row execute function guard_disputed_payment();

  create function guard_public_notice() returns trigger language plpgsql as $$
  declare
    waits payee;
  begin
    select * into waits from payee where id = new.payee_id;
    if waits.called_until is null then return new; end if;
    if new.kind <> 'forfeit' then
      raise exception 'a share of unknown heirs is not transferred to anybody' using errcode = 'SN106';
    end if;
    if (select (new.decided_at at time zone b.zone)::date <= waits.called_until
        from claim c join branch b on b.id = c.branch_id where c.id = new.claim_id) then
      raise exception 'heirs are called until %', waits.called_until using errcode = 'SN106';
    end if;
    return new;
  end
  $$;
  create trigger escrow_waits_for_notice before insert on escrow_decision for each row execute function guard_public_notice();
`

/**
 * What has come back is held no more. What is only asked back still is: a new decision takes the place of the old
 * demand.
 */
const held = `
  create function same_person(one uuid) returns setof uuid language sql stable as $$
    select y.id from payee p join payee y on y.claim_id = p.claim_id and coalesce(y.same_as, y.id) = coalesce(p.same_as, p.id)
    where p.id = one
  $$;
  comment on function same_person is 'Every payee of a claim who is this person, whichever round named him';

  create function guard_same_payee() returns trigger language plpgsql as $$
  begin
    if not exists (select from payee y where y.id = new.same_as and y.claim_id = new.claim_id and y.same_as is null) then
      raise exception 'payee % is the same as the first payee of that person on the same claim', new.id using errcode = 'SN106';
    end if;
    return new;
  end
  $$;
  create trigger payee_same_as_guard before insert on payee
    for each row when (new.same_as is not null) execute function guard_same_payee();

  create function held_before(subject uuid, in_round int) returns table(person uuid, held bigint) language sql stable as $$
    select coalesce(y.same_as, y.id), sum(m.amount)::bigint from (
      select p.payee_id, p.amount from payment p
      where p.claim_id = subject and p.round < in_round and p.live and p.purpose in ('benefit', 'escrow_release')
        and p.state not in ('refused', 'returned')
      union all
      select r.payee_id, -b.amount
      from recovery r join recovery_receipt b on b.recovery_id = r.id
      where r.claim_id = subject and coalesce(r.decided_in, 0) < in_round
    ) m join payee y on y.id = m.payee_id group by 1 having sum(m.amount) <> 0
  $$;
  comment on function held_before is 'What each person has from the rounds before this one; what a bank has sent back nobody has';

  create function overpaid_to(subject uuid, in_round int, refused boolean) returns table(person uuid, amount bigint)
    language sql stable as $$
    select h.person, h.held - case when refused then 0 else coalesce((
      select sum(l.amount) from benefit_line l join payee y on y.id = l.payee_id
      where l.claim_id = subject and l.round = in_round and coalesce(y.same_as, y.id) = h.person), 0)::bigint end
    from held_before(subject, in_round) h
  $$;
  comment on function overpaid_to is
    'What a person holds beyond his lines of this round, or at all when the round refuses; below zero: he is owed';

  create function sets_off(subject uuid, in_round int) returns boolean language sql stable as $$
    select not exists (
      select from benefit_line l join payee y on y.id = l.payee_id
      left join held_before(subject, in_round) h on h.person = coalesce(y.same_as, y.id)
      where l.claim_id = subject and l.round = in_round
      group by coalesce(y.same_as, y.id), h.held
      having sum(l.set_off) <> least(sum(l.amount), greatest(coalesce(h.held, 0), 0)))
  $$;
  comment on function sets_off is 'Whether the lines of a round leave to pay just what each person does not have yet';

  create function corrected_by(subject uuid) returns setof decision_packet language sql stable as $$
    select d.* from claim c join claim_transition t on t.claim_id = c.id and t.round < c.round and t.event in ('approve', 'reject')
    join decision_packet d on d.claim_id = c.id and d.round = t.round and d.seq < t.seq
    where c.id = subject
      and exists (select from claim_transition o where o.claim_id = c.id and o.round = c.round and o.event in ('reopen', 'object'))
    order by t.seq desc, d.seq desc limit 1
  $$;
  comment on function corrected_by is 'The earlier decision that the present round of a claim takes the place of';
`

/** A decision of a later round sets off what was paid, and what it leaves over is asked back. */
const setOff = `
  create function guard_set_off() returns trigger language plpgsql as $$
  declare
    decided bigint;
    granted bigint;
  begin
    if new.event <> 'approve' then
      if exists (
        select from overpaid_to(new.claim_id, new.round, new.event = 'reject') o where o.amount > 0 and not exists (
          select from recovery r where r.claim_id = new.claim_id and r.decided_in = new.round and r.payee_id = o.person)
      ) then
        raise exception 'claim % leaves money with a payee that round % does not grant', new.claim_id, new.round using errcode = 'SN112';
      end if;
      if new.event = 'reject' and exists (select from ledger_posting g
          where g.claim_id = new.claim_id and g.account in ('escrow', 'forfeited_to_fund') group by g.account having sum(g.amount) <> 0) then
        raise exception 'claim % is refused and leaves a share waiting', new.claim_id using errcode = 'SN112';
      end if;
      return null;
    end if;
    select coalesce(sum(l.amount), 0) into decided from benefit_line l where l.claim_id = new.claim_id and l.round = new.round;
    granted := (select coalesce(sum(h.held), 0) from held_before(new.claim_id, new.round) h)
      - (select coalesce(sum(o.amount), 0) from overpaid_to(new.claim_id, new.round, false) o where o.amount > 0)
      + (select coalesce(sum(p.amount), 0) from payment p where p.claim_id = new.claim_id and p.round = new.round and p.live
          and p.purpose in ('benefit', 'escrow_release'))
      - (select coalesce(sum(g.amount), 0) from ledger_posting g where g.claim_id = new.claim_id
          and g.account in ('escrow', 'forfeited_to_fund'));
    if not sets_off(new.claim_id, new.round) or granted <> decided then
      raise exception 'the decision on claim % does not set off what was paid: % where % was decided', new.claim_id, granted, decided
        using errcode = 'SN112';
    end if;
    return null;
  end
  $$;
  create constraint trigger decision_sets_off after insert on claim_transition deferrable initially deferred
    for each row when (new.round > 1 and (new.event in ('approve', 'reject', 'all_settled'))) execute function guard_set_off();
`

/**
 * What the decision counts on is what it set off, and what was paid back since. Where money comes back after it, as much
 * as it counts on is still owed; only the rest is closed.
 */
const returned = `
  create function payee_now(p payment) returns uuid language sql stable as $$
    select case when p.scholarship_year_id is null then p.payee_id else (
      select a.payee_id from scholarship_year y join scholarship_award a on a.id = y.award_id where y.id = p.scholarship_year_id) end
  $$;
  comment on function payee_now is
    'Who is paid if this payment must go out again: the payee of a benefit stays; of a scholarship, whom the award names now';

  create function came_in(subject uuid, in_round int, from_person uuid) returns bigint language sql stable as $$
    select coalesce(sum(b.amount), 0)::bigint from recovery r join recovery_receipt b on b.recovery_id = r.id
    where r.claim_id = subject and r.decided_in = in_round and r.payee_id = from_person
  $$;
  comment on function came_in is 'What a person has paid back of the demand that the decision of this round raised';

  create function came_back(subject uuid) returns table(payment_id uuid, person uuid, standing text) language sql stable as $$
    with decided as (
      select c.id, c.round, t.event = 'reject' as refused from claim c
      cross join lateral (select x.event from claim_transition x
        where x.claim_id = c.id and x.round = c.round and x.event in ('approve', 'reject') order by x.seq desc limit 1) t
      where c.id = subject),
    bounced as (
      select p.id, x.person, p.amount, sum(p.amount) over (partition by x.person) as total,
        sum(p.amount) over (partition by x.person order by p.round desc, p.id) as up_to
      from decided d join payment p on p.claim_id = d.id and p.round < d.round and p.live
        and p.state in ('refused', 'returned') and p.purpose in ('benefit', 'escrow_release')
      join payee y on y.id = p.payee_id cross join lateral (select coalesce(y.same_as, y.id) as person) x),
    reckoned as (
      select b.*, b.total - greatest(0, came_in(d.id, d.round, b.person)
        + case when d.refused then 0 else coalesce((select sum(l.set_off) from benefit_line l join payee y on y.id = l.payee_id
            where l.claim_id = d.id and l.round = d.round and coalesce(y.same_as, y.id) = b.person), 0) end
        - coalesce((select h.held from held_before(d.id, d.round) h where h.person = b.person), 0)) as free
      from decided d cross join bounced b)
    select r.id, r.person, case when r.up_to <= r.free then 'over' when r.free <= 0 then 'owed' else 'in part' end from reckoned r
    union all
    select p.id, coalesce(y.same_as, y.id), case when d.refused then 'over' else 'owed' end
    from decided d join payment p on p.claim_id = d.id and p.round < d.round and p.live
      and p.state in ('refused', 'returned') and p.purpose = 'late_compensation' join payee y on y.id = p.payee_id
  $$;
  comment on function came_back is
    'Payments of earlier rounds that a bank refused or sent back: owed, over, or owed in part by the decision of the '
    'present round; none while there is no decision';

  create function guard_write_back() returns trigger language plpgsql as $$
  declare
    subject payment;
    decision claim_transition;
    counted_on bigint;
    there bigint;
  begin
    select * into subject from payment where id = new.payment_id;
    select t.* into decision from claim c join claim_transition t on t.claim_id = c.id and t.round = c.round and t.event in ('approve', 'reject')
      where c.id = subject.claim_id order by t.seq desc limit 1;
    if decision.event = 'approve' then
      select coalesce(sum(l.set_off), 0) into counted_on from benefit_line l
        where l.claim_id = subject.claim_id and l.round = decision.round and l.payee_id in (select same_person(subject.payee_id));
      select coalesce(sum(p.amount), 0) into there from payment p
        where p.claim_id = subject.claim_id and p.round < decision.round and p.live and p.purpose in ('benefit', 'escrow_release')
          and p.payee_id in (select same_person(subject.payee_id));
    end if;
    if decision.event is null or subject.round >= decision.round or subject.purpose = 'scholarship' or counted_on > there
       or (subject.purpose = 'late_compensation' and decision.event = 'approve') then
      raise exception 'payment % is still owed', new.payment_id using errcode = 'SN112';
    end if;
    return null;
  end
  $$;
  create constraint trigger payment_written_back after insert on payment_transition deferrable initially deferred
    for each row when (new.event = 'write_back') execute function guard_write_back();
`
