import { Migration } from '@mikro-orm/migrations'

/**
 * Who is a participant, under which membership and payer, and which months were paid. Corrections never rewrite the
 * past: every version that is replaced moves to a table that only grows.
 */
export class Membership extends Migration {
  override up(): void {
    this.addSql(sponsors)
    this.addSql(participants)
    this.addSql(employers)
    this.addSql(notices)
  }
}

const sponsors = `
  create table sponsor (
    id uuid default gen_random_uuid() primary key,
    code text not null constraint sponsor_code_unique unique,
    name text not null,
    fund text not null constraint sponsor_fund_known check (fund in ('APBD', 'APBN', 'village', 'company')),
    created_at timestamptz not null,
    branch_id uuid references branch,
    notice_email text constraint sponsor_notice_email_form check (notice_email ~~ '_%@_%')
  );
  comment on column sponsor.branch_id is 'The office that looks after this sponsor; null until one is named';
  comment on column sponsor.notice_email is 'Where notices to the sponsor go';

  create table cohort (
    id uuid default gen_random_uuid() primary key,
    sponsor_id uuid not null references sponsor,
    code text not null,
    name text not null,
    created_at timestamptz not null,
    target int constraint cohort_target_positive check (target > 0),
    yearly_budget bigint constraint cohort_budget_positive check (yearly_budget > 0),
    constraint cohort_code_unique unique (sponsor_id, code)
  );
  comment on table cohort is 'Participants whose contributions one sponsor pays together';

  create table import_batch (
    id bigint generated always as identity primary key,
    cohort_id uuid references cohort,
    file_name text not null,
    file_hash bytea not null,
    dry_run boolean not null,
    row_count int not null,
    new_count int not null,
    changed_count int not null,
    unchanged_count int not null,
    refused_count int not null,
    warned_count int not null,
    imported_by text not null,
    imported_at timestamptz not null,
    undone_at timestamptz,
    undone_by text,
    accepted_reason text constraint import_batch_accepted_reason_sealed check (is_sealed(accepted_reason)),
    constraint import_batch_adds_up check (row_count = (new_count + changed_count + unchanged_count + refused_count))
  );
  comment on column import_batch.accepted_reason is 'PII, sealed: why a manager had a file applied of which too many rows were refused';
  create unique index import_batch_once on import_batch (cohort_id, file_hash) nulls not distinct where not dry_run
    and undone_at is null;

  create table import_finding (
    batch_id bigint references import_batch,
    row_number int,
    refused boolean not null,
    reasons jsonb not null,
    cells jsonb constraint import_finding_cells_sealed check (is_sealed(coalesce(cells ->> 'identity', cells #>> '{}'::text[]))),
    primary key (batch_id, row_number)
  );
  comment on table import_finding is 'Rows of an import that were refused, or taken with a warning';
  comment on column import_finding.cells is
    'PII, sealed: the refused row as it was read; of one refused later the identity, and the other cells as they were understood';

  create table import_heading (
    sponsor_id uuid references sponsor,
    heading text not null constraint import_heading_no_data check (length(heading) <= 100 and heading !~ '[0-9]{6}'),
    stands_for text,
    chosen_by text not null,
    chosen_at timestamptz not null,
    constraint import_heading_once unique nulls not distinct (sponsor_id, heading)
  );
  comment on table import_heading is 'What a heading of the files of a sponsor stands for; no sponsor: those who pay for themselves';
  comment on column import_heading.stands_for is 'A column of a participants file; null: the column is not used';

  grant select, insert on sponsor, cohort, import_batch, import_finding to santun_app;
  grant select, insert, update, delete on import_heading to santun_app;
  grant update (name, branch_id, notice_email) on sponsor to santun_app;
  grant update (name, target, yearly_budget) on cohort to santun_app;
  grant usage, select on sequence import_batch_id_seq to santun_app;
`

/**
 * No foreign keys from membership: they are checked row by row, which costs an import of a million rows more than all
 * the rest. The guard checks in their place, and nothing that is pointed to may be deleted.
 */
const participants = `
  create table participant (
    id bigint generated always as identity primary key,
    name text not null,
    birth_date date not null,
    sex text not null constraint participant_sex_known check (sex in ('male', 'female')),
    occupation text not null,
    area_code text not null,
    batch_id bigint not null,
    recorded_at timestamptz not null,
    nik_index bytea not null constraint participant_nik_index_whole check (length(nik_index) = 16),
    identity text not null,
    constraint participant_identity_sealed check (identity ~ '^v1\\.[0-9a-z-]+\\.[0-9A-Za-z_-]+$' and length(split_part(identity,
        '.', 3)) >= 40),
    constraint participant_nik_unique unique (nik_index)
  );
  comment on column participant.name is 'PII';
  comment on column participant.birth_date is 'PII';
  comment on column participant.nik_index is 'Keyed digest of the NIK: the person is found, the number cannot be read back';
  comment on column participant.identity is 'PII, sealed: NIK and phone';
  create index participant_by_birth_date on participant using gin ((array[birth_date]));

  create table membership (
    participant_id bigint not null,
    kpj text not null,
    cohort_id uuid,
    segment text not null constraint membership_segment_known check (segment in ('PU', 'BPU')),
    started_on date not null,
    ended_on date,
    reported_income bigint constraint membership_income_not_negative check (reported_income >= 0),
    income_since date not null,
    enrolled_batch_id bigint not null,
    batch_id bigint not null,
    recorded_at timestamptz not null,
    constraint membership_ends_after_start check (ended_on >= started_on),
    constraint membership_unique unique nulls not distinct (kpj, cohort_id)
  );
  comment on table membership is 'A card (KPJ) under one payer: a cohort of a sponsor, or none where member or employer pays';
  comment on column membership.kpj is 'PII';
  comment on column membership.reported_income is 'Rupiah a month';
  comment on column membership.income_since is 'From this day on the reported income holds';
  comment on column membership.enrolled_batch_id is 'The import that brought the card under this payer; bills count members by it';
  create index membership_by_participant on membership (participant_id);
  create index membership_by_enrolment on membership using brin (enrolled_batch_id);

  create table contribution (
    id bigint generated always as identity primary key,
    payer text not null constraint contribution_payer_known check (payer in ('self', 'employer', 'group', 'sponsor')),
    cohort_id uuid references cohort,
    kpj text,
    month date not null constraint contribution_month_first_day check (extract(day from month) = 1),
    counted_after bigint,
    counted_through bigint,
    members int not null constraint contribution_members_positive check (members > 0),
    jkk_amount bigint not null,
    jkm_amount bigint not null,
    amount bigint generated always as (jkk_amount + jkm_amount) stored,
    billed_at timestamptz not null,
    paid_on date,
    constraint contribution_for_cohort_or_card check (cohort_id is not null and kpj is null and counted_after is not null
        and counted_through is not null or cohort_id is null and kpj is not null and members = 1)
  );
  comment on table contribution is 'One month billed, for a whole cohort or for one card';
  comment on column contribution.kpj is 'PII';
  comment on column contribution.counted_after is 'The bill counts members enrolled by imports after this one …';
  comment on column contribution.counted_through is '… through this one; whoever comes later is on a bill of his own';
  create unique index contribution_of_cohort on contribution (cohort_id, month, counted_after) where cohort_id is not null;
  create unique index contribution_of_card on contribution (kpj, month) where kpj is not null;

  grant select, insert on participant, membership, contribution to santun_app;
  grant update (name, birth_date, sex, occupation, area_code, batch_id, recorded_at, nik_index,
    identity) on participant to santun_app;
  grant update (segment, started_on, ended_on, reported_income, income_since, batch_id, recorded_at) on membership to santun_app;
  grant update (paid_on) on contribution to santun_app;
  grant usage, select on sequence participant_id_seq, contribution_id_seq to santun_app;
`

const employers = `
  create table employer (
    id uuid default gen_random_uuid() primary key,
    number text not null constraint employer_number_unique unique,
    name text not null,
    created_at timestamptz not null
  );
  comment on column employer.number is 'Company registration number (NPP)';

  create table employer_risk_group (
    id bigint generated always as identity primary key,
    employer_id uuid not null references employer,
    risk_group text not null constraint employer_risk_group_known check (risk_group in ('I', 'II', 'III', 'IV', 'V')),
    since date not null,
    recorded_at timestamptz not null,
    recorded_by text not null
  );
  comment on table employer_risk_group is 'Only grows: for one day the version recorded last holds';
  create index employer_risk_group_latest on employer_risk_group (employer_id, since, id);

  create table employment (
    id bigint generated always as identity primary key,
    employer_id uuid not null references employer,
    kpj text not null,
    started_on date not null,
    ended_on date,
    recorded_at timestamptz not null,
    recorded_by text not null,
    constraint employment_ends_after_start check (ended_on >= started_on)
  );
  comment on table employment is 'Only grows: for a card at an employer the version recorded last holds';
  comment on column employment.kpj is 'PII';
  create index employment_by_kpj on employment (kpj, employer_id, id);
  create index employment_by_employer on employment (employer_id, kpj, id);

  create table employer_month (
    id bigint generated always as identity primary key,
    employer_id uuid not null references employer,
    month date not null constraint employer_month_first_day check (extract(day from month) = 1),
    workers int not null,
    jkk_amount bigint not null,
    jkm_amount bigint not null,
    amount bigint generated always as (jkk_amount + jkm_amount) stored,
    paid_on date,
    recorded_at timestamptz not null,
    recorded_by text not null
  );
  comment on table employer_month is 'Only grows: of a month the version recorded last holds';
  create index employer_month_latest on employer_month (employer_id, month, id);

  grant select, insert on employer, employer_risk_group, employment, employer_month to santun_app;
  grant update (name) on employer to santun_app;
  grant usage, select on sequence employer_risk_group_id_seq, employment_id_seq, employer_month_id_seq to santun_app;
`

/** Cards, who was told that cover ends, and coverage that changed under a claim. */
const notices = `
  create table participation_card (
    token text primary key,
    kpj text not null constraint participation_card_one unique,
    issued_at timestamptz not null
  );
  comment on table participation_card is 'What the QR of a printed card leads to; the token tells nothing of the person';
  comment on column participation_card.kpj is 'PII';

  create table coverage_notice (
    id bigint generated always as identity primary key,
    cohort_id uuid references cohort,
    paid_until date not null,
    reason text not null constraint coverage_notice_reason_known check (reason in ('ENDS_SOON', 'MONTH_MISSED')),
    audience text not null constraint coverage_notice_audience_known check (audience in ('sponsor', 'branch', 'participant')),
    members int not null,
    noticed_at timestamptz not null,
    kpj text,
    constraint coverage_notice_once unique nulls not distinct (cohort_id, kpj, paid_until, reason, audience),
    constraint coverage_notice_of_cohort_or_card check ((cohort_id is null) <> (kpj is null))
  );
  comment on table coverage_notice is 'Who was told that the cover of a cohort or of one card ends, once for each end';
  comment on column coverage_notice.kpj is 'PII';

  create table coverage_difference (
    id bigint generated always as identity primary key,
    claim_id uuid not null references claim,
    before jsonb not null,
    after jsonb not null,
    found_at timestamptz not null,
    outcome text constraint coverage_difference_outcome_known check (outcome in ('kept', 'adopted', 'superseded')),
    reason text constraint coverage_difference_reason_sealed check (is_sealed(reason)),
    settled_by text,
    settled_at timestamptz,
    constraint coverage_difference_settled_whole check (outcome is null and settled_by is null and settled_at is null
        and reason is null or outcome is not null and settled_by is not null and settled_at is not null
        and (outcome = 'superseded' or btrim(coalesce(reason, '')) <> ''))
  );
  comment on table coverage_difference is 'The registry answers otherwise today than when the claim was submitted';
  comment on column coverage_difference.outcome is
    'kept: the claim stays with what it was told; adopted: it goes by the registry of today; superseded: the registry '
    'changed again';
  comment on column coverage_difference.reason is 'PII, sealed; in the words of the verifier';
  create unique index coverage_difference_one_open on coverage_difference (claim_id) where settled_at is null;
  create index coverage_difference_by_claim on coverage_difference (claim_id, id);

  grant select, insert on participation_card, coverage_notice, coverage_difference to santun_app;
  grant update (outcome, reason, settled_by, settled_at) on coverage_difference to santun_app;
  grant usage, select on sequence coverage_notice_id_seq, coverage_difference_id_seq to santun_app;
`
