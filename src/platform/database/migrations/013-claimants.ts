import { Migration } from '@mikro-orm/migrations'

/**
 * How a family comes back without an account: codes to a phone, the sessions they open, the browsers it has used; what
 * it told before its phone was confirmed, and what it asks of its data.
 */
export class Claimants extends Migration {
  override up(): void {
    this.addSql(access)
    this.addSql(words)
  }
}

const access = `
  create table one_time_code (
    handle_digest bytea primary key constraint one_time_code_handle_whole check (length(handle_digest) = 32),
    purpose text not null constraint one_time_code_purpose_known check (purpose in ('begin', 'resume', 'status')),
    code_hmac bytea not null constraint one_time_code_hmac_whole check (length(code_hmac) = 32),
    phone_sealed bytea,
    asked bytea not null,
    claim_id uuid references claim,
    next_path text not null,
    tries int not null default 0 constraint one_time_code_five_tries check (tries >= 0 and tries <= 5),
    sent_at timestamptz(3) not null,
    expires_at timestamptz(3) not null,
    used_at timestamptz(3),
    asker bytea not null default '\\x'::bytea,
    known boolean not null default false
  );
  comment on table one_time_code is 'Codes sent to phones: six digits for five minutes, five tries, used once; gone a day later';
  comment on column one_time_code.handle_digest is 'Of the secret that only the asking browser holds; without it a code cannot be tried';
  comment on column one_time_code.code_hmac is 'Of the code, under that secret: the database alone tells nobody the code';
  comment on column one_time_code.phone_sealed is 'PII, sealed under that secret; null when what was asked for leads to nobody';
  comment on column one_time_code.asked is 'PII; keyed by what was typed, so that the known and the unknown are limited alike';
  comment on column one_time_code.asker is 'PII; digest of what was typed with the network or the known device it was typed from';
  comment on column one_time_code.known is 'Asked for in a browser that this phone had opened before';
  create index one_time_code_by_age on one_time_code (expires_at);

  create table simulated_code (
    handle_digest bytea primary key references one_time_code on delete cascade,
    code text not null
  );
  comment on table simulated_code is 'The phone in the box: what a demonstration shows instead of a message; empty everywhere else';

  create table claimant_session (
    id uuid default gen_random_uuid() primary key,
    token_digest bytea not null constraint claimant_session_token_whole check (length(token_digest) = 32),
    phone_index bytea not null,
    phone_sealed bytea not null,
    claim_id uuid references claim,
    party_id uuid references claim_party,
    created_at timestamptz(3) not null,
    expires_at timestamptz(3) not null,
    revoked_at timestamptz(3),
    constraint claimant_session_party_of_claim check (party_id is null or claim_id is not null),
    constraint claimant_session_token_unique unique (token_digest)
  );
  comment on table claimant_session is 'Who proved to hold a phone; the claim is named once a draft was opened in this session';
  comment on column claimant_session.phone_index is 'PII; keyed digest of the phone, as on claim_party';
  comment on column claimant_session.phone_sealed is 'PII, sealed under the token: only the family''s own browser opens it';
  create index claimant_session_by_phone on claimant_session (phone_index) where revoked_at is null;
  create index claimant_session_by_age on claimant_session (expires_at);

  create table known_device (
    token_digest bytea primary key constraint known_device_token_whole check (length(token_digest) = 32),
    phone_index bytea not null,
    seen_at timestamptz(3) not null
  );
  comment on table known_device is
    'A browser in which the code of a phone was right before; it opens nothing, its codes are only counted apart';
  comment on column known_device.phone_index is 'PII; keyed digest of the phone';
  create index known_device_by_age on known_device (seen_at);

  grant select, insert, update, delete on one_time_code to santun_app;
  grant select, insert, delete on simulated_code, claimant_session, known_device to santun_app;
  grant update (claim_id, party_id, revoked_at) on claimant_session to santun_app;
`

const words = `
  create table pre_draft (
    id uuid default gen_random_uuid() primary key,
    session_hash bytea not null constraint pre_draft_one_a_session unique,
    answers text not null,
    begun_at timestamptz not null
  );
  comment on table pre_draft is 'Answers of a family that has not confirmed its phone; the row goes after a day';
  comment on column pre_draft.session_hash is 'Digest of the token that the family''s browser holds; the token is kept nowhere';
  comment on column pre_draft.answers is 'PII; what was told so far, as JSON';
  create index pre_draft_by_age on pre_draft (begun_at);

  create table data_request (
    id uuid default gen_random_uuid() primary key,
    claim_id uuid not null references claim,
    party_id uuid not null references claim_party,
    request_key uuid not null constraint data_request_once unique,
    kind text not null constraint data_request_kind_known check (kind in ('copy', 'correction', 'deletion')),
    words text,
    owner_role text not null,
    owner_branch_id uuid not null references branch,
    asked_at timestamptz(3) not null,
    due_at timestamptz(3) not null,
    done_at timestamptz(3),
    done_by text,
    outcome text,
    constraint data_request_done_by_somebody check ((done_at is null) = (done_by is null))
  );
  comment on table data_request is
    'A family asks for a copy, a correction or the deletion of its data; each has an owner and a last day';
  comment on column data_request.words is 'PII; in the family''s own words';
  create index data_request_open on data_request (owner_branch_id, due_at) where done_at is null;
  create index data_request_by_claim on data_request (claim_id);

  grant select, insert, update, delete on pre_draft to santun_app;
  grant select, insert on data_request to santun_app;
  grant update (done_at, done_by, outcome) on data_request to santun_app;
`
