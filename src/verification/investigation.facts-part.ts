import type { FactsPart } from '../claims/claim-facts.port.js'
import type { RecordMaker } from '../claims/claim-records.port.js'

/** Questions of the latest investigation that nobody has answered with evidence. */
export const investigationFacts: FactsPart = {
  name: 'investigation',
  sql: `jsonb_build_object('openQuestions', coalesce((select i.question_count - (
      select count(distinct a.position)::int from investigation_answer a where a.claim_id = i.claim_id and a.seq = i.seq)
    from investigation i where i.claim_id = c.id order by i.seq desc limit 1), 0))`,
}

/** At `investigate`: who answers how many questions. Their words stay, sealed, with the step that asked them. */
export const investigationRecord: RecordMaker = {
  record: 'investigation',
  sql: `insert into investigation (claim_id, seq, investigator_id, question_count)
    select moved.id, moved.seq, x."investigatorId", x.questions
    from moved cross join jsonb_to_record(:rows) as x("investigatorId" uuid, questions int)`,
  rows: ({ input }) => ({ investigatorId: input.investigatorId, questions: input.questions?.length ?? 0 }),
}
