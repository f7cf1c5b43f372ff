import { Migration } from '@mikro-orm/migrations'

/** Money leaves once, by two persons, to whom it was approved for, and every rupiah has its place in the ledger. */
export class GuardsOfPayments extends Migration {
  override up(): void {
    this.addSql(ledger)
    this.addSql(duties)
    this.addSql(steps)
    this.addSql(standing)
    this.addSql(once)
    this.addSql(outcome)
  }
}

const ledger = `
  create function guard_ledger_entry() returns trigger language plpgsql set enable_seqscan = off as $$
  declare
    entry uuid;
    declared int;
    written int;
    difference bigint;
  begin
    case tg_table_name
      when 'ledger_entry' then entry := new.id;
      else entry := new.entry_id;
    end case;
    select posting_count into declared from ledger_entry where id = entry;
    select count(*), coalesce(sum(amount), 0) into written, difference from ledger_posting where entry_id = entry;
    if difference <> 0 or written <> declared then
      raise exception 'ledger entry % does not balance: % of % postings, difference %', entry, written, declared, difference
        using errcode = 'SN101';
    end if;
    return null;
  end
  $$;
  create constraint trigger ledger_entry_balances after insert on ledger_entry deferrable initially deferred
    for each row execute function guard_ledger_entry();
  create constraint trigger ledger_posting_balances after insert on ledger_posting deferrable initially deferred
    for each row execute function guard_ledger_entry();
`

/** Every separated duty of a person on one round of a claim, whichever record it was exercised on. */
const duties = `
  create function concerns_claim(p payment) returns boolean language sql immutable as $$
    select case when p.purpose = 'scholarship' then false
    else p.purpose = 'benefit' or p.previous_payment_id is not null or p.state in ('refused', 'returned') end
  $$;
  comment on function concerns_claim is
    'Whether a payment moves its claim: what is paid beside the benefit does so only once it has bounced';

  create function scholarship_duties(of_year uuid, actor text) returns setof text language sql stable as $$
    select t.duty from scholarship_transition t where t.subject_id = of_year and t.actor_id = actor and t.duty is not null
    union
    select t.duty from payment p join payment_transition t on t.payment_id = p.id
    where p.scholarship_year_id = of_year and t.actor_id = actor and t.duty is not null
    union
    select t.duty from payment p join payment_batch_transition t on t.batch_id = p.batch_id
    where p.scholarship_year_id = of_year and t.actor_id = actor and t.duty is not null
    union
    select 'reconcile' from payment p join payment_evidence e on e.payment_id = p.id
    where p.scholarship_year_id = of_year and e.recorded_by = actor
    union
    select 'reconcile' from payment p join statement_placement m on m.payment_id = p.id
    where p.scholarship_year_id = of_year and m.placed_by = actor and m.outcome = 'explained'
    union
    select 'verify' from document_item i join document_item_step s on s.item_id = i.id
    where i.scholarship_year_id = of_year and s.actor_id = actor and s.event in ('accept', 'find_defect', 'waive')
  $$;
  comment on function scholarship_duties is 'Separated duties of a person on one school year, whichever record they were exercised on';

  create function duties_held(subject uuid, in_round int, actor text) returns setof text language sql stable as $$
    select unnest(duties_of(subject, in_round, actor))
    union
    select t.duty from payment p join payment_transition t on t.payment_id = p.id
    where p.claim_id = subject and p.round = in_round and p.purpose <> 'scholarship' and t.actor_id = actor and t.duty is not null
    union
    select t.duty from payment p join payment_batch_transition t on t.batch_id = p.batch_id
    where p.claim_id = subject and p.round = in_round and p.purpose <> 'scholarship' and t.actor_id = actor and t.duty is not null
    union
    select 'reconcile' from payment p join payment_evidence e on e.payment_id = p.id
    where p.claim_id = subject and p.round = in_round and p.purpose <> 'scholarship' and e.recorded_by = actor
    union
    select 'reconcile' from payment p join statement_placement m on m.payment_id = p.id
    where p.claim_id = subject and p.round = in_round and p.purpose <> 'scholarship' and m.placed_by = actor and m.outcome = 'explained'
  $$;

  create function duties_on(p payment, actor text) returns setof text language sql stable as $$
    select held from duties_held(p.claim_id, p.round, actor) held where p.scholarship_year_id is null
    union
    select held from scholarship_duties(p.scholarship_year_id, actor) held where p.scholarship_year_id is not null
  $$;
  comment on function duties_on is
    'Separated duties that a person has exercised on what this payment pays: a round of its claim, or one school year';
`

/** Refuses a step that the payment table does not know, or that lacks what makes it safe. */
const steps = `
  create function proves_outcome(step payment_transition) returns boolean language sql stable as $$
    select (step.actor_role = 'reconciler' and exists (
      select from payment_evidence e
      where e.id = step.evidence_document_id and e.payment_id = step.payment_id and e.recorded_by <> step.actor_id
        and step.event = 'inquiry_' || e.outcome)) or exists (
      select from bank_inquiry i
      where i.id = step.inquiry_id and i.payment_id = step.payment_id
        and case step.event
          when 'inquiry_acknowledged' then i.answer = 'acknowledged'
          when 'inquiry_settled' then i.answer = 'settled'
          when 'inquiry_refused' then i.answer = 'refused' or (i.answer = 'not_found' and i.asked_after_validity)
          else false end)
  $$;
  comment on function proves_outcome is
    'The bank''s answer, or a letter of it that one person recorded and another acts on. Not found is an answer only once '
    'the bank would take the instruction no more';

  create function guard_payment_step() returns trigger language plpgsql set enable_seqscan = off as $$
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
      select from duties_on(subject, new.actor_id) held where held <> step.duty
    ) then
      raise exception 'nobody holds two separated duties on one round of a claim (%)', step.duty using errcode = 'SN004';
    end if;
    if new.event = 'add_to_batch' and subject.held_until > new.at then
      raise exception 'payment % waits until % after a change of account', new.payment_id, subject.held_until using errcode = 'SN113';
    end if;
    if new.event = 'send' and not exists (
      select from payment_batch b, claim c, payment_reference r
      where b.id = subject.batch_id and b.state = 'released' and c.id = subject.claim_id and r.payment_id = subject.id
        and (subject.purpose = 'scholarship' or c.state = 'paying' or (subject.purpose <> 'benefit' and c.state in ('paid', 'awaiting_account')))
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
  end
  $$;
  create trigger payment_step_guard before insert on payment_transition for each row execute function guard_payment_step();
`

/** Refuses a commit in which a payment stands elsewhere than its history, its lines and the ledger say. */
const standing = `
  create function takes_place_of_untried(again payment, batch uuid) returns boolean language sql stable as $$
    select exists (
      select from payment untried join bank_inquiry i on i.payment_id = untried.id
      where untried.id = again.previous_payment_id and untried.batch_id = batch and untried.state = 'refused'
        and untried.reissued_as = again.id and i.answer = 'not_found' and i.asked_after_validity
        and (untried.payee_id, untried.amount, untried.bank_code, untried.account_number, untried.account_holder)
          = (again.payee_id, again.amount, again.bank_code, again.account_number, again.account_holder))
  $$;
  comment on function takes_place_of_untried is
    'The same money into the same account, proven never to have reached the bank: what was released is still what leaves';

  create function guard_payment() returns trigger language plpgsql set enable_seqscan = off as $$
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
    if stored.purpose not in ('late_compensation', 'scholarship') and (
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
        and (bounced.claim_id, bounced.round,
            case stored.purpose when 'scholarship' then stored.payee_id else bounced.payee_id end, bounced.purpose, bounced.amount)
          = (stored.claim_id, stored.round, stored.payee_id, stored.purpose, stored.amount)
    ) then
      raise exception 'payment % takes the place of no payment that bounced', stored.id using errcode = 'SN114';
    end if;
    if not exists (
      select from (select h.round, h.event from claim_transition h where h.claim_id = stored.claim_id offset 0) t
      where t.round = stored.round and t.event = 'approve'
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
  end
  $$;
  create constraint trigger payment_guard after insert or update on payment deferrable initially deferred
    for each row execute function guard_payment();
  create constraint trigger payment_line_guard after insert on payment_line deferrable initially deferred
    for each row execute function guard_payment();
  create constraint trigger payment_entry_guard after insert on ledger_entry deferrable initially deferred
    for each row execute function guard_payment();

  create function guard_payment_batch_member() returns trigger language plpgsql as $$
  begin
    if new.batch_id is not distinct from old.batch_id then return new; end if;
    if new.batch_id is not null and not exists (
      select from payment_batch b join claim c on c.branch_id = b.branch_id
      where b.id = new.batch_id and c.id = new.claim_id and old.batch_id is null
        and (b.state = 'open' or (b.state = 'released' and takes_place_of_untried(new, b.id))) for share of b
    ) then
      raise exception 'payment % joins only an open batch of its own branch', new.id using errcode = 'SN109';
    end if;
    if old.batch_id is not null and not exists (
      select from payment_batch b where b.id = old.batch_id and b.state in ('open', 'closed')
    ) then
      raise exception 'payment % cannot leave a released batch', new.id using errcode = 'SN109';
    end if;
    return new;
  end
  $$;
  create trigger payment_batch_member_guard before update of batch_id on payment
    for each row execute function guard_payment_batch_member();

  create function guard_leaving_batch() returns trigger language plpgsql as $$
  begin
    if new.batch_id is distinct from old.batch_id and not exists (
      select from payment_batch b where b.id = old.batch_id and b.state in ('open', 'closed')
    ) then
      raise exception 'payment % cannot leave a released batch', new.id using errcode = 'SN109';
    end if;
    return null;
  end
  $$;
  comment on function guard_leaving_batch is
    'Once more at commit, when the claim is held: those who leave a batch do not hold it, and it counts anew once it holds '
    'their claims';
  create constraint trigger payment_leaves_batch after update of batch_id on payment deferrable initially deferred
    for each row when (old.batch_id is not null) execute function guard_leaving_batch();

  create function guard_new_payment() returns trigger language plpgsql as $$
  begin
    if new.state <> 'queued' or new.seq <> 0 or new.batch_id is not null or new.sent_at is not null or new.reissued_as is not null then
      raise exception 'a payment begins in the queue' using errcode = 'SN105';
    end if;
    if not exists (
      select from payee y where y.id = new.payee_id
        and (y.bank_code, y.account_number, y.account_holder) = (new.bank_code, new.account_number, new.account_holder)
    ) then
      raise exception 'a payment goes into the account that its payee has now' using errcode = 'SN115';
    end if;
    if exists (
      select from payment bounced where bounced.id = new.previous_payment_id
        and (bounced.bank_code, bounced.account_number) <> (new.bank_code, new.account_number)
    ) and coalesce(new.held_until <= new.created_at, true) then
      raise exception 'a payment into another account waits' using errcode = 'SN113';
    end if;
    return new;
  end
  $$;
  create trigger payment_begins before insert on payment for each row execute function guard_new_payment();
`

/** The same decision, and the same death, are paid once; money goes out again only when it came back. */
const once = `
  create function death_money_elsewhere(subject uuid) returns text language sql stable as $$
    select min(o.number) from claim c
      join claim o on o.incident_id = c.incident_id and o.id <> c.id
        and c.type in ('jkm_death', 'jkk_death') and o.type in ('jkm_death', 'jkk_death')
      join payment p on p.claim_id = o.id and p.purpose <> 'scholarship' and p.state not in ('cancelled', 'refused', 'returned', 'written_back')
    where c.id = subject
  $$;
  comment on function death_money_elsewhere is
    'Number of another claim that has money for this death; null = none. On one claim, what was paid is set off';

  create function guard_money_once() returns trigger language plpgsql as $$
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
  end
  $$;
  create constraint trigger payment_money_once after insert on payment deferrable initially deferred
    for each row when (new.purpose <> 'scholarship') execute function guard_money_once();
`

/** What a claim says about its money must be what its payments say, whoever writes the step. */
const outcome = `
  create function guard_payment_outcome() returns trigger language plpgsql as $$
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
  end
  $$;
  create constraint trigger claim_says_what_payments_say after insert on claim_transition deferrable initially deferred
    for each row when (new.event in ('all_settled', 'some_bounced', 'correct_account')) execute function guard_payment_outcome();
`
