import type { RecordMaker } from '../claims/claim-records.port.js'

/**
 * Opens the awards planned with the approved calculation: at most two for a participant, ever. A child that
 * already holds a slot keeps it; no slot is given twice. What the law allows is kept as the calculation found it.
 */
export const scholarshipAwards: RecordMaker = {
  record: 'scholarship_awards',
  sql: `insert into scholarship_award (claim_id, participant_nik_index, slot, child_name, child_birth_date, plan, plan_total, awarded_at,
      at_school, reference_date, levels, tertiary_years)
    select moved.id, c.participant_nik_index, (s ->> 'slot')::int, s ->> 'childName', (s ->> 'childBirthDate')::date,
      s -> 'schedule', (s ->> 'total')::bigint, x.at, not coalesce((s ->> 'waiting')::boolean, false), (s ->> 'referenceDate')::date,
      coalesce(s -> 'levels', '[]'), coalesce((s ->> 'tertiaryYears')::int, 0)
    from moved join claim c on c.id = moved.id
    cross join jsonb_to_record(:rows) as x(at timestamptz)
    cross join lateral (select k.scholarships from calculation k where k.claim_id = moved.id order by k.id desc limit 1) k
    cross join lateral jsonb_array_elements(k.scholarships) s
    on conflict do nothing`,
  rows: (_facts, plan) => ({ at: plan.at }),
}
