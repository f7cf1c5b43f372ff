import { Migration } from '@mikro-orm/migrations'

/** What machines read on papers, in a form that finds the same number again and tells nobody which; who opened what. */
export class DocumentsReading extends Migration {
  override up(): void {
    this.addSql(`
      alter table document_file add column certificate_digest bytea
        constraint document_file_certificate_digest_whole check (length(certificate_digest) = 32);
      comment on column document_file.certificate_digest is 'Keyed digest of the certificate number read on it: equal numbers are found, none can be read back';
      create index document_file_by_certificate on document_file (certificate_digest) where certificate_digest is not null;

      create table index_key (
        name text primary key,
        master_key text not null,
        wrapped bytea not null,
        created_at timestamptz not null
      );
      comment on table index_key is 'Keys of digests that find equal personal values; wrapped by a master key of the key ring';

      create table document_opening (
        id uuid primary key default gen_random_uuid(),
        claim_id uuid not null references claim,
        file_id uuid references document_file,
        page int,
        field text,
        actor_id text not null,
        actor_role text not null,
        reason text not null constraint document_opening_has_reason check (length(trim(reason)) > 0),
        at timestamptz not null,
        constraint document_opening_of_something check ((file_id is null) <> (field is null) and (page is null or file_id is not null))
      );
      comment on table document_opening is 'Who looked at which file, page or masked value, when and why; it only grows';
      create index document_opening_by_claim on document_opening (claim_id, at);
      create index document_opening_by_actor on document_opening (actor_id, at);

      create index document_file_by_storage_key on document_file (storage_key);
      create index document_preview_by_storage_key on document_preview (storage_key);

      grant select, insert, update on index_key to santun_app;
      revoke delete, truncate on index_key from santun_app;
      grant select, insert on document_opening to santun_app;
      revoke update, delete, truncate on document_opening from santun_app;
    `)
  }
}
