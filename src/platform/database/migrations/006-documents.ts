import { Migration } from '@mikro-orm/migrations'

/**
 * What each claim needs on paper, the files that were given for it, what machines found in them, what people decided.
 */
export class Documents extends Migration {
  override up(): void {
    this.addSql(items)
    this.addSql(files)
    this.addSql(openings)
  }
}

const items = `
  create table document_item (
    id uuid default gen_random_uuid() primary key,
    claim_id uuid not null references claim,
    code text not null,
    position int not null,
    necessity text not null,
    state text not null default 'required',
    defect_code text,
    alternative text,
    note text,
    answered_at timestamptz,
    looked_at timestamptz,
    looked_at_by text,
    original_seen_by text,
    created_at timestamptz not null,
    scholarship_year_id uuid,
    constraint document_item_state_known check (state in ('required', 'declared_missing', 'receiving', 'received', 'checking',
        'infected', 'unreadable', 'stalled', 'to_review', 'accepted', 'defective', 'waived', 'superseded')),
    constraint document_item_defect_has_code check ((state not in ('defective', 'infected', 'unreadable'))
        or defect_code is not null),
    constraint document_item_decided_by_a_person check ((state not in ('accepted', 'defective', 'waived'))
        or looked_at_by is not null),
    constraint document_item_once unique nulls not distinct (claim_id, code, scholarship_year_id),
    constraint document_item_of_year_not_needed check (scholarship_year_id is null or necessity = 'not_needed'),
    constraint document_item_necessity_known check (necessity in ('required', 'if_available', 'if_applies', 'not_needed'))
  );
  comment on column document_item.alternative is 'The lawful alternative under which it was accepted or waived';
  comment on column document_item.note is 'PII; what the family or the officer wrote about this document';
  comment on column document_item.answered_at is 'When the family last gave a file or a statement for it';
  comment on column document_item.scholarship_year_id is 'The school year that it proves; empty: a paper of the claim''s own decision';
  create index document_item_by_year on document_item (scholarship_year_id) where scholarship_year_id is not null;

  create table document_item_step (
    item_id uuid references document_item,
    seq int,
    claim_id uuid not null references claim,
    event text not null,
    from_state text not null,
    to_state text not null,
    actor_id text not null,
    actor_role text not null,
    input jsonb not null default '{}'::jsonb,
    at timestamptz not null,
    of_school_year boolean not null default false,
    primary key (item_id, seq)
  );
  comment on table document_item_step is 'History of an item; it only grows';
  comment on column document_item_step.input is 'PII; reasons in people''s own words';
  create index document_item_step_by_claim on document_item_step (claim_id, actor_id);
  create index document_item_step_by_time on document_item_step using brin (at) with (pages_per_range = 32, autosummarize = on);

  create function mark_item_step() returns trigger language plpgsql as $$
  begin
    new.of_school_year := (select i.scholarship_year_id is not null from document_item i where i.id = new.item_id);
    return new;
  end
  $$;
  create trigger item_step_says_of_what before insert on document_item_step for each row execute function mark_item_step();

  grant select, insert, update on document_item to santun_app;
  grant select, insert on document_item_step to santun_app;
`

const files = `
  create table document_file (
    id uuid default gen_random_uuid() primary key,
    claim_id uuid not null references claim,
    item_id uuid not null references document_item,
    name text not null constraint document_file_name_sealed check (is_sealed(name)),
    media_type text not null,
    size int not null constraint document_file_size_positive check (size > 0),
    sha256 bytea not null constraint document_file_sha256_whole check (length(sha256) = 32),
    storage_key text not null,
    received_at timestamptz not null,
    received_from text not null,
    picture_hash bit(64),
    superseded_at timestamptz,
    certificate_digest bytea constraint document_file_certificate_digest_whole check (length(certificate_digest) = 32)
  );
  comment on column document_file.name is 'PII, sealed; the name the file had on the family''s phone';
  comment on column document_file.picture_hash is 'Perceptual hash of the first page, to find the same picture saved anew';
  comment on column document_file.certificate_digest is
    'Keyed digest of the certificate number read on it: equal numbers are found, none can be read back';
  create unique index document_file_once_per_item on document_file (item_id, sha256) where superseded_at is null;
  create index document_file_by_content on document_file (sha256);
  create index document_file_by_picture_band_1 on document_file (substring(picture_hash from 1 for 13)) where picture_hash is not null;
  create index document_file_by_picture_band_2 on document_file (substring(picture_hash from 14 for 13)) where picture_hash is not null;
  create index document_file_by_picture_band_3 on document_file (substring(picture_hash from 27 for 13)) where picture_hash is not null;
  create index document_file_by_picture_band_4 on document_file (substring(picture_hash from 40 for 13)) where picture_hash is not null;
  create index document_file_by_picture_band_5 on document_file (substring(picture_hash from 53 for 12)) where picture_hash is not null;
  create index document_file_by_certificate on document_file (certificate_digest) where certificate_digest is not null;
  create index document_file_by_storage_key on document_file (storage_key);
  create index document_file_by_claim on document_file (claim_id) where superseded_at is null;

  create table document_check (
    file_id uuid references document_file,
    claim_id uuid not null references claim,
    kind text,
    outcome text not null default 'pending',
    detail jsonb not null default '{}'::jsonb,
    checked_at timestamptz,
    constraint document_check_has_time check (outcome = 'pending' or checked_at is not null),
    primary key (file_id, kind),
    constraint document_check_outcome_known check (outcome in ('pending', 'pass', 'fail', 'unsure', 'unavailable', 'stalled'))
  );
  create index document_check_waiting on document_check (claim_id) where outcome in ('pending', 'stalled');

  create table document_preview (
    file_id uuid references document_file,
    page int constraint document_preview_page_positive check (page > 0),
    storage_key text not null,
    media_type text not null,
    size int not null,
    width int not null,
    height int not null,
    made_at timestamptz not null,
    primary key (file_id, page)
  );
  comment on table document_preview is
    'Pictures derived from a file without its hidden data; staff look at these, never at the original';
  create index document_preview_by_storage_key on document_preview (storage_key);

  create table document_upload (
    id uuid primary key,
    claim_id uuid not null references claim,
    code text not null,
    actor_id text not null,
    name text not null constraint document_upload_name_sealed check (is_sealed(name)),
    size int not null constraint document_upload_size_positive check (size > 0),
    begun_at timestamptz not null,
    file_id uuid references document_file,
    scholarship_year_id uuid
  );
  comment on table document_upload is 'A file on its way in pieces; the row goes when it is received or a day has passed';
  comment on column document_upload.name is 'PII, sealed; the name the file had on the family''s phone';
  comment on column document_upload.file_id is 'What it became, so that a sender who lost the answer learns it';
  comment on column document_upload.scholarship_year_id is 'The school year that it proves; empty: a paper of the claim';
  create index document_upload_by_age on document_upload (begun_at);

  grant select, insert, update on document_file, document_check, document_preview to santun_app;
  grant select, insert, update, delete on document_upload to santun_app;
`

/**
 * Who opened what; and a claim of another branch opened in an emergency: by whom, why, until when, and what a manager
 * says of it afterwards.
 */
const openings = `
  create table document_opening (
    id uuid default gen_random_uuid() primary key,
    claim_id uuid not null references claim,
    file_id uuid references document_file,
    page int,
    field text,
    actor_id text not null,
    actor_role text not null,
    reason text not null constraint document_opening_has_reason check (length(trim(both from reason)) > 0),
    at timestamptz not null,
    constraint document_opening_of_something check ((file_id is null) <> (field is null) and (page is null
        or file_id is not null)),
    constraint document_opening_reason_sealed check (reason ~ '^[a-z]+(_[a-z]+)+$' or is_sealed(reason))
  );
  comment on table document_opening is 'Who looked at which file, page or masked value, when and why; it only grows';
  comment on column document_opening.reason is 'PII, sealed; why, in the words of who looked, or a code';
  create index document_opening_by_claim on document_opening (claim_id, at);
  create index document_opening_by_actor on document_opening (actor_id, at);
  create index document_opening_by_time on document_opening using brin (at) with (pages_per_range = 32, autosummarize = on);

  create table break_glass (
    id uuid default gen_random_uuid() primary key,
    claim_id uuid not null references claim,
    staff_id uuid not null references staff_member,
    reason text not null constraint break_glass_has_reason check (length(trim(both from reason)) >= 20),
    opened_at timestamptz(3) not null,
    until timestamptz(3) not null,
    constraint break_glass_is_short check (until <= (opened_at + '04:00:00'::interval)),
    constraint break_glass_reason_sealed check (is_sealed(reason))
  );
  comment on table break_glass is 'Reading without the right to, for a short time and a written reason. It only grows';
  comment on column break_glass.reason is 'PII, sealed; in the words of who broke the glass';
  create index break_glass_by_person on break_glass (staff_id, claim_id, until);
  create index break_glass_by_claim on break_glass (claim_id);

  create table break_glass_review (
    break_glass_id uuid primary key references break_glass,
    reviewer_id uuid not null references staff_member,
    justified boolean not null,
    note text not null constraint break_glass_review_says_why check (length(trim(both from note)) > 0),
    at timestamptz(3) not null,
    constraint break_glass_review_note_sealed check (is_sealed(note))
  );
  comment on table break_glass_review is 'What a manager of the branch of the claim says of it, once';
  comment on column break_glass_review.note is 'PII, sealed; in the words of the manager';

  create function break_glass_needs_another() returns trigger language plpgsql as $$
  begin
    if new.reviewer_id = (select staff_id from break_glass where id = new.break_glass_id) then
      raise exception 'nobody reviews his own emergency' using errcode = 'check_violation', constraint = 'break_glass_needs_another';
    end if;
    return new;
  end
  $$;
  create trigger break_glass_reviewed_by_another before insert on break_glass_review
    for each row execute function break_glass_needs_another();

  grant select, insert on document_opening, break_glass, break_glass_review to santun_app;
`
