import { Migration } from '@mikro-orm/migrations'

/** Which of two claims for receipts came first is told by their numbers: two may be opened at the same moment. */
export class ReceiptsInOrder extends Migration {
  override up(): void {
    this.addSql(`
      do $do$
      declare
        facts text := pg_get_functiondef('incident_facts(claim)'::regprocedure);
        ordered text := replace(facts, 'o.id <> c.id and o.created_at < c.created_at',
          $a$split_part(o.number, '-', 4)::bigint < split_part(c.number, '-', 4)::bigint$a$);
      begin
        if ordered = facts then raise exception 'incident_facts no longer asks which claim came first'; end if;
        execute ordered;
      end $do$;
    `)
  }
}
