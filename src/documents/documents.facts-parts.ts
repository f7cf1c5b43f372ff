import type { FactsPart } from '../claims/claim-facts.port.js'

/** Checks of the files that count. One that waits keeps a claim in screening; one that gave up needs a person. */
const checks: FactsPart = {
  name: 'checks',
  sql: `(select jsonb_build_object('pending', count(*) filter (where k.outcome = 'pending'),
      'stalled', count(*) filter (where k.outcome = 'stalled'))
    from document_check k join document_file f on f.id = k.file_id
    where k.claim_id = c.id and k.outcome in ('pending', 'stalled') and f.superseded_at is null)`,
}

const settled = "i.state in ('accepted', 'waived')"
const refused = "i.state in ('defective', 'infected', 'unreadable')"
const required = "i.necessity = 'required'"

/** What was not on file before completes the file on the day it came: no delay of ours is counted before that day. */
const reopenedBy = `case when c.round > 1 then (select max(t.at) from claim_transition t
  where t.claim_id = c.id and t.event = 'reopen' and t.input ->> 'ground' in ('new_evidence', 'court_order')) end`

/**
 * Counts over the present list. A claim whose list was never written is not complete and not looked at: nothing may
 * pass because something was forgotten. A document of the list that is not required waits for a look only once it is given.
 */
const documents: FactsPart = {
  name: 'documents',
  sql: `(select jsonb_build_object(
      'requiredOpen', case when count(*) = 0 then 1 else count(*) filter (where ${required} and not ${settled}) end,
      'undecided', case when count(*) = 0 then 1 else count(*) filter (where not ${settled} and not ${refused}
        and (${required} or i.state not in ('required', 'declared_missing', 'superseded'))) end,
      'defective', count(*) filter (where ${refused}),
      'defectsWithoutCode', count(*) filter (where ${refused} and i.defect_code is null),
      'unanswered', count(*) filter (where ${refused}),
      'completeOn', case when bool_and(not ${required} or ${settled})
        then (greatest(max(i.answered_at) filter (where ${required}), c.submitted_at, ${reopenedBy}) at time zone b.zone)::date end)
    from document_item i where i.claim_id = c.id and i.necessity <> 'not_needed')`,
}

export const documentsFactsParts: FactsPart[] = [checks, documents]
