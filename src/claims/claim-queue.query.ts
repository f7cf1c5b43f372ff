import { Injectable } from '@nestjs/common'
import type { ClaimState, ClaimType } from '#libs/lifecycle'
import { Sql } from '../platform/database/sql.js'

/** States in which a claim waits for the desk of its branch; the trigger of `claim_queue` knows the same. */
export const deskStates = [
  'in_verification',
  'awaiting_documents',
  'awaiting_third_party',
  'under_investigation',
  'awaiting_account',
] as const satisfies readonly ClaimState[]

/** What makes a claim stand out: late, something for a person to look at, a paper that a machine doubts. */
export const queueFlags = ['overdue', 'attention', 'doubt'] as const
export type QueueFlag = (typeof queueFlags)[number]
export type QueueOwner = 'everyone' | 'me' | 'nobody'

export interface QueueWanted {
  branchId: string
  staffId: string
  states: readonly ClaimState[]
  types?: readonly ClaimType[]
  flag?: QueueFlag
  whose: QueueOwner
  now: string
}

/** Where a page ended. */
export interface QueuePlace {
  /** As PostgreSQL writes it, to the microsecond. */
  dueAt: string
  id: string
}

export interface QueuedClaim {
  id: string
  number: string
  type: ClaimType
  state: ClaimState
  round: number
  participant_name: string | null
  due_at: string | null
  due_exact: string
  assigned_to: string | null
  documents_done: number
  documents_asked: number
  overdue: boolean
  attention: boolean
  doubt: boolean
}

/** Beyond so many in a state nobody works through a list; it is a backlog. */
export const countedTo = 200

const START: QueuePlace = { dueAt: '-infinity', id: '00000000-0000-0000-0000-000000000000' }

/**
 * The desk of a branch, the nearest deadline first. Each state is one range of an index, cut off at the page's length and
 * then merged; the counts come from the same conditions.
 */
@Injectable()
export class ClaimQueue {
  constructor(private readonly sql: Sql) {}

  list(wanted: QueueWanted, limit: number, after: QueuePlace = START): Promise<QueuedClaim[]> {
    return this.sql.rows<QueuedClaim>(listSql[kindOf(wanted)], [
      ...conditions(wanted),
      wanted.now,
      after.dueAt,
      after.id,
      limit,
    ])
  }

  /**
   * How many claims the list holds in each state, over all pages; `countedTo + 1` stands for more than that, so that a
   * backlog of any size is not counted through each time somebody opens the page.
   */
  async counts(wanted: QueueWanted): Promise<ReadonlyMap<ClaimState, number>> {
    const rows = await this.sql.rows<{ state: ClaimState; count: number }>(countSql[kindOf(wanted)], [
      ...conditions(wanted),
      ...(wanted.flag === 'overdue' ? [wanted.now] : []),
    ])
    return new Map(rows.map(({ state, count }) => [state, count]))
  }

  /** How many claims came to the desk of a branch since a moment. */
  async arrivedSince(branchId: string, since: string): Promise<number> {
    const row = await this.sql.first<{ count: number }>(
      `select count(*)::int as count from claim_queue
       where branch_id = $1 and state = any ($3) and moved_at > $2 and entered_at > $2`,
      [branchId, since, deskStates],
    )
    return row?.count ?? 0
  }
}

function conditions({ branchId, states, staffId, types }: QueueWanted): unknown[] {
  return [branchId, states, staffId, types ?? null]
}

const attention = `exists (select from attention a where a.claim_id = q.claim_id and a.closed_at is null)`
const doubt = `exists (select from document_item i
    join document_file f on f.item_id = i.id and f.superseded_at is null
    join document_check k on k.file_id = f.id and k.outcome in ('fail', 'unsure', 'stalled')
    where i.claim_id = q.claim_id and i.scholarship_year_id is null and i.state in ('to_review', 'stalled'))`

const ranges: Record<QueueOwner, string> = {
  everyone: 'q.branch_id = $1 and q.due_at is not null and $3::uuid is not null',
  me: 'q.branch_id = $1 and q.due_at is not null and q.assigned_to = $3::uuid',
  nobody: 'q.branch_id = $1 and q.due_at is not null and q.assigned_to is null and $3::uuid is not null',
}

const flagged: Record<QueueFlag | 'any', string> = {
  any: 'true',
  overdue: 'q.due_at < $5::timestamptz',
  attention,
  doubt,
}

/** Each kind of list is a statement of its own: one for all of them would look dear, and be planned anew every time. */
type Kind = `${QueueOwner} ${QueueFlag | 'any'}`
const kindOf = ({ whose, flag }: QueueWanted): Kind => `${whose} ${flag ?? 'any'}`

const inQueue = (
  whose: QueueOwner,
  flag: QueueFlag | 'any',
): string => `${ranges[whose]} and q.state = wanted.state
    and ($4::text[] is null or q.type = any ($4)) and ${flagged[flag]}`

const listSql = forEachKind(
  (condition) => `
  select c.id, c.number, c.type, c.state, c.round, c.participant_name, nullif(q.due_at, 'infinity') as due_at,
    q.due_at::text as due_exact, (select m.display_name from staff_member m where m.id = c.assigned_to) as assigned_to,
    d.done as documents_done, d.asked as documents_asked, q.due_at < $5 as overdue, ${attention} as attention, ${doubt} as doubt
  from (
    select x.* from unnest($2::text[]) as wanted(state)
    cross join lateral (
      select q.claim_id, q.due_at from claim_queue q
      where ${condition} and (q.due_at, q.claim_id) > ($6::timestamptz, $7::uuid)
      order by q.due_at, q.claim_id limit $8
    ) x order by x.due_at, x.claim_id limit $8
  ) q
  join claim c on c.id = q.claim_id
  cross join lateral (
    select count(*) filter (where i.state in ('accepted', 'waived'))::int as done, count(*)::int as asked
    from document_item i where i.claim_id = c.id and i.necessity = 'required'
  ) d
  order by q.due_at, q.claim_id`,
)

const countSql = forEachKind(
  (condition) => `
  select wanted.state, (
      select count(*)::int from (select from claim_queue q where ${condition} limit ${countedTo + 1}) counted
    ) as count
  from unnest($2::text[]) as wanted(state)`,
)

function forEachKind(text: (condition: string) => string): Record<Kind, string> {
  const kinds = (Object.keys(ranges) as QueueOwner[]).flatMap((whose) =>
    (Object.keys(flagged) as (QueueFlag | 'any')[]).map((flag) => [
      `${whose} ${flag}`,
      text(inQueue(whose, flag)),
    ]),
  )
  return Object.fromEntries(kinds) as Record<Kind, string>
}
