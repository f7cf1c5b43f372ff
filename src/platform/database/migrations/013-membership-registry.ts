import { Migration } from '@mikro-orm/migrations'

/**
 * The undo of an import, employers and what they paid, targets and budgets of cohorts, coverage that changed under a
 * claim, and who was told that cover ends.
 */
export class MembershipRegistry extends Migration {
  override up(): void {
    this.addSql(undo)
    this.addSql(employers)
    this.addSql(watch)
    this.addSql(differences)
    this.addSql(privileges)
  }
}

/**
 * The application may not delete participants; this function may, and only what one import brought and nothing rests
 * on. What is taken back moves to the tables of the past, so that it can still be told what was known when.
 */
const undo = `
  alter table import_batch add undone_at timestamptz, add undone_by text;
  drop index import_batch_once;
  create unique index import_batch_once on import_batch (cohort_id, file_hash) nulls not distinct
    where not dry_run and undone_at is null;
  create index participant_by_birth_date on participant (birth_date);

  create function import_batch_rests(batch bigint) returns text language sql stable
  security definer set search_path = pg_catalog, public as $$
    select case
      when not exists (select from import_batch b where b.id = batch) then 'BATCH_UNKNOWN'
      when exists (select from import_batch b where b.id = batch and b.dry_run) then 'BATCH_DRY_RUN'
      when exists (select from import_batch b where b.id = batch and b.undone_at is not null) then 'BATCH_UNDONE'
      when exists (select from participant_past p where p.batch_id = batch)
        or exists (select from membership_past m where m.batch_id = batch)
        or exists (select from participant p join membership m on m.participant_id = p.id
          where p.batch_id = batch and m.enrolled_batch_id > batch) then 'LATER_IMPORT'
      when exists (select from import_batch b join contribution c on c.cohort_id = b.cohort_id
          where b.id = batch and c.counted_after < batch and c.counted_through >= batch
            and exists (select from membership m where m.enrolled_batch_id = batch))
        or exists (select from membership m join contribution c on c.kpj = m.kpj
          where m.enrolled_batch_id = batch and m.cohort_id is null) then 'LATER_BILL'
      when exists (select from import_batch b join claim c on c.created_at >= b.imported_at
          join participant p on p.nik = c.participant_nik
          left join membership m on m.participant_id = p.id and m.batch_id = batch
          where b.id = batch and (p.batch_id = batch or m.kpj is not null)) then 'LATER_CLAIM'
    end
  $$;

  create function undo_import_batch(batch bigint, by_whom text, at timestamptz)
  returns table (removed int, restored int) language plpgsql
  security definer set search_path = pg_catalog, public as $$
  declare
    rests text := import_batch_rests(batch);
  begin
    if rests is not null then
      raise exception 'import % cannot be undone', batch using errcode = 'SN013', detail = rests;
    end if;
    insert into membership_past select m.*, at from membership m where m.enrolled_batch_id = batch;
    delete from membership m where m.enrolled_batch_id = batch;
    update membership m set segment = b.segment, started_on = b.started_on, ended_on = b.ended_on,
      reported_income = b.reported_income, income_since = b.income_since, batch_id = b.batch_id, recorded_at = at
    from membership_past b
    where m.batch_id = batch and b.kpj = m.kpj and b.cohort_id is not distinct from m.cohort_id
      and b.superseded_at = m.recorded_at;
    update participant p set name = b.name, birth_date = b.birth_date, sex = b.sex, occupation = b.occupation,
      area_code = b.area_code, phone = b.phone, batch_id = b.batch_id, recorded_at = at
    from participant_past b where p.batch_id = batch and b.id = p.id and b.superseded_at = p.recorded_at;
    get diagnostics restored = row_count;
    insert into participant_past select p.*, at from participant p where p.batch_id = batch;
    delete from participant p where p.batch_id = batch;
    get diagnostics removed = row_count;
    update import_batch set undone_at = at, undone_by = by_whom where id = batch;
    return next;
  end $$;
`

const employers = `
  create table employer (
    id uuid primary key default gen_random_uuid(),
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
  create index employer_risk_group_latest on employer_risk_group (employer_id, since, id);
  comment on table employer_risk_group is 'Only grows: for one day the version recorded last holds';

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
  create index employment_by_kpj on employment (kpj, employer_id, id);
  create index employment_by_employer on employment (employer_id, kpj, id);
  comment on table employment is 'Only grows: for a card at an employer the version recorded last holds';
  comment on column employment.kpj is 'PII';

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
  create index employer_month_latest on employer_month (employer_id, month, id);
  comment on table employer_month is 'Only grows: of a month the version recorded last holds';
`

const watch = `
  alter table cohort add target int constraint cohort_target_positive check (target > 0),
    add yearly_budget bigint constraint cohort_budget_positive check (yearly_budget > 0);

  create table participation_card (
    token text primary key,
    kpj text not null,
    issued_at timestamptz not null,
    constraint participation_card_one unique (kpj)
  );
  comment on table participation_card is 'What the QR of a printed card leads to; the token tells nothing of the person';
  comment on column participation_card.kpj is 'PII';

  create table coverage_notice (
    id bigint generated always as identity primary key,
    cohort_id uuid not null references cohort,
    paid_until date not null,
    reason text not null constraint coverage_notice_reason_known check (reason in ('ENDS_SOON', 'MONTH_MISSED')),
    audience text not null constraint coverage_notice_audience_known check (audience in ('sponsor', 'branch', 'participant')),
    members int not null,
    words text not null,
    noticed_at timestamptz not null,
    constraint coverage_notice_once unique (cohort_id, paid_until, reason, audience)
  );
  comment on table coverage_notice is 'Who is to be told that the cover of a cohort ends, once for each end';
`

const differences = `
  create table coverage_difference (
    id bigint generated always as identity primary key,
    claim_id uuid not null references claim,
    before jsonb not null,
    after jsonb not null,
    found_at timestamptz not null,
    seen_by text,
    seen_at timestamptz
  );
  create unique index coverage_difference_once on coverage_difference (claim_id, md5(after::text));
  comment on table coverage_difference is 'The registry answers otherwise today than when the claim was submitted';
  create trigger coverage_difference_touches_claim after insert or update on coverage_difference
    for each row execute function touch_claim_facts();
`

const privileges = `
  grant execute on function import_batch_rests(bigint), undo_import_batch(bigint, text, timestamptz) to santun_app;
  revoke execute on function import_batch_rests(bigint), undo_import_batch(bigint, text, timestamptz) from public;
  grant select, insert on employer, employer_risk_group, employment, employer_month, coverage_notice, coverage_difference,
    participation_card to santun_app;
  grant usage, select on all sequences in schema public to santun_app;
  revoke update, delete, truncate on employer, employer_risk_group, employment, employer_month, coverage_notice,
    coverage_difference, participation_card from santun_app;
  grant update (name) on employer to santun_app;
  grant update (target, yearly_budget) on cohort to santun_app;
  grant update (seen_by, seen_at) on coverage_difference to santun_app;
`
