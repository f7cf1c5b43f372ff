import { Injectable } from '@nestjs/common'
import type { ClaimState, ClaimType } from '#libs/lifecycle'
import { Sql } from '../platform/database/sql.js'

export interface ClaimsWanted {
  /** Null: every branch. */
  branchId: string | null
  states: readonly ClaimState[]
  types?: readonly ClaimType[]
  /** Id of the member of staff, `none` for claims nobody has taken, or all. */
  assignedTo?: string
  /** Only claims with a deadline that ends before this instant. */
  dueBefore?: string
  /** Only claims with a deadline up to this calendar date at their branch. */
  dueThrough?: string
  after?: Place
  limit: number
}

/** Where a page ended: the place of its last claim in the order of the list. */
export interface Place {
  /** When the claim last moved, in microseconds, as PostgreSQL writes it in UTC. */
  movedAt: string
  id: string
}

export interface ListedClaim {
  id: string
  number: string
  type: ClaimType
  state: ClaimState
  round: number
  version: number
  branch_code: string
  participant_name: string | null
  event_date: string | null
  submitted_at: string | null
  moved_at: string
  /** `moved_at` to the microsecond, for the next page. */
  moved_at_exact: string
  due_at: string | null
  assigned_to: string | null
}

/** A null place is before every claim. */
const START: Place = { movedAt: '-infinity', id: '00000000-0000-0000-0000-000000000000' }

/**
 * The claims of a branch in some states, the longest unmoved first, a page at a time. Each (branch, state) is one range
 * of the index `claim_worklist`, cut off at the page's length and then merged, so that a page costs the same whether a
 * branch has a hundred claims or a million. A claim that moves goes to the end: no page shows it twice, none skips another.
 */
@Injectable()
export class ClaimsInBranch {
  constructor(private readonly sql: Sql) {}

  async list(wanted: ClaimsWanted): Promise<ListedClaim[]> {
    const { movedAt, id } = wanted.after ?? START
    return this.sql.rows<ListedClaim>(claimsInBranchSql, [
      wanted.branchId,
      wanted.states,
      movedAt,
      id,
      wanted.limit,
      wanted.types ?? null,
      wanted.assignedTo ?? null,
      wanted.dueBefore ?? null,
      wanted.dueThrough ?? null,
    ])
  }
}

export const claimsInBranchSql = `
  select c.id, c.number, c.type, c.state, c.round, c.version, q.code as branch_code, c.participant_name, c.event_date, c.submitted_at,
    c.moved_at, to_char(c.moved_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as moved_at_exact,
    (select min(k.due_at) from clock k where k.claim_id = c.id and k.stopped_at is null and k.paused_at is null) as due_at,
    (select m.display_name from staff_member m where m.id = c.assigned_to) as assigned_to
  from (
    select x.*, b.code
    from branch b cross join unnest($2::text[]) as wanted(state)
    cross join lateral (
      select q.claim_id, q.moved_at from claim_queue q
      where q.branch_id = b.id and q.state = wanted.state and (q.moved_at, q.claim_id) > ($3::timestamptz, $4::uuid)
        and ($6::text[] is null or q.type = any ($6))
        and ($7::text is null or case $7 when 'none' then q.assigned_to is null else q.assigned_to::text = $7 end)
        and (($8::timestamptz is null and $9::date is null) or exists (select from clock k
          where k.claim_id = q.claim_id and k.stopped_at is null and k.paused_at is null
            and (k.due_at < $8 or (k.due_at at time zone b.zone)::date <= $9)))
      order by q.moved_at, q.claim_id limit $5
    ) x
    where $1::uuid is null or b.id = $1
    order by x.moved_at, x.claim_id limit $5
  ) q
  join claim c on c.id = q.claim_id
  order by q.moved_at, q.claim_id`
