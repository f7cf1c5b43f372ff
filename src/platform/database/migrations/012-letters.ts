import { Migration } from '@mikro-orm/migrations'

/** The letters that claims and incidents have caused: numbered without gaps, written once, never changed. */
export class Letters extends Migration {
  override up(): void {
    this.addSql(letters)
    this.addSql(guards)
  }
}

const letters = `
  create table letter_number (
    branch_id uuid references branch,
    year int,
    last int not null constraint letter_number_positive check (last > 0),
    primary key (branch_id, year)
  );
  comment on table letter_number is 'The last number a branch gave in a year; it moves only together with the letter that takes it';

  create table letter (
    id uuid default gen_random_uuid() primary key,
    branch_id uuid not null,
    year int not null,
    serial int not null constraint letter_serial_positive check (serial > 0),
    number text not null constraint letter_number_unique unique,
    claim_id uuid references claim,
    kind text not null,
    round int not null,
    seq int not null,
    code text not null constraint letter_code_form check (code ~ '^[0-9A-Z]{16}$') constraint letter_code_unique unique,
    issued_on date not null,
    created_at timestamptz(3) not null,
    incident_id uuid,
    recovery_id uuid,
    recovery_seq int,
    constraint letter_serial_once unique (branch_id, year, serial),
    constraint letter_of_year foreign key (branch_id, year) references letter_number,
    constraint letter_of_transition foreign key (claim_id, seq) references claim_transition,
    constraint letter_once_per_incident_step unique (incident_id, kind, round, seq),
    constraint letter_of_one_subject check (num_nonnulls(claim_id, incident_id) = 1),
    constraint letter_once_per_recovery_step unique (recovery_id, recovery_seq),
    constraint letter_of_recovery_step foreign key (recovery_id, recovery_seq) references recovery_transition,
    constraint letter_kind_known check (kind in ('receipt', 'request', 'decision-approval', 'decision-refusal', 'payment-advice',
        'guarantee', 'objection-receipt', 'objection-answer', 'objection-referral', 'overpayment-notice')),
    constraint letter_recovery_named check (num_nonnulls(recovery_id,
        recovery_seq) =
  case kind
      when 'overpayment-notice' then 2
      else 0
  end)
  );
  comment on table letter is
    'One letter for one step of a claim or an incident; the number is taken before it is written and never given twice';
  comment on column letter.code is 'Printed as QR: whoever holds the letter can ask whether it is ours, and learns nothing else';
  comment on column letter.recovery_id is 'Of a claim that paid too much: the recovery whose step is told';
  create unique index letter_once_per_occasion on letter (claim_id, kind, round, seq) where recovery_id is null;

  create table letter_file (
    letter_id uuid primary key references letter,
    sha256 bytea not null constraint letter_file_sha256_whole check (length(sha256) = 32),
    size int not null constraint letter_file_size_positive check (size > 0),
    storage_key text,
    written_at timestamptz(3) not null,
    content text constraint letter_file_content_sealed check (is_sealed(content)),
    constraint letter_file_in_one_place check (num_nonnulls(storage_key, content) = 1)
  );
  comment on table letter_file is 'The PDF as it was written, sealed in the vault with the key of its claim';
  comment on column letter_file.storage_key is 'In the vault, sealed with the key of its claim';
  comment on column letter_file.content is 'PII, sealed; the PDF of a letter that belongs to no claim';
  create index letter_file_by_storage_key on letter_file (storage_key);

  create table letter_opening (
    id bigint generated always as identity primary key,
    letter_id uuid not null references letter,
    actor_id text not null,
    actor_role text not null,
    at timestamptz(3) not null
  );
  comment on table letter_opening is 'Who took a letter of an incident; those of a claim stand in document_opening';
  create index letter_opening_by_letter on letter_opening (letter_id);

  grant select, insert, update on letter_number to santun_app;
  grant select, insert on letter, letter_file, letter_opening to santun_app;
`

const guards = `
  create function guard_letter_number() returns trigger language plpgsql as $$
  begin
    if tg_op = 'UPDATE' and new.last <> old.last + 1 or tg_op = 'INSERT' and new.last <> 1 or not exists (
      select from letter l where l.branch_id = new.branch_id and l.year = new.year and l.serial = new.last
    ) then
      raise exception 'number % of % is no letter', new.last, new.year using errcode = 'SN201';
    end if;
    return null;
  end
  $$;
  create constraint trigger letter_number_guard after insert or update on letter_number deferrable initially deferred
    for each row execute function guard_letter_number();

  create function guard_letter() returns trigger language plpgsql as $$
  begin
    if not exists (
      select from letter_number n where n.branch_id = new.branch_id and n.year = new.year and n.last >= new.serial
    ) then
      raise exception 'letter % took no number', new.number using errcode = 'SN201';
    end if;
    return null;
  end
  $$;
  create constraint trigger letter_guard after insert on letter deferrable initially deferred
    for each row execute function guard_letter();
`
