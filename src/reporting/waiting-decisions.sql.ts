/** What waits for one person's decision about money, the program it is paid from, or an objection: its owner, and since when. */
export const waitingDecisions = `
  select c.number, c.branch_id, 'recovery' as kind, 'manager' as owner, min(r.identified_at) as since
  from recovery r join claim c on c.id = r.claim_id where r.state = 'identified' group by c.id
  union all
  select c.number, c.branch_id, 'reclassification', 'approver', p.at
  from claim_transition p join claim c on c.id = p.claim_id and c.round = p.round and c.state = 'in_verification'
  where p.event in ('propose_reclassification', 'suggest_reclassification')
    and not exists (select from claim_transition t where t.claim_id = p.claim_id and t.seq > p.seq
      and t.event in ('propose_reclassification', 'suggest_reclassification', 'reclassify', 'decline_reclassification'))
  union all
  select c.number, c.branch_id, case when b.standing is null then 'undecided' else 'came_back' end,
    case when b.standing is not null then 'manager' when c.state = 'in_approval' then 'approver' else 'verifier' end, min(t.at)
  from payment p join claim c on c.id = p.claim_id and c.round > p.round
  cross join lateral (select max(x.at) as at from payment_transition x where x.payment_id = p.id) t
  left join lateral (select w.standing from came_back(c.id) w where w.payment_id = p.id) b on true
  where p.live and p.state in ('refused', 'returned') and p.purpose <> 'scholarship' and b.standing is distinct from 'owed'
  group by c.id, 3, 4
  union all
  select c.number, c.branch_id, 'objection', 'objection_reviewer', d.at
  from objection o join claim c on c.id = o.claim_id
  cross join lateral (select max(t.at) as at from claim_transition t
    where t.claim_id = o.claim_id and t.round > o.round and t.event in ('approve', 'reject')) d
  where o.state in ('admissible', 'under_review') and d.at is not null`
