import { Injectable } from '@nestjs/common'
import type { YearState } from '#libs/lifecycle'
import { Sql } from '../platform/database/sql.js'

/** Where a school year waits for a person of the house. */
export const waitingStates = ['evidence_in', 'verified', 'rule_hold'] as const satisfies readonly YearState[]
export type WaitingState = (typeof waitingStates)[number]

/** What somebody who decides should look at before he does. */
export type YearMark = 'caught_up' | 'objected' | 'no_account' | 'guardian_waiting' | 'not_active'

export interface WaitingYear {
  id: string
  claim_number: string
  child_name: string
  school_year: string
  level: string | null
  grade: string | null
  state: WaitingState
  seq: number
  /** The day on which it was first applied for: what it waits since. */
  received_on: string
  amount: bigint | null
  payable: boolean | null
  reason: string | null
  verifier_id: string | null
  verifier: string | null
  marks: YearMark[]
}

/** Where a page of the list ended. */
export interface PlaceInQueue {
  receivedOn: string
  id: string
}

const happened = (event: string): string =>
  `exists (select from scholarship_transition t where t.subject_id = y.id and t.event = '${event}')`

const COLUMNS = `y.id, c.number as claim_number, a.child_name, y.school_year, y.level, y.grade, y.state, y.seq, y.received_on, y.amount,
  (y.ruling ->> 'payable')::boolean as payable, y.ruling ->> 'reason' as reason, v.actor_id as verifier_id, m.display_name as verifier,
  array_remove(array[case when ${happened('catch_up')} then 'caught_up' end, case when ${happened('object')} then 'objected' end, case when a.next_guardian_id is not null then 'guardian_waiting' end,
    case when a.state <> 'active' then 'not_active' end,
    case when not coalesce((select account_is_checked(e) from payee e where e.id = a.payee_id), false) then 'no_account' end], null) as marks`

const ABOUT = `join scholarship_award a on a.id = y.award_id join claim c on c.id = a.claim_id
  left join lateral (select t.actor_id from scholarship_transition t where t.subject_id = y.id and t.event = 'verify'
    order by t.seq desc limit 1) v on true
  left join staff_member m on m.id::text = v.actor_id`

/** School years that wait for a verifier, an approver or a rule: each list by one index, the longest waiting first. */
@Injectable()
export class SchoolYearsInBranch {
  constructor(private readonly sql: Sql) {}

  /** One page. @param branchId null for every branch */
  list(
    state: WaitingState,
    { branchId, after, limit }: { branchId: string | null; after?: PlaceInQueue; limit: number },
  ): Promise<WaitingYear[]> {
    const where = [`state = '${state}'`]
    const values: unknown[] = [limit]
    if (branchId !== null) where.push(`branch_id = $${values.push(branchId)}`)
    if (after)
      where.push(`(received_on, id) > ($${values.push(after.receivedOn)}, $${values.push(after.id)})`)
    return this.sql.rows<WaitingYear>(
      `select ${COLUMNS} from (select * from scholarship_year where ${where.join(' and ')} order by received_on, id limit $1) y
       ${ABOUT} order by y.received_on, y.id`,
      values,
    )
  }

  /** Those of a list of ids that still wait, in the order of the list of a branch. */
  some(ids: readonly string[], branchId: string | null): Promise<WaitingYear[]> {
    return this.sql.rows<WaitingYear>(
      `select ${COLUMNS} from scholarship_year y ${ABOUT} where y.id = any ($1::uuid[]) and ($2::uuid is null or y.branch_id = $2)
       order by y.received_on, y.id`,
      [ids, branchId],
    )
  }

  /** How many wait in each state. */
  async counts(branchId: string | null): Promise<Record<WaitingState, number>> {
    const where = branchId === null ? '' : ' and branch_id = $1'
    const [found] = await this.sql.rows<Record<WaitingState, number>>(
      `select ${waitingStates
        .map(
          (state) =>
            `(select count(*)::int from scholarship_year where state = '${state}'${where}) as ${state}`,
        )
        .join(', ')}`,
      branchId === null ? [] : [branchId],
    )
    return found ?? { evidence_in: 0, verified: 0, rule_hold: 0 }
  }
}
