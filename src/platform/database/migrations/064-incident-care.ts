import { Migration } from '@mikro-orm/migrations'

/** What the care of an incident consists of: notes, days of incapacity, bills, and what a doctor found. Rows are added; a wrong one is set aside with its reason. */
export class IncidentCare extends Migration {
  override up(): void {
    // In a schema of its own: the functions of an extension are none of ours, whose search paths are pinned.
    this.addSql('create schema if not exists extensions')
    this.addSql('create extension if not exists btree_gist schema extensions')
    this.addSql(notes)
    this.addSql(periods)
    this.addSql(bills)
    this.addSql(findings)
    this.addSql(privileges)
  }
}

const notes = `
  create table care_note (
    id bigint generated always as identity primary key,
    incident_id uuid not null references incident_course,
    round int not null,
    kind text not null constraint care_note_kind_known check (kind in ('progress', 'return_to_work')),
    noted_on date not null,
    body text not null constraint care_note_sealed check (is_sealed(body)),
    written_by text not null,
    writer_role text not null,
    written_at timestamptz(3) not null
  );
  comment on column care_note.body is 'PII, sealed';
  create index care_note_by_incident on care_note (incident_id, noted_on);
`

const periods = `
  create table stmb_period (
    id uuid primary key default gen_random_uuid(),
    incident_id uuid not null references incident_course,
    participant_nik_index bytea not null,
    round int not null,
    days daterange not null,
    payee text not null constraint stmb_payee_known check (payee in ('participant', 'employer')),
    doctor text not null constraint stmb_doctor_given check (length(trim(doctor)) > 0),
    reported_by text not null,
    reporter_role text not null,
    reported_at timestamptz(3) not null,
    claim_id uuid references claim,
    void_reason text,
    voided_by text,
    voided_at timestamptz(3),
    constraint stmb_days_closed check (not isempty(days) and not lower_inf(days) and not upper_inf(days)),
    constraint stmb_days_once exclude using gist (participant_nik_index with =, days with &&) where (voided_at is null),
    constraint stmb_void_whole check ((voided_at is null) = (voided_by is null) and (voided_at is null) = (void_reason is null)),
    constraint stmb_claimed_stays check (voided_at is null or claim_id is null)
  );
  comment on table stmb_period is 'Days on which a doctor certified that the participant could not work; no day of a person counts twice';
  comment on column stmb_period.payee is 'The employer where it went on paying the wage, else the participant';
  create index stmb_period_by_incident on stmb_period (incident_id);
  create index stmb_period_by_claim on stmb_period (claim_id);

  create function guard_stmb_period() returns trigger language plpgsql as $$
  declare
    course incident_course;
    owner bytea;
  begin
    select * into course from incident_course where incident_id = new.incident_id;
    select participant_nik_index into owner from incident where id = new.incident_id;
    if new.participant_nik_index is distinct from owner then
      raise exception 'the days of incident % are those of its participant', course.number using errcode = 'SN301';
    end if;
    if tg_op = 'UPDATE' and (old.voided_at is not null or old.claim_id is not null)
       and (new.claim_id, new.voided_at) is distinct from (old.claim_id, old.voided_at) then
      raise exception 'days that were claimed or set aside stay so' using errcode = 'SN302';
    end if;
    return new;
  end $$;
  create trigger stmb_period_guard before insert or update on stmb_period for each row execute function guard_stmb_period();
`

const bills = `
  create table care_bill (
    id uuid primary key default gen_random_uuid(),
    incident_id uuid not null references incident_course,
    round int not null,
    kind text not null,
    payee text not null constraint care_bill_payee_known check (payee in ('participant', 'employer', 'facility')),
    issuer text not null constraint care_bill_issuer_given check (length(trim(issuer)) > 0),
    number text not null constraint care_bill_number_given check (length(trim(number)) > 0),
    issued_on date not null,
    amount bigint not null constraint care_bill_positive check (amount > 0),
    handed_in_by text not null,
    handed_in_at timestamptz(3) not null,
    accepted_amount bigint constraint care_bill_accepted_within check (accepted_amount between 0 and amount),
    judged_by uuid references staff_member,
    judged_at timestamptz(3),
    judged_why text,
    claim_id uuid references claim,
    constraint care_bill_once unique (incident_id, issuer, number, kind),
    constraint care_bill_judged_whole check ((accepted_amount is null) = (judged_by is null) and (judged_by is null) = (judged_at is null)),
    constraint care_bill_cut_explained check (accepted_amount is null or accepted_amount = amount or judged_why is not null),
    constraint care_bill_claimed_is_accepted check (claim_id is null or accepted_amount > 0)
  );
  comment on table care_bill is 'Bills of facilities and receipts of whoever paid; accepted line by line by an officer of the agency';
  create index care_bill_by_incident on care_bill (incident_id);
  create index care_bill_by_claim on care_bill (claim_id);

  create function guard_care_bill() returns trigger language plpgsql as $$
  begin
    if (old.judged_by is not null and (new.accepted_amount, new.judged_by) is distinct from (old.accepted_amount, old.judged_by))
       or (old.claim_id is not null and new.claim_id is distinct from old.claim_id) then
      raise exception 'a bill that was judged or claimed stays so' using errcode = 'SN302';
    end if;
    if new.judged_by::text = new.handed_in_by then
      raise exception 'nobody accepts a bill that he handed in' using errcode = 'SN004';
    end if;
    return new;
  end $$;
  create trigger care_bill_guard before update on care_bill for each row execute function guard_care_bill();
`

const findings = `
  create table disability_finding (
    id uuid primary key default gen_random_uuid(),
    incident_id uuid not null references incident_course,
    round int not null,
    parts text not null constraint finding_parts_sealed check (is_sealed(parts)),
    doctor text not null,
    found_by text not null,
    finder_role text not null,
    found_at timestamptz(3) not null,
    confirmed_by uuid references staff_member,
    confirmed_at timestamptz(3),
    superseded_at timestamptz(3),
    constraint finding_confirmed_whole check ((confirmed_by is null) = (confirmed_at is null)),
    constraint finding_confirmed_by_another check (confirmed_by::text <> found_by)
  );
  comment on table disability_finding is 'What a doctor found to be lost, by the entries of the law''s table; it counts once the medical adviser has confirmed it';
  comment on column disability_finding.parts is 'PII, sealed';
  create unique index finding_one_live on disability_finding (incident_id, round) where superseded_at is null;

  create function guard_finding() returns trigger language plpgsql as $$
  begin
    if old.confirmed_by is not null and new.confirmed_by is distinct from old.confirmed_by then
      raise exception 'what was confirmed stays so' using errcode = 'SN302';
    end if;
    if new.confirmed_by is not null and not exists (
      select from staff_role r join staff_member m on m.id = r.staff_id
      where m.id = new.confirmed_by and m.active and r.role = 'medical_adviser'
    ) then
      raise exception 'a disability is confirmed by the medical adviser' using errcode = 'SN002';
    end if;
    return new;
  end $$;
  create trigger finding_guard before update on disability_finding for each row execute function guard_finding();
`

const privileges = `
  grant select, insert on care_note, stmb_period, care_bill, disability_finding to santun_app;
  grant update (claim_id, void_reason, voided_by, voided_at) on stmb_period to santun_app;
  grant update (accepted_amount, judged_by, judged_at, judged_why, claim_id) on care_bill to santun_app;
  grant update (confirmed_by, confirmed_at, superseded_at) on disability_finding to santun_app;
  revoke delete, truncate on care_note, stmb_period, care_bill, disability_finding from santun_app;
  grant usage, select on all sequences in schema public to santun_app;
`
