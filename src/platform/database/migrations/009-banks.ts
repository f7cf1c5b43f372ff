import { Migration } from '@mikro-orm/migrations'

/**
 * Files to and from a bank, calls over SNAP, statements with lines of every kind, an inbox for those that nobody
 * expected, and what two persons may say of a payment when the bank does not.
 */
export class Banks extends Migration {
  override up(): void {
    this.addSql(files)
    this.addSql(statements)
    this.addSql(evidence)
    this.addSql(snap)
    this.addSql(simulator)
  }
}

const files = `
  create table bank_file (
    message_id text primary key constraint bank_file_message_id_fits check (length(message_id) <= 35),
    batch_id uuid not null references payment_batch,
    seq int not null,
    payment_count int not null constraint bank_file_not_empty check (payment_count > 0),
    total bigint not null,
    digest text not null,
    execution_date date not null,
    created_at timestamptz(3) not null,
    constraint bank_file_one_a_number unique (batch_id, seq)
  );
  comment on table bank_file is 'pain.001 files given to the bank; written anew from these rows they are the same bytes';
  comment on column bank_file.digest is 'SHA-256 of the file';

  create table bank_file_item (
    reference text primary key references payment_reference,
    message_id text not null references bank_file
  );
  comment on table bank_file_item is 'In which file a reference left; it can be in one only';
  create index bank_file_item_by_file on bank_file_item (message_id);

  create table bank_answer (
    id uuid default gen_random_uuid() primary key,
    source text not null constraint bank_answer_source_known check (source in ('pain.002', 'snap.callback')),
    message_id text not null,
    reference text not null,
    answer text not null constraint bank_answer_known check (answer in ('acknowledged', 'refused')),
    reason text,
    received_at timestamptz(3) not null,
    constraint bank_answer_once unique (source, message_id, reference)
  );
  comment on table bank_answer is 'What a bank said by itself, once each however often it says it';
  create index bank_answer_by_reference on bank_answer (reference);

  grant select, insert on bank_file, bank_file_item, bank_answer to santun_app;
`

const statements = `
  create table statement_file (
    digest text primary key,
    name text not null,
    statement_id text not null,
    account text not null,
    imported_by text not null,
    imported_at timestamptz(3) not null
  );
  comment on column statement_file.digest is 'SHA-256 of the file: the same file again is the same import';
  comment on column statement_file.account is 'Our own account';
  create index statement_file_by_time on statement_file (imported_at);

  create table bank_statement_line (
    id text primary key,
    read_seq bigint generated always as identity constraint bank_statement_order unique,
    kind text not null constraint bank_statement_kind_known check (kind in ('settlement', 'return', 'other', 'unreadable')),
    reference text,
    amount bigint,
    value_date date,
    reason text,
    read_at timestamptz(3) not null,
    currency text not null default 'IDR',
    stated_amount text,
    direction text constraint bank_statement_direction_known check (direction in ('credit', 'debit')),
    transaction_code text,
    file_digest text references statement_file,
    file_line int,
    fault text constraint bank_statement_fault_known check (fault in ('UNREADABLE', 'TRUNCATED', 'TOTALS_DIFFER')),
    fault_detail text,
    constraint bank_statement_fault_told check ((kind = 'unreadable') = (fault is not null)),
    constraint bank_statement_line_of_ours check ((kind not in ('settlement', 'return')) or reference is not null
        and amount is not null and value_date is not null and currency = 'IDR')
  );
  comment on column bank_statement_line.stated_amount is 'As the file has it, also where it is not whole rupiah';
  create index bank_statement_line_by_file on bank_statement_line (file_digest, file_line) where file_digest is not null;
  create index bank_statement_line_by_reference on bank_statement_line (reference);

  create table statement_line_owner (
    line_id text primary key references bank_statement_line,
    owner_id uuid not null references staff_member,
    taken_at timestamptz(3) not null
  );
  comment on table statement_line_owner is 'Who looks into an unmatched line; without a row it is for any reconciler';

  create table statement_placement (
    line_id text references bank_statement_line,
    seq int default 1,
    outcome text not null constraint placement_outcome_known check (outcome in ('matched', 'unmatched', 'explained')),
    payment_id uuid references payment,
    note text,
    placed_by text not null,
    placed_at timestamptz(3) not null,
    explanation text,
    constraint placement_matched_names_payment check (outcome <> 'matched' or payment_id is not null),
    primary key (line_id, seq),
    constraint placement_explained_in_words check ((outcome = 'explained') = (explanation is not null))
  );
  comment on table statement_placement is 'Where each line of a statement ended; the latest row of a line counts';
  create index statement_placement_unmatched on statement_placement (placed_at, line_id) where outcome = 'unmatched';
  create index statement_placement_by_payment on statement_placement (payment_id) where payment_id is not null;

  create function guard_statement_placement() returns trigger language plpgsql as $$
  declare
    before statement_placement;
  begin
    select * into before from statement_placement where line_id = new.line_id order by seq desc limit 1;
    if new.seq <> coalesce(before.seq, 0) + 1
      or (before.line_id is not null and (before.outcome <> 'unmatched' or new.outcome <> 'explained')) then
      raise exception 'line % is placed already', new.line_id using errcode = 'SN120';
    end if;
    if before.line_id is null and new.outcome = 'explained' then
      raise exception 'line % is looked for before it is explained', new.line_id using errcode = 'SN120';
    end if;
    if new.outcome = 'explained' and exists (
      select from payment p, duties_on(p, new.placed_by) held where p.id = before.payment_id and held <> 'reconcile'
    ) then
      raise exception 'nobody holds two separated duties on one round of a claim (reconcile)' using errcode = 'SN004';
    end if;
    return new;
  end
  $$;
  create trigger statement_placement_guard before insert on statement_placement
    for each row execute function guard_statement_placement();

  alter table payment_transition add foreign key (statement_line_id) references bank_statement_line;

  grant select, insert on statement_file, bank_statement_line, statement_line_owner, statement_placement to santun_app;
  grant update (owner_id, taken_at) on statement_line_owner to santun_app;
  grant usage, select on sequence bank_statement_line_read_seq_seq to santun_app;
`

const evidence = `
  create table bank_inquiry (
    id uuid default gen_random_uuid() primary key,
    payment_id uuid not null references payment,
    asked_at timestamptz(3) not null,
    asked_after_validity boolean not null,
    answer text not null,
    value_date date,
    reason text,
    constraint bank_inquiry_settled_on check (answer <> 'settled' or value_date is not null),
    constraint bank_inquiry_answer_known check (answer in ('acknowledged', 'settled', 'refused', 'not_found'))
  );
  comment on table bank_inquiry is 'What the bank answered when asked about a payment; the only way out of unknown';
  create index bank_inquiry_by_payment on bank_inquiry (payment_id);

  create table payment_evidence (
    id uuid default gen_random_uuid() primary key,
    payment_id uuid not null references payment,
    outcome text not null constraint payment_evidence_outcome_known check (outcome in ('settled', 'refused')),
    value_date date,
    bank_letter text not null,
    reason text not null,
    recorded_by text not null,
    recorded_at timestamptz(3) not null,
    letter_type text,
    letter_digest bytea,
    letter_file text constraint payment_evidence_letter_sealed check (is_sealed(letter_file)),
    constraint payment_evidence_settled_on check ((outcome = 'settled') = (value_date is not null)),
    constraint payment_evidence_has_its_letter check (letter_type is not null and length(letter_digest) = 32
        and letter_file is not null),
    constraint payment_evidence_letter_type_known check (letter_type in ('application/pdf', 'image/jpeg', 'image/png'))
  );
  comment on table payment_evidence is 'What a letter of the bank proves of a payment; it counts when another person acts on it';
  comment on column payment_evidence.bank_letter is 'Number and date of the letter, as on it';
  comment on column payment_evidence.letter_digest is 'SHA-256 of the file of the letter; rows without one are older than this rule';
  comment on column payment_evidence.letter_file is 'PII; the file itself, sealed';
  create index payment_evidence_by_payment on payment_evidence (payment_id);

  create function guard_payment_evidence() returns trigger language plpgsql as $$
  begin
    if exists (
      select from payment p, duties_on(p, new.recorded_by) held where p.id = new.payment_id and held <> 'reconcile'
    ) then
      raise exception 'nobody holds two separated duties on one round of a claim (reconcile)' using errcode = 'SN004';
    end if;
    return new;
  end
  $$;
  create trigger payment_evidence_guard before insert on payment_evidence for each row execute function guard_payment_evidence();

  alter table payment_transition add foreign key (inquiry_id) references bank_inquiry;

  grant select, insert on bank_inquiry, payment_evidence to santun_app;
`

const snap = `
  create sequence snap_external_id;

  create table snap_call (
    external_id text primary key,
    service text not null constraint snap_service_known check (service in ('transfer', 'status', 'account')),
    path text not null,
    reference text,
    called_at timestamptz not null
  );
  comment on table snap_call is 'Written before a call goes out: an external id is used once, ever, and a transfer is called for once';
  create unique index snap_transfer_called_once on snap_call (reference) where service = 'transfer';
  create index snap_call_by_time on snap_call (called_at);

  create table snap_answer (
    external_id text primary key references snap_call,
    response_code text not null,
    answered_at timestamptz not null
  );
  comment on table snap_answer is 'A call without a row here was not answered';

  grant select, insert on snap_call, snap_answer to santun_app;
  grant usage, select on sequence snap_external_id to santun_app;
`

/** A bank that can be told to misbehave, in a schema of its own: the product reaches it only through its port. */
const simulator = `
  create schema bank_simulator;
  grant usage on schema bank_simulator to santun_app;

  create table bank_simulator.account (
    bank_code text,
    account_index bytea,
    behaviour text not null,
    days int not null default 0 constraint days_not_negative check (days >= 0),
    reason text,
    holder text,
    primary key (bank_code, account_index),
    constraint behaviour_known check (behaviour in ('normal', 'late', 'silent', 'lost', 'refuse', 'return', 'double', 'forged',
        'disagree', 'unsaid', 'unnamed'))
  );
  comment on column bank_simulator.account.holder is 'PII; whose account it is, for an account inquiry';

  create table bank_simulator.transfer (
    reference text primary key,
    amount bigint not null,
    bank_code text not null,
    account_holder text not null,
    accepted boolean not null,
    reason text,
    received_on date not null,
    settles_on date,
    returns_on date,
    behaviour text not null default 'normal'
  );
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

  create table bank_simulator.temper (
    one boolean default true primary key constraint one_temper check (one),
    seed text not null,
    share int not null constraint share_is_percent check (share >= 0 and share <= 100)
  );
  comment on table bank_simulator.temper is
    'How many of a hundred transfers go wrong, drawn from the seed and the reference: the same seed, the same faults';

  create table bank_simulator.notice (
    seq bigint generated always as identity primary key,
    reference text not null references bank_simulator.transfer,
    status text not null,
    forged boolean not null,
    external_id text not null,
    sent boolean not null default false
  );
  comment on table bank_simulator.notice is 'What the bank in the box still has to tell by itself';

  grant select, insert, update, delete on bank_simulator.account, bank_simulator.temper to santun_app;
  grant select, insert on bank_simulator.transfer, bank_simulator.statement_line, bank_simulator.notice to santun_app;
  grant update (sent) on bank_simulator.notice to santun_app;
`
