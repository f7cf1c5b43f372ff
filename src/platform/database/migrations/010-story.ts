import { Migration } from '@mikro-orm/migrations'

/** Which chapters of the demonstration are told on this database, so that none is told twice. */
export class Story extends Migration {
  override up(): void {
    this.addSql(`
      create table story_chapter (
        name text primary key,
        finished_at timestamptz not null default clock_timestamp()
      );
      grant select, insert on story_chapter to santun_app;
    `)
  }
}
