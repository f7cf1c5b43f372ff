import type { RecordMaker } from './claim-records.port.js'

/** Confirms the proposal that waits: from this moment the claim is of the other type, with the cause that was settled. */
export const reclassification: RecordMaker = {
  record: 'reclassification',
  sql: `insert into reclassification (claim_id, seq, round, from_type, to_type, death_cause, occurred_on, proposed_seq)
    select moved.id, moved.seq, moved.round, c.type, case p.input ->> 'deathCause' when 'non_work_death' then 'jkm_death' else 'jkk_death' end,
      p.input ->> 'deathCause', (p.input ->> 'occurredOn')::date, p.seq
    from moved join claim c on c.id = moved.id
    cross join lateral (select t.input, t.seq from claim_transition t
      where t.claim_id = moved.id and t.event in ('propose_reclassification', 'suggest_reclassification') order by t.seq desc limit 1) p`,
}
