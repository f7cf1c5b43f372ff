import { Migration } from '@mikro-orm/migrations'

/**
 * From an approval to the account: ledger, payments, references, batches. The rules that keep money from leaving twice
 * hold even for someone who writes SQL with the application's role.
 */
export class Payments extends Migration {
  override up(): void {
    this.addSql(batches)
    this.addSql(late)
    this.addSql(payments)
    this.addSql(ledger)
  }
}

const batches = `
  create table payment_batch (
    id uuid default gen_random_uuid() primary key,
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
    batch_id uuid references payment_batch,
    seq int,
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

  grant select, insert on payment_batch, payment_batch_transition to santun_app;
  grant update (state, seq, payment_count, total, hash, closed_by, closed_at, released_by,
    released_at) on payment_batch to santun_app;
  grant usage, select on sequence payment_batch_number_seq to santun_app;
`

/**
 * The compensation that a late payment costs is paid as a transfer of its own, beside the benefit: approved by a person,
 * with its own reference and its own place in the ledger.
 */
const late = `
  create table late_compensation (
    payment_id uuid primary key,
    claim_id uuid not null references claim,
    round int not null,
    payee_id uuid not null references payee,
    due_on date not null,
    paid_on date not null,
    base bigint not null,
    amount bigint not null constraint late_compensation_positive check (amount > 0),
    basis text not null,
    fixed_at timestamptz(3) not null,
    suspended_days int not null default 0 constraint late_compensation_suspended_not_negative check (suspended_days >= 0)
  );
  comment on table late_compensation is 'One percent a day of a late payment, fixed at its value date (PP 44/2015 Pasal 37(3))';
  comment on column late_compensation.suspended_days is 'Days between a bounced transfer and the payee''s other account; not counted';
  create index late_compensation_by_claim on late_compensation (claim_id);

  create table late_compensation_approval (
    payment_id uuid primary key references late_compensation,
    paid_by uuid not null constraint late_compensation_paid_once unique,
    approved_by uuid not null references staff_member,
    approved_at timestamptz(3) not null
  );
  comment on table late_compensation_approval is
    'Who approved that a compensation is paid, and the transfer that pays it; it only grows';
  comment on column late_compensation_approval.payment_id is 'The late payment that the compensation is for';

  grant select, insert on late_compensation, late_compensation_approval to santun_app;
`

const payments = `
  create table payment (
    id uuid default gen_random_uuid() primary key,
    claim_id uuid not null references claim,
    round int not null,
    payee_id uuid not null references payee,
    amount bigint not null constraint payment_positive check (amount > 0),
    bank_code text not null,
    account_number text not null constraint payment_account_sealed check (is_sealed(account_number)),
    account_holder text not null,
    state text not null default 'queued',
    seq int not null default 0,
    batch_id uuid references payment_batch,
    previous_payment_id uuid references payment,
    reissued_as uuid references payment,
    live boolean generated always as ((state not in ('cancelled', 'written_back')) and reissued_as is null) stored,
    created_at timestamptz(3) not null,
    sent_at timestamptz(3),
    answer_due_at timestamptz(3),
    held_until timestamptz(3),
    value_date date,
    outcome_reason text,
    purpose text not null default 'benefit',
    scholarship_year_id uuid,
    constraint payment_of_school_year check ((purpose = 'scholarship') = (scholarship_year_id is not null)),
    constraint payment_live_unique unique (id, live),
    constraint payment_purpose_known check (purpose in ('benefit', 'scholarship', 'late_compensation', 'escrow_release'))
  );
  comment on table payment is 'One transfer to one payee; the account is the one it goes to, whatever the payee gives later';
  comment on column payment.account_number is 'PII, sealed; the payee''s text as it was';
  comment on column payment.account_holder is 'PII';
  comment on column payment.live is
    'Neither cancelled, nor replaced by another payment, nor closed because a later decision owes it no more';
  comment on column payment.answer_due_at is 'After this the outcome counts as unknown and the bank is asked';
  comment on column payment.purpose is 'What is transferred: the benefit of a decision, or what its delay is owed';
  comment on column payment.scholarship_year_id is 'The school year that it pays';
  create unique index payment_reissued_once on payment (previous_payment_id) where state <> 'cancelled';
  create index payment_by_claim on payment (claim_id, round);
  create index payment_by_batch on payment (batch_id);
  create index payment_waiting on payment (created_at) where state = 'queued';
  create index payment_in_flight on payment (state, answer_due_at) where state in ('sent', 'unknown', 'acknowledged');
  create index payment_settled on payment (value_date) where state = 'settled';
  create index payment_awaiting_answer on payment (batch_id) where state in ('in_batch', 'sent', 'unknown');
  create unique index payment_one_obligation_per_payee on payment (claim_id, round, payee_id, purpose,
    scholarship_year_id) nulls not distinct where previous_payment_id is null;
  create unique index payment_one_obligation_per_year on payment (scholarship_year_id) where previous_payment_id is null
    and scholarship_year_id is not null and state <> 'cancelled';
  create unique index payment_one_live_per_payee on payment (claim_id, round, payee_id, purpose,
    scholarship_year_id) nulls not distinct where live;
  create unique index payment_one_live_per_year on payment (scholarship_year_id) where live and scholarship_year_id is not null;
  create index payment_came_back_of_year on payment (scholarship_year_id) where live and (state in ('refused', 'returned'));
  create index payment_came_back on payment (claim_id) where live and (state in ('refused', 'returned'));

  create table payment_line (
    payment_id uuid,
    benefit_line_id uuid references benefit_line,
    amount bigint not null constraint payment_line_positive check (amount > 0),
    live boolean not null default true,
    primary key (payment_id, benefit_line_id),
    constraint payment_line_one_live_payment exclude using btree (benefit_line_id with =) where (live) deferrable initially deferred,
    constraint payment_line_follows_payment foreign key (payment_id, live) references payment (id, live) on update cascade
  );

  create table payment_reference (
    reference text primary key,
    payment_id uuid not null constraint payment_reference_one_a_payment unique constraint payment_reference_once references payment,
    valid_until timestamptz not null,
    rail text not null default 'direct' constraint payment_reference_rail_known check (rail in ('direct', 'file'))
  );
  comment on table payment_reference is 'Every reference ever handed to the bank; rows are never removed, so none is used twice';
  comment on column payment_reference.valid_until is
    'In the time of the machine: after this the bank takes the instruction no more, so "not found" is an answer';
  comment on column payment_reference.rail is 'Handed over one by one, or in the file of its batch';

  create table payment_transition (
    payment_id uuid references payment,
    seq int,
    from_state text not null,
    event text not null,
    to_state text not null,
    actor_id text not null,
    actor_role text not null,
    duty text,
    at timestamptz(3) not null,
    batch_id uuid references payment_batch,
    reason text,
    inquiry_id uuid,
    statement_line_id text constraint payment_statement_line_once unique,
    evidence_document_id uuid,
    primary key (payment_id, seq)
  );

  alter table late_compensation add foreign key (payment_id) references payment;
  alter table late_compensation_approval add foreign key (paid_by) references payment deferrable initially deferred;

  grant select, insert on payment, payment_reference, payment_transition to santun_app;
  grant select on payment_line to santun_app;
  grant update (state, seq, batch_id, reissued_as, sent_at, answer_due_at, value_date, outcome_reason) on payment to santun_app;
  grant insert (payment_id, benefit_line_id, amount) on payment_line to santun_app;
`

const ledger = `
  create table ledger_entry (
    id uuid default gen_random_uuid() primary key,
    claim_id uuid not null references claim,
    payment_id uuid references payment,
    kind text not null,
    posting_count int not null constraint ledger_entry_two_sides check (posting_count >= 2),
    value_date date,
    reverses uuid constraint ledger_reversed_once unique references ledger_entry,
    at timestamptz(3) not null,
    seq bigint generated always as identity constraint ledger_entry_order unique,
    constraint ledger_entry_once unique (payment_id, kind),
    constraint ledger_entry_of_claim unique (id, claim_id)
  );
  create index ledger_entry_by_claim on ledger_entry (claim_id, seq);

  create table ledger_posting (
    entry_id uuid,
    claim_id uuid not null,
    account text,
    amount bigint not null constraint ledger_posting_not_zero check (amount <> 0),
    primary key (entry_id, account),
    constraint ledger_posting_of_entry foreign key (entry_id, claim_id) references ledger_entry (id, claim_id)
  );
  comment on column ledger_posting.amount is 'Whole rupiah, above zero a debit, below zero a credit';
  create index ledger_posting_by_claim on ledger_posting (claim_id, account);

  grant select, insert on ledger_entry, ledger_posting to santun_app;
  grant usage, select on sequence ledger_entry_seq_seq to santun_app;
`
