import { Migration } from '@mikro-orm/migrations'

/**
 * A seal for each decision packet, payment and step of a payment, made by the database when the row is written. The
 * chain of a claim's history tells that a step was changed; the seals tell the same of what was decided and what was
 * paid.
 */
export class Seals extends Migration {
  override up(): void {
    this.addSql(seals)
  }
}

const seals = `
  create table record_seal (
    record text,
    key text,
    claim_id uuid not null references claim,
    digest bytea not null,
    sealed_at timestamptz not null default clock_timestamp(),
    primary key (record, key)
  );
  comment on table record_seal is 'What a row held when it was written; it only grows, and only the database writes it';
  create index record_seal_by_claim on record_seal (claim_id, record, key);

  grant select on record_seal to santun_app;
`
