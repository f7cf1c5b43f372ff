import { Injectable } from '@nestjs/common'
import type { ClaimState, ObjectionEvent, ObjectionState } from '#libs/lifecycle'
import type { LocalDate } from '#libs/local-date'
import { Clock } from '../platform/clock/clock.js'
import { Sql } from '../platform/database/sql.js'
import { PersonalData } from '../platform/personal-data/personal-data.service.js'

export interface ObjectionOnFile {
  id: string
  claim_id: string
  claim_number: string
  claim_state: ClaimState
  claim_version: number
  participant: string
  /** The contested round. */
  round: number
  state: ObjectionState
  filed_on: LocalDate
  /** Last day for our answer; null where none is owed. */
  due_on: LocalDate | null
  overdue: boolean
  reviewer: string | null
}

export interface ObjectionStep {
  seq: number
  event: ObjectionEvent
  to_state: ObjectionState
  on: LocalDate
  /** Who of the staff; null for a family and for the product. */
  actor: string | null
  words: string | null
  body: string | null
  referred_on: LocalDate | null
}

export interface WholeObjection extends ObjectionOnFile {
  steps: ObjectionStep[]
}

const PAGE = 200
const day = (instant: string): string => `(${instant} at time zone b.zone)::date`

/** $1 now, $2 branch, $3 one objection, $4 claim. An answer is due by the clock that began as it was admitted. */
const READ = `
  select o.id, o.claim_id, c.number as claim_number, c.state as claim_state, c.version as claim_version,
    coalesce(c.participant_name, '') as participant, o.round, o.state, ${day('o.filed_at')} as filed_on,
    ${day('k.due_at')} as due_on, coalesce(k.due_at < $1, false) as overdue, m.display_name as reviewer
  from objection o join claim c on c.id = o.claim_id join branch b on b.id = c.branch_id
  left join staff_member m on m.id::text = o.reviewer_id
  left join clock k on k.claim_id = o.claim_id and k.name = 'objection_outcome' and k.round = o.round + 1
    and o.state in ('admissible', 'under_review')
  where ($2::uuid is null or c.branch_id = $2) and ($3::uuid is null or o.id = $3) and ($4::uuid is null or o.claim_id = $4)
  order by o.state not in ('admissible', 'under_review'), o.state <> 'out_of_time', k.due_at, o.filed_at desc limit ${PAGE}`

/** Objections of a branch, those that wait for our answer first; of a claim; and one with every step. */
@Injectable()
export class ObjectionsOnFile {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly personal: PersonalData,
  ) {}

  /** @param branchId null for every branch */
  inBranch(branchId: string | null): Promise<ObjectionOnFile[]> {
    return this.read(branchId, null, null)
  }

  async find(id: string, branchId: string | null): Promise<WholeObjection | undefined> {
    const [objection] = await this.read(branchId, id, null)
    return objection && { ...objection, steps: await this.stepsOf(id) }
  }

  /** The latest objection of a claim, for the family. */
  async latestOf(claimId: string): Promise<WholeObjection | undefined> {
    const found = await this.read(null, null, claimId)
    const latest = found.toSorted((one, other) => other.round - one.round)[0]
    return latest && { ...latest, steps: await this.stepsOf(latest.id) }
  }

  private read(branch: string | null, id: string | null, claim: string | null): Promise<ObjectionOnFile[]> {
    return this.sql.rows<ObjectionOnFile>(READ, [this.clock.now(), branch, id, claim])
  }

  private async stepsOf(id: string): Promise<ObjectionStep[]> {
    const steps = await this.sql.rows<ObjectionStep>(
      `select t.seq, t.event, t.to_state, ${day('t.at')} as on, m.display_name as actor, t.words, t.body, t.referred_on
       from objection_transition t join claim c on c.id = t.claim_id join branch b on b.id = c.branch_id
       left join staff_member m on m.id::text = t.actor_id where t.objection_id = $1 order by t.seq`,
      [id],
    )
    return this.personal.reveal(steps, { words: 'claim_transition.input' })
  }
}
