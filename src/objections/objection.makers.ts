import type { RecordMaker } from '../claims/claim-records.port.js'

/** At `object`: the objection is admitted as the claim goes into its new round, whether it came in time or was late. */
export const objectionRecord: RecordMaker = {
  record: 'objection',
  sql: `insert into objection_transition (objection_id, seq, claim_id, round, claim_seq, from_state, event, to_state,
      actor_id, actor_role, words, at)
    select coalesce(o.id, gen_random_uuid()), coalesce(o.seq, 0) + 1, moved.id, moved.round - 1, moved.seq,
      coalesce(o.state, 'filed'), 'admit', 'admissible', moved.actor_id, moved.actor_role, moved.input ->> 'reason', moved.at
    from moved left join objection o on o.claim_id = moved.id and o.round = moved.round - 1
    where o.id is null or o.state = 'out_of_time'`,
}

/** An objection does not outlive its claim: one that was withdrawn, lapsed or joined another owes no answer any more. */
export const endedObjection: RecordMaker = {
  record: 'ended_objection',
  sql: `insert into objection_transition (objection_id, seq, claim_id, round, claim_seq, from_state, event, to_state,
      actor_id, actor_role, at)
    select o.id, o.seq + 1, o.claim_id, o.round, moved.seq, o.state, 'withdraw', 'withdrawn', x.id, x.role, moved.at
    from moved join objection o on o.claim_id = moved.id and o.state in ('admissible', 'under_review')
    cross join lateral (select case when moved.actor_id like 'party:%' then moved.actor_id else 'system' end as id,
      case when moved.actor_id like 'party:%' then moved.actor_role else 'system' end as role) x`,
}
