import { Migration } from '@mikro-orm/migrations'
import { inPlace } from './in-place.js'

/**
 * A later decision takes the place of money that never reached anybody: what a bank has sent back of an earlier round
 * counts as not paid, and is closed once the decision owes it no more; a share that waits or fell to the fund is decided
 * with the rest. So each rupiah is owed by one decision and lies in one place.
 */
export class MoneyThatCameBack extends Migration {
  override up(): void {
    this.addSql(payments)
    this.addSql(held)
    this.addSql(cameBack)
    this.addSql(recoveries)
    this.addSql(decisions)
    this.addSql(
      inPlace('death_money_elsewhere', [
        ["('cancelled', 'refused', 'returned')", "('cancelled', 'refused', 'returned', 'written_back')"],
      ]),
    )
  }
}

const payments = `
  alter table payment alter column live set expression as (state not in ('cancelled', 'written_back') and reissued_as is null);
  comment on column payment.live is 'Neither cancelled, nor replaced by another payment, nor closed because a later decision owes it no more';
`

const held = `
  drop function held_before(uuid, int);
  create function held_before(subject uuid, in_round int) returns table (person uuid, held bigint)
  language sql stable as $$
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

  create or replace function overpaid_to(subject uuid, in_round int, refused boolean) returns table (person uuid, amount bigint)
  language sql stable as $$
    select h.person, h.held - case when refused then 0 else coalesce((
      select sum(l.amount) from benefit_line l join payee y on y.id = l.payee_id
      where l.claim_id = subject and l.round = in_round and coalesce(y.same_as, y.id) = h.person), 0)::bigint end
    from held_before(subject, in_round) h
  $$;

  create function came_in(subject uuid, in_round int, from_person uuid) returns bigint language sql stable as $$
    select coalesce(sum(b.amount), 0)::bigint from recovery r join recovery_receipt b on b.recovery_id = r.id
    where r.claim_id = subject and r.decided_in = in_round and r.payee_id = from_person
  $$;
  comment on function came_in is 'What a person has paid back of the demand that the decision of this round raised';
`

/**
 * What the decision counts on is what it set off, and what was paid back since. Where money comes back after it, as much
 * as it counts on is still owed; only the rest is closed, and a payment that is owed in part waits for a new decision.
 */
const cameBack = `
  create function came_back(subject uuid) returns table (payment_id uuid, person uuid, standing text) language sql stable as $$
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
    'Payments of earlier rounds that a bank refused or sent back: owed, over, or owed in part by the decision of the present round; none while there is no decision';

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
  end $$;
  create constraint trigger payment_written_back after insert on payment_transition deferrable initially deferred
    for each row when (new.event = 'write_back') execute function guard_write_back();
`

const recoveries = `
  alter table recovery drop constraint recovery_once_decided;
  create unique index recovery_once_decided on recovery (claim_id, decided_in, payee_id) where state <> 'superseded';
`

const decisions = `
  create or replace function guard_set_off() returns trigger language plpgsql as $$
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
  end $$;
`
