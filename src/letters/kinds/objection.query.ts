import type { ObjectionEvent, ObjectionState } from '#libs/lifecycle'
import type { LocalDate } from '#libs/local-date'
import type { SqlRunner } from '../../platform/database/sql.js'
import type { PersonalData } from '../../platform/personal-data/personal-data.service.js'

/** A step of an objection, with what it is against. Dates are calendar dates at the branch. */
export interface ObjectionTold {
  readonly event: ObjectionEvent
  readonly to_state: ObjectionState
  /** In the words of who answered or referred it. */
  readonly reason: string | null
  readonly body: string | null
  readonly referred_on: LocalDate | null
  readonly filed_on: LocalDate
  readonly decided_on: LocalDate
  /** Last day on which the objection was in time. */
  readonly last_day: LocalDate | null
}

export async function readObjectionStep(
  sql: SqlRunner,
  personal: PersonalData,
  objectionId: string,
  step: number,
): Promise<ObjectionTold | undefined> {
  const found = await sql.rows<ObjectionTold>(
    `select t.event, t.to_state, t.words as reason, t.body, t.referred_on, ${day('o.filed_at')} as filed_on,
       (select ${day('max(d.at)')} from claim_transition d
         where d.claim_id = o.claim_id and d.round = o.round and d.event = 'reject') as decided_on,
       (select ${day('max(k.due_at)')} from clock k
         where k.claim_id = o.claim_id and k.name = 'objection' and k.round = o.round) as last_day
     from objection_transition t join objection o on o.id = t.objection_id
     join claim c on c.id = o.claim_id join branch b on b.id = c.branch_id where t.objection_id = $1 and t.seq = $2`,
    [objectionId, step],
  )
  const [told] = await personal.reveal(found, { reason: 'claim_transition.input' })
  return told
}

/** The objection with which a claim went into a round, as it was admitted. */
export async function admissionOf(
  sql: SqlRunner,
  claimId: string,
  round: number,
): Promise<{ objection_id: string; seq: number } | undefined> {
  const [admission] = await sql.rows<{ objection_id: string; seq: number }>(
    `select t.objection_id, t.seq from objection_transition t
     where t.claim_id = $1 and t.round = $2 - 1 and t.event = 'admit'`,
    [claimId, round],
  )
  return admission
}

const day = (instant: string): string => `(${instant} at time zone b.zone)::date`
