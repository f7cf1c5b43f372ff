import { Migration } from '@mikro-orm/migrations'

/**
 * The compensation that a late payment costs is paid as a transfer of its own, beside the benefit: approved by a person,
 * with its own reference and its own place in the ledger. It never stands in the way of the benefit.
 */
export class LateCompensationPaid extends Migration {
  override up(): void {
    this.addSql(purposes)
    this.addSql(approvals)
    this.addSql(guards)
    this.addSql(outcome)
    this.addSql(order)
    this.addSql(privileges)
  }
}

const purposes = `
  alter table payment add purpose text not null default 'benefit'
    constraint payment_purpose_known check (purpose in ('benefit', 'late_compensation'));
  comment on column payment.purpose is 'What is transferred: the benefit of a decision, or what its delay is owed';
  drop index payment_one_live_per_payee;
  drop index payment_one_obligation_per_payee;
  create unique index payment_one_live_per_payee on payment (claim_id, round, payee_id, purpose) where live;
  create unique index payment_one_obligation_per_payee on payment (claim_id, round, payee_id, purpose)
    where previous_payment_id is null;

  create function concerns_claim(p payment) returns boolean language sql immutable as $$
    select p.purpose = 'benefit' or p.previous_payment_id is not null or p.state in ('refused', 'returned')
  $$;
  comment on function concerns_claim is
    'Whether a payment moves its claim: what is paid beside the benefit does so only once it has bounced';
`

const approvals = `
  create table late_compensation_approval (
    payment_id uuid primary key references late_compensation,
    paid_by uuid not null constraint late_compensation_paid_once unique references payment deferrable initially deferred,
    approved_by uuid not null references staff_member,
    approved_at timestamptz(3) not null
  );
  comment on table late_compensation_approval is 'Who approved that a compensation is paid, and the transfer that pays it; it only grows';
  comment on column late_compensation_approval.payment_id is 'The late payment that the compensation is for';

  create function guard_late_compensation_approval() returns trigger language plpgsql as $$
  declare
    owed late_compensation;
  begin
    select * into owed from late_compensation where payment_id = new.payment_id;
    if exists (select from duties_held(owed.claim_id, owed.round, new.approved_by::text) held where held <> 'approve') then
      raise exception 'nobody holds two separated duties on one round of a claim (approve)' using errcode = 'SN004';
    end if;
    if not exists (
      select from staff_role r join staff_member m on m.id = r.staff_id join claim c on c.id = owed.claim_id
      where r.staff_id = new.approved_by and r.role = 'approver' and m.active and m.branch_id = c.branch_id
        and r.approval_limit >= owed.amount
    ) then
      raise exception 'this compensation is above the limit of %', new.approved_by using errcode = 'SN006';
    end if;
    return new;
  end $$;
  create trigger late_compensation_approval_guard before insert on late_compensation_approval
    for each row execute function guard_late_compensation_approval();
`

/** As before, and for what is paid beside the benefit. */
const guards = `
  create or replace function guard_payment_step() returns trigger language plpgsql as $$
  declare
    step lifecycle_step;
    before payment_transition;
    subject payment;
  begin
    select * into step from lifecycle_step where machine = 'payment' and from_state = new.from_state and event = new.event;
    if step is null or step.to_state <> new.to_state then
      raise exception 'no such step: % --%--> %', new.from_state, new.event, new.to_state using errcode = 'SN001';
    end if;
    if not new.actor_role = any (step.roles) then
      raise exception '% may not %', new.actor_role, new.event using errcode = 'SN002';
    end if;
    select * into before from payment_transition where payment_id = new.payment_id order by seq desc limit 1;
    if new.seq <> coalesce(before.seq, 0) + 1 or new.from_state <> coalesce(before.to_state, 'queued') then
      raise exception 'the history of payment % does not continue here', new.payment_id using errcode = 'SN003';
    end if;
    select * into subject from payment where id = new.payment_id;
    new.duty := case when new.actor_role <> 'system' then step.duty end;
    if new.actor_role <> 'system' and exists (
      select from duties_held(subject.claim_id, subject.round, new.actor_id) held where held <> step.duty
    ) then
      raise exception 'nobody holds two separated duties on one round of a claim (%)', step.duty using errcode = 'SN004';
    end if;
    if new.event = 'add_to_batch' and subject.held_until > new.at then
      raise exception 'payment % waits until % after a change of account', new.payment_id, subject.held_until using errcode = 'SN113';
    end if;
    if new.event = 'send' and not exists (
      select from payment_batch b, claim c, payment_reference r
      where b.id = subject.batch_id and b.state = 'released' and c.id = subject.claim_id and r.payment_id = subject.id
        and (c.state = 'paying' or (subject.purpose <> 'benefit' and c.state in ('paid', 'awaiting_account')))
    ) then
      raise exception 'payment % is sent from a released batch, for a claim in payment, under its own reference', new.payment_id
        using errcode = 'SN102';
    end if;
    if new.from_state = 'unknown' and not proves_outcome(new) then
      raise exception 'payment % leaves unknown only by the bank''s answer or evidence', new.payment_id using errcode = 'SN103';
    end if;
    if new.event in ('settle', 'return') and not exists (
      select from bank_statement_line l join payment_reference r on r.reference = l.reference
      where l.id = new.statement_line_id and r.payment_id = subject.id and l.amount = subject.amount
        and l.kind = case new.event when 'settle' then 'settlement' else 'return' end
    ) then
      raise exception 'payment % needs a line of the bank''s statement over its amount', new.payment_id using errcode = 'SN104';
    end if;
    return new;
  end $$;

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
          and (b.claim_id <> stored.claim_id or b.payee_id <> stored.payee_id or b.round <> stored.round or b.amount <> p.amount))
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

  create or replace function payment_batch_sum(batch uuid, out payment_count int, out total bigint, out hash text)
  language sql stable as $$
    select count(*)::int, coalesce(sum(p.amount), 0)::bigint, encode(sha256(convert_to(coalesce(string_agg(
        jsonb_build_array(p.claim_id, p.round, p.payee_id, p.amount, p.bank_code, p.account_number, p.account_holder)::text,
        E'\\n' order by p.claim_id, p.round, p.payee_id, p.purpose), ''), 'UTF8')), 'hex')
    from payment p where p.batch_id = batch and p.live
  $$;
  comment on function payment_batch_sum is 'Who gets how much into which account, over the live payments of a batch';

  create or replace function payment_batch_conflicts(batch uuid, actor text, duty text) returns bigint language sql stable as $$
    select count(*) from payment p where p.batch_id = batch and exists (
      select from duties_held(p.claim_id, p.round, actor) held where held <> duty)
  $$;
  comment on function payment_batch_conflicts is 'Payments on whose claim this person held another separated duty in that round';

  create or replace function guard_payment_batch() returns trigger language plpgsql as $$
  declare
    now_in_batch record;
  begin
    if tg_op = 'INSERT' then
      if new.state <> 'open' or new.seq <> 0 or new.released_by is not null then
        raise exception 'a batch begins open' using errcode = 'SN110';
      end if;
      return new;
    end if;
    if new.state = old.state then
      if (new.payment_count, new.total, new.hash, new.closed_by, new.released_by)
         is distinct from (old.payment_count, old.total, old.hash, old.closed_by, old.released_by) then
        raise exception 'batch % changes only with a step', new.number using errcode = 'SN110';
      end if;
      return new;
    end if;
    if new.state in ('closed', 'released') then
      select * into now_in_batch from payment_batch_sum(new.id);
      if now_in_batch.payment_count = 0 or (new.payment_count, new.total, new.hash)
         is distinct from (now_in_batch.payment_count, now_in_batch.total, now_in_batch.hash) then
        raise exception 'batch % does not hold what it declares', new.number using errcode = 'SN111';
      end if;
    end if;
    if new.state = 'released' then
      if new.released_by is null or (old.payment_count, old.total, old.hash, old.closed_by)
         is distinct from (new.payment_count, new.total, new.hash, new.closed_by) then
        raise exception 'batch % is released by someone, as it was closed', new.number using errcode = 'SN111';
      end if;
      if new.released_by = new.closed_by then
        raise exception 'batch % is counted by two persons', new.number using errcode = 'SN004';
      end if;
      if payment_batch_conflicts(new.id, new.released_by, 'release') > 0 then
        raise exception 'whoever verified, approved or reconciled a claim of batch % may not release it', new.number
          using errcode = 'SN004';
      end if;
    elsif new.released_by is distinct from old.released_by then
      raise exception 'batch % was released by another person', new.number using errcode = 'SN110';
    end if;
    return new;
  end $$;
`

const outcome = `
  create or replace function guard_payment_outcome() returns trigger language plpgsql as $$
  declare
    live record;
  begin
    select count(*) as total, count(*) filter (where state = 'settled') as settled,
      count(*) filter (where state in ('refused', 'returned')) as bounced,
      count(*) filter (where state in ('queued', 'in_batch', 'sent', 'unknown')) as unanswered,
      count(*) filter (where state = 'queued' and previous_payment_id is not null) as again
      into live from payment where claim_id = new.claim_id and payment.live and concerns_claim(payment);
    if not (case new.event
      when 'all_settled' then live.total > 0 and live.settled = live.total
      when 'some_bounced' then live.bounced > 0 and live.unanswered = 0
      else live.again > 0 end) then
      raise exception 'the payments of claim % do not say %', new.claim_id, new.event using errcode = 'SN116';
    end if;
    return null;
  end $$;
`

/** Entries are numbered as they are written, so that a statement tells those of one instant in their order. */
const order = `
  alter table ledger_entry add seq bigint generated always as identity constraint ledger_entry_order unique;
  create index ledger_entry_by_claim on ledger_entry (claim_id, seq);
`

const privileges = `
  grant select, insert on late_compensation_approval to santun_app;
  revoke update, delete, truncate on late_compensation_approval from santun_app;
`
