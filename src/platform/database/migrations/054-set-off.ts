import { Migration } from '@mikro-orm/migrations'

/**
 * A claim that was decided may be decided anew, and only the difference is paid or asked back. What earlier rounds have
 * paid to a person is set off against his lines of the new round; nobody who writes SQL can leave it out.
 */
export class SetOff extends Migration {
  override up(): void {
    this.addSql(columns)
    this.addSql(held)
    this.addSql(oneDeath)
    this.addSql(decisions)
    this.addSql(recoveries)
    this.addSql(shares)
    this.addSql(payments)
    this.addSql(packet)
  }
}

const columns = `
  alter table payee add same_as uuid constraint payee_same_as_known references payee;
  comment on column payee.same_as is 'The payee of an earlier round who is this person; empty: nobody of an earlier round is';
  alter table benefit_line add set_off bigint not null default 0
    constraint benefit_line_set_off_within check (set_off between 0 and amount);
  comment on column benefit_line.set_off is 'What an earlier round of the claim has paid of it; only the rest is owed';

  alter table recovery alter column reason drop not null,
    add column decided_in int,
    add constraint recovery_once_decided unique (claim_id, decided_in, payee_id),
    add constraint recovery_has_ground check ((reason is null) = (decided_in is not null));
  comment on column recovery.decided_in is 'The round whose decision is lower than what was paid; empty: a person found it, and says why';

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
  end $$;
  create trigger payee_same_as_guard before insert on payee for each row when (new.same_as is not null)
    execute function guard_same_payee();
`

/** What has come back is held no more. What is only asked back still is: a new decision takes the place of the old demand. */
const held = `
  create function held_before(subject uuid, in_round int) returns table (person uuid, held bigint, bounced bigint)
  language sql stable as $$
    select coalesce(y.same_as, y.id), sum(m.amount)::bigint, sum(m.bounced)::bigint from (
      select p.payee_id, p.amount, case when p.state in ('refused', 'returned') then p.amount else 0 end as bounced
      from payment p
      where p.claim_id = subject and p.round < in_round and p.live and p.purpose in ('benefit', 'escrow_release')
      union all
      select r.payee_id, -b.amount, 0
      from recovery r join recovery_receipt b on b.recovery_id = r.id
      where r.claim_id = subject and coalesce(r.decided_in, 0) < in_round
    ) m join payee y on y.id = m.payee_id group by 1 having sum(m.amount) <> 0
  $$;
  comment on function held_before is
    'What each person has from the rounds before this one; bounced is the part that a bank sent back and that waits for an account';

  create function overpaid_to(subject uuid, in_round int, refused boolean) returns table (person uuid, amount bigint)
  language sql stable as $$
    select h.person, h.held - case when refused then h.bounced else coalesce((
      select sum(l.amount) from benefit_line l join payee y on y.id = l.payee_id
      where l.claim_id = subject and l.round = in_round and coalesce(y.same_as, y.id) = h.person), 0)::bigint end
    from held_before(subject, in_round) h
  $$;
  comment on function overpaid_to is 'What a person holds beyond his lines of this round, or at all when the round refuses; below zero: he is owed';

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

const oneDeath = `
  create function death_money_elsewhere(subject uuid) returns text language sql stable as $$
    select min(o.number) from claim c
      join claim o on o.incident_id = c.incident_id and o.id <> c.id
        and c.type in ('jkm_death', 'jkk_death') and o.type in ('jkm_death', 'jkk_death')
      join payment p on p.claim_id = o.id and p.state not in ('cancelled', 'refused', 'returned')
    where c.id = subject
  $$;
  comment on function death_money_elsewhere is
    'Number of another claim that has money for this death; null = none. On one claim, what was paid is set off';

  create or replace function guard_money_once() returns trigger language plpgsql as $$
  declare
    granted text;
  begin
    -- Two claims of one death that commit at once see each other's payments only one after the other.
    perform pg_advisory_xact_lock(hashtextextended(incident_id::text, 0)) from claim where id = new.claim_id and incident_id is not null;
    granted := death_money_elsewhere(new.claim_id);
    if granted is not null then
      raise exception 'payment % pays what claim % has already been granted', new.id, granted using errcode = 'SN112';
    end if;
    return null;
  end $$;
  drop function money_granted_elsewhere(uuid, int);
`

/** A decision of a later round sets off what was paid, and what it leaves over is asked back. */
const decisions = `
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
      return null;
    end if;
    select coalesce(sum(l.amount), 0) into decided from benefit_line l where l.claim_id = new.claim_id and l.round = new.round;
    granted := (select coalesce(sum(h.held), 0) from held_before(new.claim_id, new.round) h)
      - (select coalesce(sum(o.amount), 0) from overpaid_to(new.claim_id, new.round, false) o where o.amount > 0)
      + (select coalesce(sum(p.amount), 0) from payment p where p.claim_id = new.claim_id and p.round = new.round and p.live
          and p.purpose = 'benefit')
      - (select coalesce(sum(g.amount), 0) from ledger_posting g where g.claim_id = new.claim_id and g.account = 'escrow');
    if not sets_off(new.claim_id, new.round) or granted <> decided then
      raise exception 'the decision on claim % does not set off what was paid: % where % was decided', new.claim_id, granted, decided
        using errcode = 'SN112';
    end if;
    return null;
  end $$;
  create constraint trigger decision_sets_off after insert on claim_transition deferrable initially deferred
    for each row when (new.round > 1 and new.event in ('approve', 'reject', 'all_settled')) execute function guard_set_off();
`

const recoveries = `
  create trigger recovery_touches_claim after insert or update of state on recovery
    for each row execute function touch_claim_facts();

  create or replace function guard_recovery() returns trigger language plpgsql as $$
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
  end $$;
`

const shares = `
  create or replace function guard_escrow_decision() returns trigger language plpgsql as $$
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
       or new.amount <> (select coalesce(sum(l.amount - l.set_off), 0) from benefit_line l where l.payee_id = new.payee_id and l.round = new.round)
       or not exists (select from claim_transition t where t.claim_id = new.claim_id and t.round = new.round and t.event = 'approve') then
      raise exception 'only the whole disputed share of an approved decision is released or forfeited' using errcode = 'SN106';
    end if;
    return new;
  end $$;
`

/** As before, but a line is paid without what was set off. */
const payments = `
  create or replace function guard_payment() returns trigger language plpgsql as $$
  declare
    subject_id uuid;
    stored payment;
    latest payment_transition;
    lies record;
  begin
    case tg_table_name
      when 'payment' then subject_id := new.id;
      else subject_id := new.payment_id;
    end case;
    if subject_id is null then return null; end if;
    select * into stored from payment where id = subject_id;
    select * into latest from payment_transition where payment_id = subject_id order by seq desc limit 1;
    if stored.state <> coalesce(latest.to_state, 'queued') or stored.seq <> coalesce(latest.seq, 0)
       or (stored.state in ('queued', 'cancelled')) <> (stored.batch_id is null) then
      raise exception 'payment % stands in % without a step that leads there', stored.id, stored.state using errcode = 'SN105';
    end if;
    if stored.purpose <> 'late_compensation' and (
      stored.amount <> (select coalesce(sum(amount), 0) from payment_line where payment_id = stored.id) or exists (
        select from payment_line p join benefit_line b on b.id = p.benefit_line_id
        where p.payment_id = stored.id
          and (b.claim_id <> stored.claim_id or b.payee_id <> stored.payee_id or b.round <> stored.round or b.amount - b.set_off <> p.amount))
    ) then
      raise exception 'payment % is not the sum of the payee''s own benefit lines', stored.id using errcode = 'SN106';
    end if;
    if stored.purpose = 'late_compensation' and stored.previous_payment_id is null and not exists (
      select from late_compensation_approval a join late_compensation l on l.payment_id = a.payment_id
      where a.paid_by = stored.id
        and (l.claim_id, l.round, l.payee_id, l.amount) = (stored.claim_id, stored.round, stored.payee_id, stored.amount)
    ) then
      raise exception 'payment % pays a compensation that nobody approved', stored.id using errcode = 'SN106';
    end if;
    if stored.reissued_as is not null and not (latest.event = 'reissue' and stored.state in ('refused', 'returned') and exists (
      select from payment again where again.id = stored.reissued_as and again.previous_payment_id = stored.id
    )) then
      raise exception 'payment % (%) is not replaced by a payment that goes out again', stored.id, stored.state using errcode = 'SN114';
    end if;
    if stored.previous_payment_id is not null and not exists (
      select from payment bounced where bounced.id = stored.previous_payment_id and bounced.reissued_as = stored.id
        and (bounced.claim_id, bounced.round, bounced.payee_id, bounced.purpose, bounced.amount)
          = (stored.claim_id, stored.round, stored.payee_id, stored.purpose, stored.amount)
    ) then
      raise exception 'payment % takes the place of no payment that bounced', stored.id using errcode = 'SN114';
    end if;
    if not exists (
      select from claim_transition t
      where t.claim_id = stored.claim_id and t.round = stored.round and t.event = 'approve'
    ) then
      raise exception 'payment % belongs to no approval', stored.id using errcode = 'SN107';
    end if;
    select
      coalesce(sum(g.amount) filter (where g.account = 'payable'), 0) as payable,
      coalesce(sum(g.amount) filter (where g.account = 'in_transit'), 0) as in_transit,
      coalesce(sum(g.amount) filter (where g.account = 'bank'), 0) as bank,
      coalesce(sum(g.amount) filter (where g.account = 'returned'), 0) as returned
      into lies
      from ledger_entry e join ledger_posting g on g.entry_id = e.id where e.payment_id = stored.id;
    if lies.payable <> (case when stored.state in ('queued', 'in_batch') then -stored.amount else 0 end)
       or lies.in_transit <> (case when stored.state in ('sent', 'unknown', 'acknowledged') then -stored.amount else 0 end)
       or lies.bank <> (case when stored.state = 'settled' then -stored.amount else 0 end)
       or lies.returned <> (case when stored.state in ('refused', 'returned') then -stored.amount else 0 end)
          + (case when stored.previous_payment_id is not null and stored.state <> 'cancelled' then stored.amount else 0 end) then
      raise exception 'the ledger does not have payment % where it stands (%)', stored.id, stored.state using errcode = 'SN108';
    end if;
    return null;
  end $$;
`

/** As before; a decision that corrects an earlier one names it, and what each payee has from before. */
const packet = `
  create or replace function packet_basis(subject uuid) returns jsonb language sql stable as $$
    select jsonb_build_object(
      'claim', (select jsonb_build_object('number', c.number, 'type', c.type, 'round', c.round,
          'participant', c.participant_nik, 'eventDate', c.event_date) from claim c where c.id = subject),
      'calculation', (select jsonb_build_object('id', k.id, 'decision', k.decision, 'total', k.total,
          'lawDigest', k.law_digest, 'input', k.input, 'lines', k.answer -> 'lines', 'scholarships', k.scholarships)
          || case when k.input_commitment is null then '{}' else jsonb_build_object('inputCommitment', k.input_commitment) end
        from calculation k where k.claim_id = subject order by k.id desc limit 1),
      'documents', (select coalesce(jsonb_agg(jsonb_build_object('code', i.code, 'sha256', encode(f.sha256, 'hex'), 'state', i.state)
            order by i.code, f.sha256), '[]')
        from document_item i left join document_file f on f.item_id = i.id and f.superseded_at is null
        where i.claim_id = subject),
      'payments', (select coalesce(jsonb_agg(jsonb_build_object('code', l.code, 'amount', l.amount, 'payee', p.name,
            'relation', p.relation, 'bank', p.bank_code, 'account', p.account_number, 'holder', p.account_holder)
                || case when p.dispute is null then '{}'::jsonb else '{"disputed": true}' end
                || case when l.set_off = 0 then '{}'::jsonb else jsonb_build_object('alreadyPaid', l.set_off) end
            order by p.position, l.code), '[]')
        from benefit_line l join payee p on p.id = l.payee_id join claim c on c.id = l.claim_id and c.round = l.round
        where l.claim_id = subject))
      || case when exists (select from corrected_by(subject)) then jsonb_build_object('correction', (
          select jsonb_build_object('corrects', d.hash, 'held', (
            select coalesce(jsonb_agg(jsonb_build_object('payee', y.name, 'paid', h.held, 'overpaid', coalesce(o.amount, 0))
              order by y.position), '[]')
            from claim c cross join lateral held_before(c.id, c.round) h join payee y on y.id = h.person
            left join overpaid_to(c.id, c.round, false) o on o.person = h.person where c.id = subject))
          from corrected_by(subject) d)) else '{}' end
  $$;
`
