/** An overpayment on its way back, from what was found to the instalment that did not come. */
const recoveries = `
  select c.id as claim_id, c.number, c.branch_id, w.kind, w.owner, min(w.since) as since
  from recovery r join claim c on c.id = r.claim_id join branch b on b.id = c.branch_id
  left join recovery_transition t on t.recovery_id = r.id and t.seq = r.seq
  cross join lateral (values
    ('identified', 'recovery', 'manager', r.identified_at), ('confirmed', 'recovery_untold', 'officer', t.at),
    ('notified', 'recovery_unarranged', 'officer', t.at), ('disputed', 'recovery_disputed', 'manager', t.at),
    ('arranged', 'recovery_missed', 'officer', (next_instalment(r) + 1)::timestamp at time zone b.zone),
    ('recovering', 'recovery_missed', 'officer', (next_instalment(r) + 1)::timestamp at time zone b.zone)) as w(state, kind, owner, since)
  where r.state not in ('settled', 'waived', 'written_off', 'superseded') and w.state = r.state and w.since <= $1
  group by c.id, w.kind, w.owner`

/**
 * What waits for one person's decision about money, the program it is paid from, or an objection: its owner, and since
 * when. $1 now
 */
export const waitingDecisions = `
  ${recoveries}
  union all
  select c.id, c.number, c.branch_id, 'reclassification', 'approver', p.at
  from claim_transition p join claim c on c.id = p.claim_id and c.round = p.round and c.state = 'in_verification'
  where p.event in ('propose_reclassification', 'suggest_reclassification')
    and not exists (select from claim_transition t where t.claim_id = p.claim_id and t.seq > p.seq
      and t.event in ('propose_reclassification', 'suggest_reclassification', 'reclassify', 'decline_reclassification'))
  union all
  select c.id, c.number, c.branch_id, case when b.standing is null then 'undecided' else 'came_back' end,
    case when b.standing is not null then 'manager' when c.state = 'in_approval' then 'approver' else 'verifier' end, min(t.at)
  from payment p join claim c on c.id = p.claim_id and c.round > p.round
  cross join lateral (select max(x.at) as at from payment_transition x where x.payment_id = p.id) t
  left join lateral (select w.standing from came_back(c.id) w where w.payment_id = p.id) b on true
  where p.live and p.state in ('refused', 'returned') and p.purpose <> 'scholarship' and b.standing is distinct from 'owed'
  group by c.id, 4, 5
  union all
  select c.id, c.number, c.branch_id, 'objection_late', 'manager', o.filed_at
  from objection o join claim c on c.id = o.claim_id and c.round = o.round and c.state = 'rejected'
  where o.state = 'out_of_time' and o.seq = 1
  union all
  select c.id, c.number, c.branch_id, 'objection', 'objection_reviewer', d.at
  from objection o join claim c on c.id = o.claim_id
  cross join lateral (select max(t.at) as at from claim_transition t
    where t.claim_id = o.claim_id and t.round > o.round and t.event in ('approve', 'reject')) d
  where o.state in ('admissible', 'under_review') and d.at is not null`

/** What the sweep has written down of a decision `w` that waits for too long: since when. */
export const overdueSince = `(select min(a.opened_at) from attention a
  where a.claim_id = w.claim_id and a.topic = 'waiting.' || w.kind and a.closed_at is null)`
