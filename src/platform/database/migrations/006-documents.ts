import { Migration } from '@mikro-orm/migrations'

/** What each claim needs on paper, the files that were given for it, what machines found in them, what people decided. */
export class Documents extends Migration {
  override up(): void {
    this.addSql(tables)
    this.addSql(touching)
    this.addSql(privileges)
  }
}

/** Two hashes that differ in at most four of 64 bits agree in at least one of five bands; each band has its index. */
const pictureBands = [
  [1, 13],
  [14, 13],
  [27, 13],
  [40, 13],
  [53, 12],
] as const

const tables = `
  create table document_item (
    id uuid primary key default gen_random_uuid(),
    claim_id uuid not null references claim,
    code text not null,
    position int not null,
    necessity text not null
      constraint document_item_necessity_known check (necessity in ('required', 'if_available', 'if_applies', 'not_needed')),
    state text not null default 'required' constraint document_item_state_known check (state in ('required',
      'declared_missing', 'receiving', 'received', 'checking', 'infected', 'unreadable', 'stalled', 'to_review', 'accepted',
      'defective', 'waived', 'superseded')),
    defect_code text,
    alternative text,
    note text,
    answered_at timestamptz,
    looked_at timestamptz,
    looked_at_by text,
    original_seen_by text,
    created_at timestamptz not null,
    constraint document_item_once unique (claim_id, code),
    constraint document_item_defect_has_code
      check (state not in ('defective', 'infected', 'unreadable') or defect_code is not null),
    constraint document_item_decided_by_a_person check (state not in ('accepted', 'defective', 'waived') or looked_at_by is not null)
  );
  comment on column document_item.note is 'PII; what the family or the officer wrote about this document';
  comment on column document_item.answered_at is 'When the family last gave a file or a statement for it';
  comment on column document_item.alternative is 'The lawful alternative under which it was accepted or waived';

  create table document_item_step (
    item_id uuid not null references document_item,
    seq int not null,
    claim_id uuid not null references claim,
    event text not null,
    from_state text not null,
    to_state text not null,
    actor_id text not null,
    actor_role text not null,
    input jsonb not null default '{}',
    at timestamptz not null,
    primary key (item_id, seq)
  );
  comment on table document_item_step is 'History of an item; it only grows';
  comment on column document_item_step.input is 'PII; reasons in people''s own words';

  create table claim_data_key (
    claim_id uuid primary key references claim,
    master_key text not null,
    wrapped bytea not null,
    created_at timestamptz not null
  );
  comment on table claim_data_key is 'One data key a claim, wrapped by a master key of the key ring; without it its files cannot be read';

  create table document_file (
    id uuid primary key default gen_random_uuid(),
    claim_id uuid not null references claim,
    item_id uuid not null references document_item,
    name text not null,
    media_type text not null,
    size int not null constraint document_file_size_positive check (size > 0),
    sha256 bytea not null constraint document_file_sha256_whole check (length(sha256) = 32),
    storage_key text not null,
    received_at timestamptz not null,
    received_from text not null,
    picture_hash bit(64),
    superseded_at timestamptz
  );
  comment on column document_file.name is 'PII; the name the file had on the family''s phone';
  comment on column document_file.picture_hash is 'Perceptual hash of the first page, to find the same picture saved anew';
  create unique index document_file_once_per_item on document_file (item_id, sha256) where superseded_at is null;
  create index document_file_by_content on document_file (sha256);
${pictureBands
  .map(
    ([from, length], band) => `
  create index document_file_by_picture_band_${band + 1} on document_file (substring(picture_hash from ${from} for ${length}))
    where picture_hash is not null;`,
  )
  .join('')}

  create table document_check (
    file_id uuid not null references document_file,
    claim_id uuid not null references claim,
    kind text not null,
    outcome text not null default 'pending' constraint document_check_outcome_known
      check (outcome in ('pending', 'pass', 'fail', 'unsure', 'unavailable', 'stalled')),
    detail jsonb not null default '{}',
    checked_at timestamptz,
    primary key (file_id, kind),
    constraint document_check_has_time check (outcome = 'pending' or checked_at is not null)
  );
  create index document_check_waiting on document_check (claim_id) where outcome in ('pending', 'stalled');

  create table document_preview (
    file_id uuid not null references document_file,
    page int not null constraint document_preview_page_positive check (page > 0),
    storage_key text not null,
    media_type text not null,
    size int not null,
    width int not null,
    height int not null,
    made_at timestamptz not null,
    primary key (file_id, page)
  );
  comment on table document_preview is 'Pictures derived from a file without its hidden data; staff look at these, never at the original';
`

/** Guards read these rows, so the claim's facts move with them: once a statement, however many rows it changed. */
const touching = `
  create function touch_facts_of_changed_claims() returns trigger language plpgsql as $$
  begin
    update claim set facts_version = facts_version + 1 where id in (select claim_id from changed);
    return null;
  end $$;
${['document_item', 'document_file', 'document_check']
  .flatMap((table) =>
    ['insert', 'update'].map(
      (event) => `
  create trigger ${table}_touches_claim_on_${event} after ${event} on ${table} referencing new table as changed
    for each statement execute function touch_facts_of_changed_claims();`,
    ),
  )
  .join('')}
`

const privileges = `
  grant select, insert, update on document_item, document_file, document_check, document_preview, claim_data_key to santun_app;
  grant select, insert on document_item_step to santun_app;
  revoke delete, truncate on document_item, document_file, document_check, document_preview, claim_data_key from santun_app;
  revoke update, delete, truncate on document_item_step from santun_app;
`
