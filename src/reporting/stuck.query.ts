import { Injectable } from '@nestjs/common'
import { claimTable, finalClaimStates } from '#libs/lifecycle'
import { Clock } from '../platform/clock/clock.js'
import { Sql, type SqlRunner } from '../platform/database/sql.js'
import { AttentionWords } from '../platform/problem/attention-words.js'
import { overdueSince, waitingDecisions } from './waiting-decisions.sql.js'
import { type Stuck, stuckInWords, type StuckRow } from './stuck-words.js'

export type { Stuck } from './stuck-words.js'

const day = (instant: string): string => `to_char(${instant}, 'YYYY-MM-DD')`
const facts = ['detail', 'owner', 'since', 'attempts', 'reminded'] as const
type Told = Partial<Record<(typeof facts)[number], string>>
/** The same columns of every part; what a part does not know is null. */
const columns = (number: string, kind: StuckRow['kind'], code: string, told: Told = {}): string =>
  `select ${number} as number, '${kind}' as kind, ${code} as code, ${facts.map((fact) => `${told[fact] ?? 'null'} as ${fact}`).join(', ')}`

/** $1 now, $2 states with a way out, $3 final states */
const STUCK = `
  ${columns('coalesce(c.number, k.number)', 'attention', 'a.topic', { detail: 'a.reason', owner: 'a.owner_role', since: day('a.opened_at') })}
  from attention a left join claim c on c.id = a.claim_id left join outbox o on o.id = a.outbox_id
  left join incident_course k on k.incident_id = coalesce(a.incident_id, (o.payload ->> 'incidentId')::uuid)
  where a.closed_at is null and a.topic not like 'waiting.%'
  union all
  ${columns('c.number', 'work', 'o.topic', { detail: 'o.last_error', attempts: 'o.attempts' })}
  from outbox o left join claim c on c.id = o.claim_id
  where o.handled_at is null and o.gave_up_at is null and o.due_at < clock_timestamp() - interval '5 minutes'
  union all
  ${columns('c.number', 'message', 'n.template', { since: day('n.changed_at') })}
  from notification n left join claim c on c.id = n.claim_id
  where (n.outcome = 'queued' and n.due_at < $1::timestamptz - interval '1 hour')
    or (n.outcome = 'sent' and n.changed_at < $1::timestamptz - interval '2 days')
  union all
  ${columns('c.number', 'clock', 'k.name', { since: day('k.due_at') })}
  from clock k join claim c on c.id = k.claim_id
  where k.stopped_at is null and k.paused_at is null and k.due_at < $1
    and not exists (select from attention a where a.claim_id = c.id and a.topic = 'clock.' || k.name and a.closed_at is null)
  union all
  ${columns('k.number', 'incident_clock', 'o.name', { since: day('o.due_at') })}
  from incident_clock o join incident_course k on k.incident_id = o.incident_id
  where o.stopped_at is null and o.due_at < $1
    and not exists (select from attention a where a.incident_id = k.incident_id and a.topic = 'clock.' || o.name and a.closed_at is null)
  union all
  ${columns('c.number', 'state', 'c.state')}
  from claim c where not (c.state = any ($2::text[])) and not (c.state = any ($3::text[]))
  union all
  ${columns('w.number', 'waiting', 'w.kind', { owner: 'w.owner', since: day('w.since'), reminded: day(overdueSince) })}
  from (${waitingDecisions}) w`

/** What nobody is moving: given-up work, messages without an outcome, overdue clocks, states without a way out. */
export async function findStuck(sql: SqlRunner, now: string, words?: AttentionWords): Promise<Stuck[]> {
  const open = [...new Set(claimTable.map((each) => each.from))]
  return stuckInWords(await sql.rows<StuckRow>(STUCK, [now, open, finalClaimStates]), words)
}

/** The same for a page of the running product. */
@Injectable()
export class StuckWork {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly words: AttentionWords,
  ) {}

  list(): Promise<Stuck[]> {
    return findStuck(this.sql, this.clock.now(), this.words)
  }
}
