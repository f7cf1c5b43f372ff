import { Migration } from '@mikro-orm/migrations'

/**
 * The same form that `is_sealed` asks for, spelt out: calling a function for each row cost an import as much as an index.
 * And an identity that is only sealed anew is no correction: the past keeps what was known, not by which key it was kept.
 */
export class ImportChecks extends Migration {
  override up(): void {
    this.addSql(`
      alter table participant drop constraint participant_identity_sealed;
      alter table participant add constraint participant_identity_sealed check (
        identity ~ '^v1\\.[0-9a-z-]+\\.[0-9A-Za-z_-]+$' and length(split_part(identity, '.', 3)) >= 40);

      create or replace function keep_participant_past() returns trigger language plpgsql as $$
      begin
        insert into participant_past select b.*, a.recorded_at from before b join after a using (id)
        where (a.batch_id, a.recorded_at) is distinct from (b.batch_id, b.recorded_at)
          or (a.name, a.birth_date, a.sex, a.occupation, a.area_code, a.nik_index)
            is distinct from (b.name, b.birth_date, b.sex, b.occupation, b.area_code, b.nik_index)
          or split_part(a.identity, '.', 2) = split_part(b.identity, '.', 2);
        return null;
      end $$;
    `)
  }
}
