import { Migration } from '@mikro-orm/migrations'

/**
 * From an approval to the account: ledger, payments, references, batches, the bank's answers. The rules that keep money
 * from leaving twice hold even for someone who writes SQL with the application's role.
 */
export class Payment extends Migration {
  override up(): void {
    this.addSql(batches)
    this.addSql(payments)
    this.addSql(bank)
    this.addSql(history)
    this.addSql(ledger)
    this.addSql(ledgerGuard)
    this.addSql(dutiesHeld)
    this.addSql(paymentStepGuard)
    this.addSql(paymentGuard)
    this.addSql(moneyOncePaid)
    this.addSql(accounts)
    this.addSql(batchGuard)
    this.addSql(claimStepGuard)
    this.addSql(facts)
    this.addSql(privileges)
    this.addSql(bankSimulator)
  }
}

const batches = `
  create table payment_batch (
    id uuid primary key default gen_random_uuid(),
    number bigint generated always as identity constraint payment_batch_number_unique unique,
    branch_id uuid not null references branch,
    state text not null default 'open',
    seq int not null default 0,
    payment_count int,
    total bigint,
    hash text,
    created_by text not null,
    created_at timestamptz(3) not null,
    opening_key text,
    closed_by text,
    closed_at timestamptz(3),
    released_by text,
    released_at timestamptz(3),
    constraint payment_batch_opened_once unique (created_by, opening_key)
  );
  comment on column payment_batch.hash is 'Over the payments as closed: who gets how much into which account';
  create index payment_batch_by_branch on payment_batch (branch_id, state, number);

  create table payment_batch_transition (
    batch_id uuid not null references payment_batch,
    seq int not null,
    from_state text not null,
    event text not null,
    to_state text not null,
    actor_id text not null,
    actor_role text not null,
    duty text,
    at timestamptz(3) not null,
    reason text,
    primary key (batch_id, seq)
  );
`

const payments = `
  create table payment (
    id uuid primary key default gen_random_uuid(),
    claim_id uuid not null references claim,
    round int not null,
    payee_id uuid not null references payee,
    amount bigint not null constraint payment_positive check (amount > 0),
    bank_code text not null,
    account_number text not null,
    account_holder text not null,
    state text not null default 'queued',
    seq int not null default 0,
    batch_id uuid references payment_batch,
    previous_payment_id uuid references payment,
    reissued_as uuid references payment,
    live boolean generated always as (state <> 'cancelled' and reissued_as is null) stored,
    created_at timestamptz(3) not null,
    sent_at timestamptz(3),
    answer_due_at timestamptz(3),
    held_until timestamptz(3),
    value_date date,
    outcome_reason text,
    constraint payment_live_unique unique (id, live)
  );
  comment on table payment is 'One transfer to one payee; the account is the one it goes to, whatever the payee gives later';
  comment on column payment.live is 'Neither cancelled nor replaced by another payment';
  comment on column payment.answer_due_at is 'After this the outcome counts as unknown and the bank is asked';
  comment on column payment.account_number is 'PII';
  comment on column payment.account_holder is 'PII';
  create unique index payment_one_live_per_payee on payment (claim_id, round, payee_id) where live;
  create unique index payment_one_obligation_per_payee on payment (claim_id, round, payee_id) where previous_payment_id is null;
  create unique index payment_reissued_once on payment (previous_payment_id) where state <> 'cancelled';
  create index payment_by_claim on payment (claim_id, round);
  create index payment_by_batch on payment (batch_id);
  create index payment_waiting on payment (created_at) where state = 'queued';
  create index payment_in_flight on payment (state, answer_due_at) where state in ('sent', 'unknown', 'acknowledged');

  create table payment_line (
    payment_id uuid not null,
    benefit_line_id uuid not null references benefit_line,
    amount bigint not null constraint payment_line_positive check (amount > 0),
    live boolean not null default true,
    primary key (payment_id, benefit_line_id),
    constraint payment_line_follows_payment foreign key (payment_id, live) references payment (id, live) on update cascade,
    constraint payment_line_one_live_payment exclude using btree (benefit_line_id with =) where (live)
      deferrable initially deferred
  );

  create table payment_reference (
    reference text primary key,
    payment_id uuid not null constraint payment_reference_once references payment,
    valid_until timestamptz not null,
    constraint payment_reference_one_a_payment unique (payment_id)
  );
  comment on table payment_reference is 'Every reference ever handed to the bank; rows are never removed, so none is used twice';
  comment on column payment_reference.valid_until is
    'In the time of the machine: after this the bank takes the instruction no more, so "not found" is an answer';
`

const bank = `
  create table bank_inquiry (
    id uuid primary key default gen_random_uuid(),
    payment_id uuid not null references payment,
    asked_at timestamptz(3) not null,
    asked_after_validity boolean not null,
    answer text not null constraint bank_inquiry_answer_known check (answer in ('acknowledged', 'settled', 'refused', 'not_found')),
    value_date date,
    reason text,
    constraint bank_inquiry_settled_on check (answer <> 'settled' or value_date is not null)
  );
  comment on table bank_inquiry is 'What the bank answered when asked about a payment; the only way out of unknown';
  create index bank_inquiry_by_payment on bank_inquiry (payment_id);

  create table bank_statement_line (
    id text primary key,
    read_seq bigint generated always as identity constraint bank_statement_order unique,
    kind text not null constraint bank_statement_kind_known check (kind in ('settlement', 'return')),
    reference text not null,
    amount bigint not null,
    value_date date not null,
    reason text,
    read_at timestamptz(3) not null
  );

  create table statement_placement (
    line_id text not null references bank_statement_line,
    seq int not null default 1,
    outcome text not null constraint placement_outcome_known check (outcome in ('matched', 'unmatched', 'explained')),
    payment_id uuid references payment,
    note text,
    placed_by text not null,
    placed_at timestamptz(3) not null,
    primary key (line_id, seq),
    constraint placement_matched_names_payment check (outcome <> 'matched' or payment_id is not null)
  );
  comment on table statement_placement is 'Where each line of a statement ended; the latest row of a line counts';
`

const history = `
  create table payment_transition (
    payment_id uuid not null references payment,
    seq int not null,
    from_state text not null,
    event text not null,
    to_state text not null,
    actor_id text not null,
    actor_role text not null,
    duty text,
    at timestamptz(3) not null,
    batch_id uuid references payment_batch,
    reason text,
    inquiry_id uuid references bank_inquiry,
    statement_line_id text constraint payment_statement_line_once unique references bank_statement_line,
    evidence_document_id uuid,
    primary key (payment_id, seq)
  );
`

const ledger = `
  create table ledger_entry (
    id uuid primary key default gen_random_uuid(),
    claim_id uuid not null references claim,
    payment_id uuid references payment,
    kind text not null,
    posting_count int not null constraint ledger_entry_two_sides check (posting_count >= 2),
    value_date date,
    reverses uuid constraint ledger_reversed_once unique references ledger_entry,
    at timestamptz(3) not null,
    constraint ledger_entry_once unique (payment_id, kind),
    constraint ledger_entry_of_claim unique (id, claim_id)
  );
  create table ledger_posting (
    entry_id uuid not null,
    claim_id uuid not null,
    account text not null,
    amount bigint not null constraint ledger_posting_not_zero check (amount <> 0),
    primary key (entry_id, account),
    constraint ledger_posting_of_entry foreign key (entry_id, claim_id) references ledger_entry (id, claim_id)
  );
  comment on column ledger_posting.amount is 'Whole rupiah, above zero a debit, below zero a credit';
  create index ledger_posting_by_claim on ledger_posting (claim_id, account);

  create table late_compensation (
    payment_id uuid primary key references payment,
    claim_id uuid not null references claim,
    round int not null,
    payee_id uuid not null references payee,
    due_on date not null,
    paid_on date not null,
    base bigint not null,
    amount bigint not null constraint late_compensation_positive check (amount > 0),
    basis text not null,
    fixed_at timestamptz(3) not null
  );
  comment on table late_compensation is 'One percent a day of a late payment, fixed at its value date (PP 44/2015 Pasal 37(3))';
  create index late_compensation_by_claim on late_compensation (claim_id);
`

const ledgerGuard = `
  create function guard_ledger_entry() returns trigger language plpgsql as $$
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
  end $$;
  create constraint trigger ledger_entry_balances after insert on ledger_entry
    deferrable initially deferred for each row execute function guard_ledger_entry();
  create constraint trigger ledger_posting_balances after insert on ledger_posting
    deferrable initially deferred for each row execute function guard_ledger_entry();
`

/** Every separated duty of a person on one round of a claim, whichever record it was exercised on. */
const dutiesHeld = `
  create function duties_held(subject uuid, in_round int, actor text) returns setof text language sql stable as $$
    select unnest(duties_of(subject, in_round, actor))
    union
    select t.duty from payment p join payment_transition t on t.payment_id = p.id
    where p.claim_id = subject and p.round = in_round and t.actor_id = actor and t.duty is not null
    union
    select t.duty from payment p join payment_batch_transition t on t.batch_id = p.batch_id
    where p.claim_id = subject and p.round = in_round and t.actor_id = actor and t.duty is not null
  $$;
`

/** Refuses a step that the payment table does not know, or that lacks what makes it safe. */
const paymentStepGuard = `
  create function guard_payment_step() returns trigger language plpgsql as $$
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
      where b.id = subject.batch_id and b.state = 'released' and c.id = subject.claim_id and c.state = 'paying'
        and r.payment_id = subject.id
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

  create function proves_outcome(step payment_transition) returns boolean language sql stable as $$
    select (step.actor_role = 'reconciler' and step.evidence_document_id is not null) or exists (
      select from bank_inquiry i
      where i.id = step.inquiry_id and i.payment_id = step.payment_id
        and case step.event
          when 'inquiry_acknowledged' then i.answer = 'acknowledged'
          when 'inquiry_settled' then i.answer = 'settled'
          when 'inquiry_refused' then i.answer = 'refused' or (i.answer = 'not_found' and i.asked_after_validity)
          else false end)
  $$;
  comment on function proves_outcome is 'Not found is an answer only once the bank would take the instruction no more';

  create trigger payment_step_guard before insert on payment_transition
    for each row execute function guard_payment_step();
`

/** Refuses a commit in which a payment stands elsewhere than its history, its lines and the ledger say. */
const paymentGuard = `
  create function guard_payment() returns trigger language plpgsql as $$
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
    if stored.amount <> (select coalesce(sum(amount), 0) from payment_line where payment_id = stored.id) or exists (
      select from payment_line p join benefit_line b on b.id = p.benefit_line_id
      where p.payment_id = stored.id
        and (b.claim_id <> stored.claim_id or b.payee_id <> stored.payee_id or b.round <> stored.round or b.amount <> p.amount)
    ) then
      raise exception 'payment % is not the sum of the payee''s own benefit lines', stored.id using errcode = 'SN106';
    end if;
    if stored.reissued_as is not null and not (latest.event = 'reissue' and stored.state in ('refused', 'returned') and exists (
      select from payment again where again.id = stored.reissued_as and again.previous_payment_id = stored.id
    )) then
      raise exception 'payment % (%) is not replaced by a payment that goes out again', stored.id, stored.state using errcode = 'SN114';
    end if;
    if stored.previous_payment_id is not null and not exists (
      select from payment bounced where bounced.id = stored.previous_payment_id and bounced.reissued_as = stored.id
        and (bounced.claim_id, bounced.round, bounced.payee_id, bounced.amount)
          = (stored.claim_id, stored.round, stored.payee_id, stored.amount)
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
  create constraint trigger payment_guard after insert or update on payment
    deferrable initially deferred for each row execute function guard_payment();
  create constraint trigger payment_line_guard after insert on payment_line
    deferrable initially deferred for each row execute function guard_payment();
  create constraint trigger payment_entry_guard after insert on ledger_entry
    deferrable initially deferred for each row execute function guard_payment();

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
  end $$;
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
  end $$;
  comment on function guard_leaving_batch is
    'Once more at commit, when the claim is held: those who leave a batch do not hold it, and it counts anew once it holds their claims';
  create constraint trigger payment_leaves_batch after update of batch_id on payment
    deferrable initially deferred for each row when (old.batch_id is not null) execute function guard_leaving_batch();

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
  end $$;
  create trigger payment_begins before insert on payment for each row execute function guard_new_payment();
`

/** The same decision, and the same death, are paid once; money goes out again only when it came back. */
const moneyOncePaid = `
  create function money_granted_elsewhere(subject uuid, in_round int) returns text language sql stable as $$
    select min(o.number) from claim c
      join claim o on o.id = c.id or (o.incident_id = c.incident_id
        and c.type in ('jkm_death', 'jkk_death') and o.type in ('jkm_death', 'jkk_death'))
      join payment p on p.claim_id = o.id and p.state not in ('cancelled', 'refused', 'returned')
    where c.id = subject and (o.id <> c.id or p.round <> in_round)
  $$;
  comment on function money_granted_elsewhere is
    'Number of the claim that has money for this death, or for this decision in another round; null = none';

  create function guard_money_once() returns trigger language plpgsql as $$
  declare
    granted text;
  begin
    -- Two claims of one death that commit at once see each other's payments only one after the other.
    perform pg_advisory_xact_lock(hashtextextended(incident_id::text, 0)) from claim where id = new.claim_id and incident_id is not null;
    granted := money_granted_elsewhere(new.claim_id, new.round);
    if granted is not null then
      raise exception 'payment % pays what claim % has already been granted', new.id, granted using errcode = 'SN112';
    end if;
    return null;
  end $$;
  create constraint trigger payment_money_once after insert on payment
    deferrable initially deferred for each row execute function guard_money_once();
`

/** An account in another name than the payee's is good only when a second person accepted just that account. */
const accounts = `
  create table account_acceptance (
    claim_id uuid not null references claim,
    payee_id uuid not null references payee,
    bank_code text not null,
    account_number text not null,
    account_holder text not null,
    accepted_by uuid not null references staff_member,
    accepted_at timestamptz(3) not null,
    reason text not null,
    primary key (payee_id, bank_code, account_number, account_holder)
  );
  comment on column account_acceptance.account_number is 'PII';
  comment on column account_acceptance.account_holder is 'PII';

  create function guard_account_acceptance() returns trigger language plpgsql as $$
  begin
    if not exists (
      select from payee y where y.id = new.payee_id and y.claim_id = new.claim_id and y.confirmed_by <> new.accepted_by
        and (y.bank_code, y.account_number, y.account_holder) = (new.bank_code, new.account_number, new.account_holder)
    ) then
      raise exception 'another person than the one who confirmed the payee accepts his present account' using errcode = 'SN004';
    end if;
    return new;
  end $$;
  create trigger account_acceptance_guard before insert on account_acceptance
    for each row execute function guard_account_acceptance();
  create trigger account_acceptance_touches_claim after insert on account_acceptance
    for each row execute function touch_claim_facts();
`

/** What is closed is what is released, and never by someone who verified or approved any of it. */
const batchGuard = `
  create function payment_batch_sum(batch uuid, out payment_count int, out total bigint, out hash text)
  language sql stable as $$
    select count(*)::int, coalesce(sum(p.amount), 0)::bigint, encode(sha256(convert_to(coalesce(string_agg(
        jsonb_build_array(p.claim_id, p.round, p.payee_id, p.amount, p.bank_code, p.account_number, p.account_holder)::text,
        E'\\n' order by p.claim_id, p.round, p.payee_id), ''), 'UTF8')), 'hex')
    from payment p where p.batch_id = batch and p.live
  $$;
  comment on function payment_batch_sum is 'Who gets how much into which account, over the live payments of a batch';

  create function payment_batch_conflicts(batch uuid, actor text, duty text) returns bigint language sql stable as $$
    select count(*) from payment p where p.batch_id = batch and exists (
      select from duties_held(p.claim_id, p.round, actor) held where held <> duty)
  $$;
  comment on function payment_batch_conflicts is 'Payments on whose claim this person held another separated duty in that round';

  create function guard_payment_batch() returns trigger language plpgsql as $$
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
  create trigger payment_batch_guard before insert or update on payment_batch
    for each row execute function guard_payment_batch();

  create function guard_payment_batch_step() returns trigger language plpgsql as $$
  declare
    step lifecycle_step;
    before payment_batch_transition;
  begin
    select * into step from lifecycle_step where machine = 'payment_batch' and from_state = new.from_state and event = new.event;
    if step is null or step.to_state <> new.to_state then
      raise exception 'no such step: % --%--> %', new.from_state, new.event, new.to_state using errcode = 'SN001';
    end if;
    if not new.actor_role = any (step.roles) then
      raise exception '% may not %', new.actor_role, new.event using errcode = 'SN002';
    end if;
    select * into before from payment_batch_transition where batch_id = new.batch_id order by seq desc limit 1;
    if new.seq <> coalesce(before.seq, 0) + 1 or new.from_state <> coalesce(before.to_state, 'open') then
      raise exception 'the history of batch % does not continue here', new.batch_id using errcode = 'SN003';
    end if;
    new.duty := step.duty;
    if payment_batch_conflicts(new.batch_id, new.actor_id, step.duty) > 0 then
      raise exception 'nobody holds two separated duties on one round of a claim (%)', step.duty using errcode = 'SN004';
    end if;
    return new;
  end $$;
  create trigger payment_batch_step_guard before insert on payment_batch_transition
    for each row execute function guard_payment_batch_step();

  create function guard_payment_batch_state() returns trigger language plpgsql as $$
  declare
    stored payment_batch;
    latest payment_batch_transition;
    counted record;
  begin
    select * into counted from payment_batch_sum(new.id);
    if tg_op = 'UPDATE' and new.state in ('closed', 'released') and new.state <> old.state
       and (new.payment_count, new.total, new.hash) is distinct from (counted.payment_count, counted.total, counted.hash) then
      raise exception 'batch % lost a payment while it was counted', new.number using errcode = 'SN111';
    end if;
    select * into stored from payment_batch where id = new.id;
    select * into latest from payment_batch_transition where batch_id = new.id order by seq desc limit 1;
    if stored.state <> coalesce(latest.to_state, 'open') or stored.seq <> coalesce(latest.seq, 0)
       or (latest.event = 'close' and stored.closed_by is distinct from latest.actor_id)
       or (latest.event = 'release' and stored.released_by is distinct from latest.actor_id) then
      raise exception 'batch % stands in % without a step that leads there', stored.number, stored.state using errcode = 'SN110';
    end if;
    return null;
  end $$;
  create constraint trigger payment_batch_state_guard after insert or update on payment_batch
    deferrable initially deferred for each row execute function guard_payment_batch_state();
`

/** What a claim says about its money must be what its payments say, whoever writes the step. */
const claimStepGuard = `
  create function guard_payment_outcome() returns trigger language plpgsql as $$
  declare
    live record;
  begin
    select count(*) as total, count(*) filter (where state = 'settled') as settled,
      count(*) filter (where state in ('refused', 'returned')) as bounced,
      count(*) filter (where state in ('queued', 'in_batch', 'sent', 'unknown')) as unanswered,
      count(*) filter (where state = 'queued' and previous_payment_id is not null) as again
      into live from payment where claim_id = new.claim_id and payment.live;
    if not (case new.event
      when 'all_settled' then live.total > 0 and live.settled = live.total
      when 'some_bounced' then live.bounced > 0 and live.unanswered = 0
      else live.again > 0 end) then
      raise exception 'the payments of claim % do not say %', new.claim_id, new.event using errcode = 'SN116';
    end if;
    return null;
  end $$;
  create constraint trigger claim_says_what_payments_say after insert on claim_transition
    deferrable initially deferred for each row when (new.event in ('all_settled', 'some_bounced', 'correct_account'))
    execute function guard_payment_outcome();
`

const facts = `
  create trigger payment_touches_claim after insert or update on payment
    for each row execute function touch_claim_facts();

  create function touch_claims_of_batch() returns trigger language plpgsql as $$
  begin
    update claim set facts_version = facts_version + 1 where id in (
      select c.id from claim c where c.id in (select p.claim_id from payment p where p.batch_id = new.id)
      order by c.id for no key update);
    return null;
  end $$;
  create trigger payment_batch_touches_claims after update of state on payment_batch
    for each row execute function touch_claims_of_batch();
`

const privileges = `
  revoke all on payment, payment_line, payment_reference, payment_transition, payment_batch, payment_batch_transition,
    bank_inquiry, bank_statement_line, statement_placement, ledger_entry, ledger_posting, late_compensation, account_acceptance
    from santun_app;
  grant select, insert on payment, payment_reference, payment_transition, payment_batch, payment_batch_transition,
    bank_inquiry, bank_statement_line, statement_placement, ledger_entry, ledger_posting, late_compensation, account_acceptance
    to santun_app;
  grant select, insert (payment_id, benefit_line_id, amount) on payment_line to santun_app;
  grant update (state, seq, batch_id, reissued_as, sent_at, answer_due_at, value_date, outcome_reason) on payment to santun_app;
  grant update (state, seq, payment_count, total, hash, closed_by, closed_at, released_by, released_at) on payment_batch to santun_app;
`

/** A bank that can be told to misbehave, in a schema of its own: the product reaches it only through its port. */
const bankSimulator = `
  create schema bank_simulator;
  create table bank_simulator.account (
    bank_code text not null,
    account_number text not null,
    behaviour text not null constraint behaviour_known
      check (behaviour in ('normal', 'late', 'silent', 'lost', 'refuse', 'return')),
    days int not null default 0 constraint days_not_negative check (days >= 0),
    reason text,
    primary key (bank_code, account_number)
  );
  create table bank_simulator.transfer (
    reference text primary key,
    amount bigint not null,
    bank_code text not null,
    account_number text not null,
    account_holder text not null,
    accepted boolean not null,
    reason text,
    received_on date not null,
    settles_on date,
    returns_on date
  );
  comment on column bank_simulator.transfer.account_number is 'PII';
  comment on column bank_simulator.transfer.account_holder is 'PII';
  create index transfer_open on bank_simulator.transfer (settles_on) where accepted;
  create table bank_simulator.statement_line (
    seq bigint generated always as identity primary key,
    reference text not null references bank_simulator.transfer,
    kind text not null,
    amount bigint not null,
    value_date date not null,
    reason text,
    constraint statement_line_once unique (reference, kind)
  );
  grant usage on schema bank_simulator to santun_app;
  grant select, insert, update, delete on bank_simulator.account to santun_app;
  grant select, insert on bank_simulator.transfer, bank_simulator.statement_line to santun_app;
`
