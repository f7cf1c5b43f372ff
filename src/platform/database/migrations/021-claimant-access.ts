import { Migration } from '@mikro-orm/migrations'

/** How a family comes back without an account: codes to a phone, the sessions they open, and limits on trying. */
export class ClaimantAccess extends Migration {
  override up(): void {
    this.addSql(codes)
    this.addSql(sessions)
    this.addSql(limits)
    this.addSql(parties)
    this.addSql(requests)
    this.addSql(privileges)
  }
}

const codes = `
  create table one_time_code (
    handle_digest bytea primary key constraint one_time_code_handle_whole check (length(handle_digest) = 32),
    purpose text not null constraint one_time_code_purpose_known check (purpose in ('begin', 'resume', 'status')),
    code_hmac bytea not null constraint one_time_code_hmac_whole check (length(code_hmac) = 32),
    phone_sealed bytea,
    asked bytea not null,
    claim_id uuid references claim,
    next_path text not null,
    tries int not null default 0 constraint one_time_code_five_tries check (tries between 0 and 5),
    sent_at timestamptz(3) not null,
    expires_at timestamptz(3) not null,
    used_at timestamptz(3)
  );
  comment on table one_time_code is 'Codes sent to phones: six digits for five minutes, five tries, used once; gone a day later';
  comment on column one_time_code.handle_digest is 'Of the secret that only the asking browser holds; without it a code cannot be tried';
  comment on column one_time_code.code_hmac is 'Of the code, under that secret: the database alone tells nobody the code';
  comment on column one_time_code.phone_sealed is 'PII, sealed under that secret; null when what was asked for leads to nobody';
  comment on column one_time_code.asked is 'PII; keyed by what was typed, so that the known and the unknown are limited alike';
  create index one_time_code_by_age on one_time_code (expires_at);

  create table simulated_code (
    handle_digest bytea primary key references one_time_code on delete cascade,
    code text not null
  );
  comment on table simulated_code is 'The phone in the box: what a demonstration shows instead of a message; empty everywhere else';
`

const sessions = `
  create table claimant_session (
    id uuid primary key default gen_random_uuid(),
    token_digest bytea not null constraint claimant_session_token_unique unique
      constraint claimant_session_token_whole check (length(token_digest) = 32),
    phone_index bytea not null,
    phone_sealed bytea not null,
    claim_id uuid references claim,
    party_id uuid references claim_party,
    created_at timestamptz(3) not null,
    expires_at timestamptz(3) not null,
    revoked_at timestamptz(3),
    constraint claimant_session_party_of_claim check (party_id is null or claim_id is not null)
  );
  comment on table claimant_session is 'Who proved to hold a phone; the claim is named once a draft was opened in this session';
  comment on column claimant_session.phone_index is 'PII; keyed digest of the phone, as on claim_party';
  comment on column claimant_session.phone_sealed is 'PII, sealed under the token: only the family''s own browser opens it';
  create index claimant_session_by_phone on claimant_session (phone_index) where revoked_at is null;
  create index claimant_session_by_age on claimant_session (expires_at);
`

const limits = `
  create table rate_limit (
    rule text not null,
    subject bytea not null,
    window_start timestamptz(3) not null,
    count int not null constraint rate_limit_count_positive check (count > 0),
    primary key (rule, subject)
  );
  comment on table rate_limit is 'How often something was asked within its window, counted for all processes; gone a day later';
  comment on column rate_limit.subject is 'PII; digest of a phone, a claim number or a network address';
  create index rate_limit_by_age on rate_limit (window_start);
`

/** A contact person is told how the claim stands and does nothing in it. */
const parties = `
  alter table claim_party drop constraint party_kind_known,
    add constraint party_kind_known
      check (kind in ('heir', 'representative', 'employer', 'facility', 'officer', 'contact'));
`

const requests = `
  create table data_request (
    id uuid primary key default gen_random_uuid(),
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
  comment on table data_request is 'A family asks for a copy, a correction or the deletion of its data; each has an owner and a last day';
  comment on column data_request.words is 'PII; in the family''s own words';
  create index data_request_open on data_request (owner_branch_id, due_at) where done_at is null;
  create index data_request_by_claim on data_request (claim_id);
`

const privileges = `
  grant select, insert, update, delete on one_time_code, rate_limit to santun_app;
  grant select, insert, delete on simulated_code to santun_app;
  grant select, insert, delete on claimant_session to santun_app;
  grant update (claim_id, party_id, revoked_at) on claimant_session to santun_app;
  grant select, insert on data_request to santun_app;
  grant update (done_at, done_by, outcome) on data_request to santun_app;
`
