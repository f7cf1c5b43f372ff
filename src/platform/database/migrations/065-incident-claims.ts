import { Migration } from '@mikro-orm/migrations'

/**
 * Claims rest on what their incident became: the days, bills and findings that were put to them are part of the basis of
 * the calculation, so that a later change of them makes it stale.
 */
export class IncidentClaims extends Migration {
  override up(): void {
    this.addSql(cause)
    this.addSql(facts)
    this.addSql(digest)
    this.addSql(touch)
  }
}

/** The law knows one death of a person; that it followed from an accident is said by the death, and both are found. */
const cause = `
  alter table incident add column caused_by uuid references incident
    constraint incident_death_has_cause check (caused_by is null or kind = 'death');
  comment on column incident.caused_by is 'The accident or disease from which this death followed';
  grant update (caused_by) on incident to santun_app;

  create function course_of(c claim) returns uuid language sql stable as $$
    select k.incident_id from incident i join incident_course k on k.incident_id in (i.id, i.caused_by) where i.id = c.incident_id limit 1
  $$;
  comment on function course_of is 'The incident whose course a claim follows from, if it has one';
`

const facts = `
  create function incident_facts(c claim) returns jsonb language sql stable as $$
    select case when c.type like 'jkk%' then (
      select jsonb_strip_nulls(jsonb_build_object(
        'accidentAt', case when k.hour_known then to_char(k.event_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') end,
        'stage1ReportedAt', (select to_char(t.happened_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
          from incident_transition t where t.incident_id = k.incident_id and t.event = 'report_stage1'),
        'stage1ReportedOn', (select (t.happened_at at time zone b.zone)::date
          from incident_transition t join branch b on b.id = t.branch_id where t.incident_id = k.incident_id and t.event = 'report_stage1'),
        'outcome', case when c.type = 'jkk_disability' then (select t.input ->> 'outcome'
          from incident_transition t where t.incident_id = k.incident_id and t.event = 'doctor_states' order by t.seq desc limit 1) end,
        'parts', case when c.type = 'jkk_disability' then (select f.parts from disability_finding f
          where f.incident_id = k.incident_id and f.confirmed_by is not null and f.superseded_at is null order by f.round desc limit 1) end,
        'stmb', case when c.type = 'jkk_stmb' then (
          select jsonb_build_object('days', sum(upper(p.days) - lower(p.days)), 'payee', min(p.payee), 'from', min(lower(p.days)),
            'before', (select coalesce(sum(upper(e.days) - lower(e.days)), 0) from stmb_period e
              where e.incident_id = k.incident_id and e.voided_at is null and e.claim_id is distinct from c.id
                and lower(e.days) < min(lower(p.days))))
          from stmb_period p where p.claim_id = c.id) end,
        'receipts', case when c.type = 'jkk_reimbursement' then (
          select jsonb_object_agg(s.kind, s.total) from (
            select kind, sum(accepted_amount) as total from care_bill where claim_id = c.id group by kind) s) end,
        'receiptsBefore', case when c.type = 'jkk_reimbursement' then (
          select jsonb_object_agg(s.kind, s.total) from (
            select e.kind, sum(e.accepted_amount) as total from care_bill e join claim o on o.id = e.claim_id
            where e.incident_id = k.incident_id and o.id <> c.id and o.created_at < c.created_at
              and o.state not in ('rejected', 'withdrawn', 'merged', 'lapsed') group by e.kind) s) end))
      from incident_course k where k.incident_id = course_of(c)) end
  $$;
  comment on function incident_facts is 'What a claim rests on beside what the claimant stated; null where nobody reported the incident';
`

const digest = `
  create or replace function claim_basis_digest(c claim) returns text language sql stable as $$
    select md5(c.type || c.answers::text || coalesce(c.coverage::text, '') || coalesce(c.settled_cause::text, '') || coalesce(incident_facts(c)::text, ''))
  $$;
`

/** Claims that are decided keep what they rested on; the others are told that something moved. */
const touch = `
  create function touch_claims_of_incident() returns trigger language plpgsql as $$
  begin
    update claim set facts_version = facts_version + 1
    where incident_id in (select i.id from incident i where new.incident_id in (i.id, i.caused_by))
      and type like 'jkk%' and state not in ('paid', 'rejected', 'withdrawn', 'merged', 'lapsed');
    return null;
  end $$;
  create trigger incident_step_touches_claims after insert on incident_transition
    for each row execute function touch_claims_of_incident();
  create trigger stmb_period_touches_claims after insert or update on stmb_period
    for each row execute function touch_claims_of_incident();
  create trigger care_bill_touches_claims after update on care_bill
    for each row execute function touch_claims_of_incident();
  create trigger finding_touches_claims after insert or update on disability_finding
    for each row execute function touch_claims_of_incident();
`
