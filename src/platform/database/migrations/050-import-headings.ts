import { Migration } from '@mikro-orm/migrations'

/** What the headings of a sponsor's files stand for, and why a manager took a file of which many rows were refused. */
export class ImportHeadings extends Migration {
  override up(): void {
    this.addSql(`
      create table import_heading (
        sponsor_id uuid references sponsor,
        heading text not null constraint import_heading_no_data check (length(heading) <= 100 and heading !~ '[0-9]{6}'),
        stands_for text,
        chosen_by text not null,
        chosen_at timestamptz not null,
        constraint import_heading_once unique nulls not distinct (sponsor_id, heading)
      );
      comment on table import_heading is 'What a heading of the files of a sponsor stands for; no sponsor: those who pay for themselves';
      comment on column import_heading.stands_for is 'A column of a participants file; null: the column is not used';
      grant select, insert, update, delete on import_heading to santun_app;

      alter table import_batch add accepted_reason text constraint import_batch_accepted_reason_sealed check (is_sealed(accepted_reason));
      comment on column import_batch.accepted_reason is 'PII, sealed: why a manager had a file applied of which too many rows were refused';
    `)
  }
}
