import { Migration } from '@mikro-orm/migrations'

/** The letters a claim has caused: numbered without gaps, written once, never changed. */
export class Letters extends Migration {
  override up(): void {
    this.addSql(`
      create table letter_number (
        branch_id uuid not null references branch,
        year int not null,
        last int not null constraint letter_number_positive check (last > 0),
        primary key (branch_id, year)
      );
      comment on table letter_number is 'The last number a branch gave in a year; it moves only together with the letter that takes it';

      create table letter (
        id uuid primary key default gen_random_uuid(),
        branch_id uuid not null,
        year int not null,
        serial int not null constraint letter_serial_positive check (serial > 0),
        number text not null constraint letter_number_unique unique,
        claim_id uuid not null references claim,
        kind text not null constraint letter_kind_known
          check (kind in ('receipt', 'request', 'decision-approval', 'decision-refusal', 'payment-advice')),
        round int not null,
        seq int not null,
        code text not null constraint letter_code_unique unique constraint letter_code_form check (code ~ '^[0-9A-Z]{16}$'),
        issued_on date not null,
        created_at timestamptz(3) not null,
        constraint letter_serial_once unique (branch_id, year, serial),
        constraint letter_once_per_occasion unique (claim_id, kind, round, seq),
        constraint letter_of_year foreign key (branch_id, year) references letter_number,
        constraint letter_of_transition foreign key (claim_id, seq) references claim_transition
      );
      comment on table letter is 'One letter for one step of a claim; the number is taken before it is written and never given twice';
      comment on column letter.code is 'Printed as QR: whoever holds the letter can ask whether it is ours, and learns nothing else';

      create table letter_file (
        letter_id uuid primary key references letter,
        sha256 bytea not null constraint letter_file_sha256_whole check (length(sha256) = 32),
        size int not null constraint letter_file_size_positive check (size > 0),
        storage_key text not null,
        written_at timestamptz(3) not null
      );
      comment on table letter_file is 'The PDF as it was written, sealed in the vault with the key of its claim';
      create index letter_file_by_storage_key on letter_file (storage_key);

      create function guard_letter_number() returns trigger language plpgsql as $$
      begin
        if tg_op = 'UPDATE' and new.last <> old.last + 1 or tg_op = 'INSERT' and new.last <> 1 or not exists (
          select from letter l where l.branch_id = new.branch_id and l.year = new.year and l.serial = new.last
        ) then
          raise exception 'number % of % is no letter', new.last, new.year using errcode = 'SN201';
        end if;
        return null;
      end $$;
      create constraint trigger letter_number_guard after insert or update on letter_number
        deferrable initially deferred for each row execute function guard_letter_number();

      create function guard_letter() returns trigger language plpgsql as $$
      begin
        if not exists (
          select from letter_number n where n.branch_id = new.branch_id and n.year = new.year and n.last >= new.serial
        ) then
          raise exception 'letter % took no number', new.number using errcode = 'SN201';
        end if;
        return null;
      end $$;
      create constraint trigger letter_guard after insert on letter
        deferrable initially deferred for each row execute function guard_letter();

      grant select, insert, update on letter_number to santun_app;
      grant select, insert on letter, letter_file to santun_app;
      revoke delete, truncate on letter_number from santun_app;
      revoke update, delete, truncate on letter, letter_file from santun_app;
    `)
  }
}
