/**
 * Reminds the owner of a decision that waits for longer than `config/procedure/waiting-decisions.yaml` allows: one row a
 * claim and kind, read on the claim and in the queue, closed when the decision no longer waits. Safe in several processes
 * at once.
 */
import { Injectable } from '@nestjs/common'
import { Clock } from '../platform/clock/clock.js'
import { Sql } from '../platform/database/sql.js'
import { overdueSince, waitingDecisions } from './waiting-decisions.sql.js'
import { loadWaitingDays, waitingInWords, waitingKinds } from './waiting-rules.js'

/** $1 now, $2 days and words of each kind. Once for each time that it waits. */
const remind = `
  insert into attention (claim_id, topic, reason, owner_role, owner_branch_id, opened_at)
  select w.claim_id, 'waiting.' || w.kind, r.what, w.owner, w.branch_id, $1
  from (${waitingDecisions}) w join jsonb_to_recordset($2::jsonb) as r(kind text, what text, days int) on r.kind = w.kind
  where w.since + make_interval(days => r.days) < $1 and ${overdueSince} is null
    and not exists (select from attention a where a.claim_id = w.claim_id and a.topic = 'waiting.' || w.kind and a.opened_at >= w.since)
  on conflict do nothing returning id`

/** $1 now */
const close = `
  update attention a set closed_at = $1, closed_by = 'system'
  where a.closed_at is null and a.topic like 'waiting.%'
    and not exists (select from (${waitingDecisions}) w where w.claim_id = a.claim_id and a.topic = 'waiting.' || w.kind)
  returning id`

@Injectable()
export class OverdueDecisions {
  private readonly days = loadWaitingDays()
  private readonly rules = JSON.stringify(
    waitingKinds.map((kind) => ({ kind, what: waitingInWords[kind][0], days: this.days[kind] })),
  )

  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
  ) {}

  async sweep(): Promise<{ reminded: number; closed: number }> {
    const now = this.clock.now()
    const closed = await this.sql.rows(close, [now])
    const reminded = await this.sql.rows(remind, [now, this.rules])
    return { reminded: reminded.length, closed: closed.length }
  }
}
