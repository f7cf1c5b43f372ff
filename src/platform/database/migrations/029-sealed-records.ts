import { Migration } from '@mikro-orm/migrations'

/**
 * A seal for each decision packet, payment and step of a payment, made by the database when the row is written. The chain
 * of a claim's history tells that a step was changed; the seals tell the same of what was decided and what was paid.
 * Handled messages may be removed after their time.
 */
export class SealedRecords extends Migration {
  override up(): void {
    this.addSql(seals)
    this.addSql(tables.map(sealing).join('\n'))
    this.addSql(view)
    this.addSql(purge)
  }
}

interface SealedTable {
  table: string
  /** Its primary key. */
  row: string
  key: string
  claim: string
  /**
   * What may never change; a payment's state does, by its sealed steps. Instants as numbers: their text depends on the
   * session. A column that comes later is read by its name.
   */
  content: string
}

const tables: SealedTable[] = [
  {
    table: 'decision_packet',
    row: 'claim_id, seq',
    key: `r.claim_id || '/' || r.seq`,
    claim: 'r.claim_id',
    content: 'r.seq, r.round, r.kind, r.basis, r.hash, r.total, extract(epoch from r.frozen_at), r.frozen_by',
  },
  {
    table: 'payment',
    row: 'id',
    key: 'r.id::text',
    claim: 'r.claim_id',
    content: `r.claim_id, r.round, r.payee_id, r.amount, r.bank_code, r.account_number, r.account_holder,
      r.previous_payment_id, coalesce(to_jsonb(r) ->> 'purpose', 'benefit'), extract(epoch from r.held_until), extract(epoch from r.created_at)`,
  },
  {
    table: 'payment_transition',
    row: 'payment_id, seq',
    key: `r.payment_id || '/' || r.seq`,
    claim: '(select p.claim_id from payment p where p.id = r.payment_id)',
    content: `r.payment_id, r.seq, r.from_state, r.event, r.to_state, r.actor_id, r.actor_role, r.duty, extract(epoch from r.at),
      r.batch_id, r.reason, r.inquiry_id, r.statement_line_id, r.evidence_document_id`,
  },
]

const seals = `
  create table record_seal (
    record text not null,
    key text not null,
    claim_id uuid not null references claim,
    digest bytea not null,
    sealed_at timestamptz not null default clock_timestamp(),
    primary key (record, key)
  );
  comment on table record_seal is 'What a row held when it was written; it only grows, and only the database writes it';
  create index record_seal_by_claim on record_seal (claim_id, record, key);
  grant select on record_seal to santun_app;
`

const sealing = ({ table, row, key, claim, content }: SealedTable): string => `
  create function digest_of_${table}(r ${table}) returns bytea language sql stable as $$
    select sha256(convert_to(jsonb_build_array(${content})::text, 'UTF8'))
  $$;
  create function seal_${table}() returns trigger language plpgsql security definer as $$
  begin
    insert into record_seal (record, key, claim_id, digest)
    select '${table}', ${key}, ${claim}, digest_of_${table}(r) from ${table} r join added using (${row});
    return null;
  end $$;
  revoke execute on function seal_${table}() from public;
  create trigger ${table}_is_sealed after insert on ${table} referencing new table as added
    for each statement execute function seal_${table}();
  insert into record_seal (record, key, claim_id, digest)
    select '${table}', ${key}, ${claim}, digest_of_${table}(r) from ${table} r;
`

const view = `
  create view sealed_row as
    ${tables
      .map(
        ({ table, key, claim }) =>
          `select '${table}' as record, ${key} as key, ${claim} as claim_id, digest_of_${table}(r) as digest from ${table} r`,
      )
      .join(' union all ')};
  comment on view sealed_row is 'What the sealed rows hold now';
  grant select on sealed_row to santun_app;
`

/** The application may not delete messages; it may ask for old handled ones to be removed, never for others. */
const purge = `
  create function purge_outbox(kept_days int, at_most int) returns int language plpgsql security definer as $$
  declare
    removed int;
  begin
    with old as (
      select o.id from outbox o
      where o.handled_at < clock_timestamp() - make_interval(days => greatest(kept_days, 30)) and o.gave_up_at is null
      order by o.handled_at limit at_most for update skip locked)
    delete from outbox o using old where o.id = old.id;
    get diagnostics removed = row_count;
    return removed;
  end $$;
  comment on function purge_outbox is 'Only what was handled at least a month ago; what was given up stays with its owner''s row';
  revoke execute on function purge_outbox(int, int) from public;
  grant execute on function purge_outbox(int, int) to santun_app;
  -- A message to a person remembers by its own key why it was sent; it outlives the outbox row that asked for it.
  alter table notification drop constraint notification_outbox_id_fkey;
  create index outbox_handled on outbox (handled_at) where handled_at is not null;
`
