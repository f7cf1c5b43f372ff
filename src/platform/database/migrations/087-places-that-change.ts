import { Migration } from '@mikro-orm/migrations'

/** What changes nothing about where a claim stands in the lists leaves its row there alone; a seal is checked at less cost. */
export class PlacesThatChange extends Migration {
  override up(): void {
    this.addSql(`
      drop trigger claim_keeps_places on claim;
      create trigger claim_finds_place after insert on claim for each row execute function keep_claim_places();
      create trigger claim_keeps_places after update of state, type, branch_id, incident_id, moved_at, assigned_to on claim for each row
        when (
          (new.state, new.type, new.branch_id, new.moved_at, new.assigned_to) is distinct from
            (old.state, old.type, old.branch_id, old.moved_at, old.assigned_to)
          or new.incident_id is distinct from old.incident_id and new.state <> 'draft')
        execute function keep_claim_places();
    `)
    // Bound to its operators when it is made, it needs no search path, and so the checks that ask it can take it in.
    this.addSql(`
      create or replace function is_sealed(value text) returns boolean language sql immutable
        return value ~ '^v1\\.[0-9a-z-]+\\.[0-9A-Za-z_-]+$' and length(split_part(value, '.', 3)) >= 40;
      alter function is_sealed(text) reset search_path;
    `)
  }
}
