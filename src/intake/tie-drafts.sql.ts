/** What a draft is to be tied to. */
export interface Tie {
  claimId: string
  kind: string
  nikIndex: Buffer
  eventDate: string
  coverage: string
}

/**
 * Ties drafts to their incidents, which are reported with them unless they were before, and keeps the coverage. Nothing is
 * done of one that is no draft any more, nor when somebody else reports the incident in this very moment. The limits of
 * `place` are always true; they tell the planner to expect few rows.
 */
const tieDrafts = (lock: string): string => `
  with wanted as (
    select x.* from unnest($1::uuid[], $2::text[], $3::bytea[], $4::date[], $5::text[]) with ordinality
      as x(claim_id, kind, nik_index, event_date, coverage, place)
    cross join lateral (
      select from claim c where c.id = x.claim_id and c.state = 'draft'
      offset 0 for no key update ${lock}) c
    where x.place between 1 and 2147483647),
  reported as (
    insert into incident (kind, participant_nik_index, event_date, created_at)
    select kind, nik_index, event_date, $6 from wanted order by nik_index, kind, event_date
    on conflict do nothing returning id, kind, participant_nik_index, event_date),
  tied as (
    select w.claim_id, i.id from wanted w cross join lateral (
      select r.id from reported r where r.participant_nik_index = w.nik_index and r.kind = w.kind
        and (r.kind = 'death' or r.event_date = w.event_date)
      union all
      select n.id from incident n where n.kind = 'death' and w.kind = 'death' and n.participant_nik_index = w.nik_index
      union all
      select n.id from incident n where n.kind <> 'death' and n.kind = w.kind and n.participant_nik_index = w.nik_index
        and n.event_date = w.event_date) i)
  update claim c set coverage = w.coverage::jsonb, incident_id = t.id
  from wanted w join tied t using (claim_id) where c.id = w.claim_id returning w.place::int`

/** A draft that somebody else holds is waited for, or passed over so that nobody in a group waits for a stranger's lock. */
export const tying = { waiting: tieDrafts(''), passingOver: tieDrafts('skip locked') }
