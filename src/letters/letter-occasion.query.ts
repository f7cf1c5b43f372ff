import type { ClaimEvent, ClaimType } from '#libs/lifecycle'
import type { LocalDate } from '#libs/local-date'
import type { SqlRunner } from '../platform/database/sql.js'

/** The step of a claim that a letter tells of. Dates are calendar dates at the branch. */
export interface Occasion {
  readonly claim_id: string
  readonly seq: number
  readonly round: number
  readonly event: ClaimEvent
  readonly at: string
  readonly on: LocalDate
  readonly actor_role: string
  readonly number: string
  readonly type: ClaimType
  readonly participant: string
  readonly event_date: LocalDate
  readonly branch_id: string
  readonly branch_code: string
  readonly branch: string
  readonly phone: string
  /** Whom the letter is for: the first party of the claim. */
  readonly recipient: string
  readonly relation: string | null
}

export async function findOccasion(
  sql: SqlRunner,
  claimId: string,
  seq: number,
): Promise<Occasion | undefined> {
  const [occasion] = await sql.rows<Occasion>(
    `${occasionOf} from claim_transition t join claim c on c.id = t.claim_id ${around} where t.claim_id = $1 and t.seq = $2`,
    [claimId, seq],
  )
  return occasion
}

/** A step of an objection, told beside the step of the claim that was the last one then. */
export async function occasionOfObjection(
  sql: SqlRunner,
  objectionId: string,
  step: number,
): Promise<Occasion | undefined> {
  const [occasion] = await sql.rows<Occasion>(
    `${occasionOf} from objection_transition x
     cross join lateral (select x.claim_id, x.claim_seq as seq, x.round, l.event, x.at, x.actor_role
       from claim_transition l where l.claim_id = x.claim_id and l.seq = x.claim_seq) t
     join claim c on c.id = t.claim_id ${around} where x.objection_id = $1 and x.seq = $2`,
    [objectionId, step],
  )
  return occasion
}

/** A step of a recovery, told to its payee beside the step of the claim that was the last one then. */
export async function occasionOfRecovery(
  sql: SqlRunner,
  recoveryId: string,
  step: number,
): Promise<Occasion | undefined> {
  const [occasion] = await sql.rows<Occasion>(
    `${occasionOf} from recovery_transition x join recovery r on r.id = x.recovery_id
     cross join lateral (select l.claim_id, l.seq, l.round, l.event, x.at, x.actor_role
       from claim_transition l where l.claim_id = r.claim_id and l.at <= x.at order by l.seq desc limit 1) t
     join claim c on c.id = t.claim_id join branch b on b.id = c.branch_id
     join lateral (select coalesce(y.receiver, y.name) as name, null::text as relation from payee y where y.id = r.payee_id) p on true
     where x.recovery_id = $1 and x.seq = $2`,
    [recoveryId, step],
  )
  return occasion
}

/** A step that nobody has taken yet, as if it were taken at this moment. */
export async function occasionToBe(
  sql: SqlRunner,
  claimId: string,
  event: ClaimEvent,
  at: string,
): Promise<Occasion | undefined> {
  const [occasion] = await sql.rows<Occasion>(
    `${occasionOf} from claim c
     cross join lateral (select c.id as claim_id, c.seq + 1 as seq, c.round, $2::text as event, $3::timestamptz as at,
       'approver' as actor_role) t
     ${around} where c.id = $1`,
    [claimId, event, at],
  )
  return occasion
}

const occasionOf = `select t.claim_id, t.seq, t.round, t.event, t.at, (t.at at time zone b.zone)::date as on, t.actor_role,
  c.number, c.type, coalesce(c.participant_name, '') as participant, c.event_date,
  b.id as branch_id, b.code as branch_code, b.name as branch, b.phone,
  coalesce(p.name, c.answers #>> '{claimant,name}', '') as recipient, p.relation`
const around = `join branch b on b.id = c.branch_id
  left join lateral (select y.name, y.relation from claim_party y where y.claim_id = c.id order by y.joined_at, y.id limit 1) p
    on true`

/** The last day of the clock that a step started, or of one that was running at it; null where there was none. */
export async function dueOn(
  sql: SqlRunner,
  { claim_id, at }: Pick<Occasion, 'claim_id' | 'at'>,
  clock: string,
): Promise<LocalDate | null> {
  const [row] = await sql.rows<{ due_on: LocalDate }>(
    `select (k.due_at at time zone b.zone)::date as due_on
     from clock k join claim c on c.id = k.claim_id join branch b on b.id = c.branch_id
     where k.claim_id = $1 and k.name = $2 and k.started_at <= $3 and coalesce(k.stopped_at, 'infinity') > $3
     order by k.started_at desc limit 1`,
    [claim_id, clock, at],
  )
  return row?.due_on ?? null
}
