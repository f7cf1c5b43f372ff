import { Migration } from '@mikro-orm/migrations'

/** A paper of a school year may arrive in pieces, too. */
export class YearUploads extends Migration {
  override up(): void {
    this.addSql(`
      alter table document_upload add scholarship_year_id uuid references scholarship_year;
      comment on column document_upload.scholarship_year_id is 'The school year that it proves; empty: a paper of the claim';
    `)
  }
}
