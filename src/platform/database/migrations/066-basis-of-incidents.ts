import { Migration } from '@mikro-orm/migrations'

/** What a calculation rests on: the answers, the coverage, a cause that was settled since, and what the incident became. */
export class BasisOfIncidents extends Migration {
  override up(): void {
    this.addSql(receiptsInOrder)
    this.addSql(digest)
  }
}

/** Which of two claims for receipts came first is told by their numbers: two may be opened at the same moment. */
const receiptsInOrder = `
  do $do$
  declare
    facts text := pg_get_functiondef('incident_facts(claim)'::regprocedure);
    ordered text := replace(facts, 'o.id <> c.id and o.created_at < c.created_at',
      $a$split_part(o.number, '-', 4)::bigint < split_part(c.number, '-', 4)::bigint$a$);
  begin
    if ordered = facts then raise exception 'incident_facts no longer asks which claim came first'; end if;
    execute ordered;
  end $do$;
`

const digest = `
  create or replace function claim_basis_digest(c claim) returns text language sql stable as $$
    select md5(c.type || c.answers::text || coalesce(c.coverage::text, '') || coalesce(c.settled_cause::text, '')
      || coalesce(incident_facts(c)::text, ''))
  $$;
`
