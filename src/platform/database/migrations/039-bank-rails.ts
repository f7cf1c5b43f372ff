import { Migration } from '@mikro-orm/migrations'

/**
 * Files to and from a bank, statements with lines of every kind, an inbox for those that nobody expected, and what two
 * persons may say of a payment when the bank does not.
 */
export class BankRails extends Migration {
  override up(): void {
    this.addSql(files)
    this.addSql(answers)
    this.addSql(statements)
    this.addSql(inbox)
    this.addSql(evidence)
    this.addSql(privileges)
  }
}

const files = `
  alter table payment_reference add rail text not null default 'direct'
    constraint payment_reference_rail_known check (rail in ('direct', 'file'));
  comment on column payment_reference.rail is 'Handed over one by one, or in the file of its batch';

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
`

const answers = `
  create table bank_answer (
    id uuid primary key default gen_random_uuid(),
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

  alter table bank_statement_line
    drop constraint bank_statement_kind_known,
    add constraint bank_statement_kind_known check (kind in ('settlement', 'return', 'other', 'unreadable')),
    alter reference drop not null,
    alter amount drop not null,
    alter value_date drop not null,
    add currency text not null default 'IDR',
    add stated_amount text,
    add direction text constraint bank_statement_direction_known check (direction in ('credit', 'debit')),
    add transaction_code text,
    add file_digest text references statement_file,
    add file_line int,
    add fault text constraint bank_statement_fault_known check (fault in ('UNREADABLE', 'TRUNCATED', 'TOTALS_DIFFER')),
    add fault_detail text,
    add constraint bank_statement_fault_told check ((kind = 'unreadable') = (fault is not null)),
    add constraint bank_statement_line_of_ours check (kind not in ('settlement', 'return')
      or (reference is not null and amount is not null and value_date is not null and currency = 'IDR'));
  comment on column bank_statement_line.stated_amount is 'As the file has it, also where it is not whole rupiah';
  create index bank_statement_line_by_file on bank_statement_line (file_digest, file_line) where file_digest is not null;
  create index bank_statement_line_by_reference on bank_statement_line (reference);
`

const inbox = `
  alter table statement_placement
    add explanation text,
    add constraint placement_explained_in_words check ((outcome = 'explained') = (explanation is not null));
  create index statement_placement_unmatched on statement_placement (placed_at, line_id) where outcome = 'unmatched';
  create index statement_placement_by_payment on statement_placement (payment_id) where payment_id is not null;

  create function guard_statement_placement() returns trigger language plpgsql as $$
  declare
    before statement_placement;
  begin
    select * into before from statement_placement where line_id = new.line_id order by seq desc limit 1;
    if new.seq <> coalesce(before.seq, 0) + 1 or (before.line_id is not null and (before.outcome <> 'unmatched' or new.outcome <> 'explained')) then
      raise exception 'line % is placed already', new.line_id using errcode = 'SN120';
    end if;
    if before.line_id is null and new.outcome = 'explained' then
      raise exception 'line % is looked for before it is explained', new.line_id using errcode = 'SN120';
    end if;
    if new.outcome = 'explained' and exists (
      select from payment p, duties_held(p.claim_id, p.round, new.placed_by) held where p.id = before.payment_id and held <> 'reconcile'
    ) then
      raise exception 'nobody holds two separated duties on one round of a claim (reconcile)' using errcode = 'SN004';
    end if;
    return new;
  end $$;
  create trigger statement_placement_guard before insert on statement_placement
    for each row execute function guard_statement_placement();

  create table statement_line_owner (
    line_id text primary key references bank_statement_line,
    owner_id uuid not null references staff_member,
    taken_at timestamptz(3) not null
  );
  comment on table statement_line_owner is 'Who looks into an unmatched line; without a row it is for any reconciler';
`

const evidence = `
  create table payment_evidence (
    id uuid primary key default gen_random_uuid(),
    payment_id uuid not null references payment,
    outcome text not null constraint payment_evidence_outcome_known check (outcome in ('settled', 'refused')),
    value_date date,
    bank_letter text not null,
    reason text not null,
    recorded_by text not null,
    recorded_at timestamptz(3) not null,
    constraint payment_evidence_settled_on check ((outcome = 'settled') = (value_date is not null))
  );
  comment on table payment_evidence is 'What a letter of the bank proves of a payment; it counts when another person acts on it';
  comment on column payment_evidence.bank_letter is 'Number and date of the letter, as on it';
  create index payment_evidence_by_payment on payment_evidence (payment_id);

  create function guard_payment_evidence() returns trigger language plpgsql as $$
  begin
    if exists (
      select from payment p, duties_held(p.claim_id, p.round, new.recorded_by) held where p.id = new.payment_id and held <> 'reconcile'
    ) then
      raise exception 'nobody holds two separated duties on one round of a claim (reconcile)' using errcode = 'SN004';
    end if;
    return new;
  end $$;
  create trigger payment_evidence_guard before insert on payment_evidence
    for each row execute function guard_payment_evidence();

  create or replace function proves_outcome(step payment_transition) returns boolean language sql stable as $$
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
    'The bank''s answer, or a letter of it that one person recorded and another acts on. Not found is an answer only once the bank would take the instruction no more';
`

const privileges = `
  revoke all on bank_file, bank_file_item, bank_answer, statement_file, statement_line_owner, payment_evidence from santun_app;
  grant select, insert on bank_file, bank_file_item, bank_answer, statement_file, statement_line_owner, payment_evidence to santun_app;
  grant update (owner_id, taken_at) on statement_line_owner to santun_app;
`
