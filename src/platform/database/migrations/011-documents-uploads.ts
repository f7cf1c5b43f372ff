import { Migration } from '@mikro-orm/migrations'

/** Files that arrive in pieces, until they are whole and become a document's file or are given up. */
export class DocumentsUploads extends Migration {
  override up(): void {
    this.addSql(`
      create table document_upload (
        id uuid primary key,
        claim_id uuid not null references claim,
        code text not null,
        actor_id text not null,
        name text not null,
        size int not null constraint document_upload_size_positive check (size > 0),
        begun_at timestamptz not null,
        file_id uuid references document_file
      );
      comment on table document_upload is 'A file on its way in pieces; the row goes when it is received or a day has passed';
      comment on column document_upload.name is 'PII; the name the file had on the family''s phone';
      comment on column document_upload.file_id is 'What it became, so that a sender who lost the answer learns it';
      create index document_upload_by_age on document_upload (begun_at);

      grant select, insert, update, delete on document_upload to santun_app;
    `)
  }
}
