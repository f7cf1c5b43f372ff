/**
 * Looks at the clocks that have run out. Where the lifecycle knows what follows, the event is fired; where a person must
 * act, the claim gets a row with an owner. Deadlines are rows that are swept, never delayed jobs.
 */
import { Injectable } from '@nestjs/common'
import { type ClaimEvent, clockDefinitions } from '#libs/lifecycle'
import { Clock } from '../platform/clock/clock.js'
import { Sql } from '../platform/database/sql.js'
import { StaleClaim, TransitionRefused } from '../platform/problem/problems.js'
import { ClaimLifecycle } from './claim-lifecycle.service.js'
import { SYSTEM } from './claim-command.port.js'

const BATCH = 200

interface DueClock {
  id: string
  claim_id: string
  name: string
}

@Injectable()
export class DeadlineSweep {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly lifecycle: ClaimLifecycle,
  ) {}

  /** Returns how many clocks led to an event or to a new row with an owner. Safe to run in several processes at once. */
  async run(): Promise<number> {
    let moved = 0
    const failures: unknown[] = []
    for (const due of await this.dueClocks()) {
      // One claim that cannot be moved now must not keep all the others from their deadlines.
      try {
        moved += (await this.follow(due)) ? 1 : 0
      } catch (error) {
        failures.push(error)
      }
    }
    if (failures.length > 0)
      throw new AggregateError(failures, `${failures.length} deadlines could not be followed`)
    return moved
  }

  private async dueClocks(): Promise<DueClock[]> {
    return this.sql.rows<DueClock>(
      `select k.id, k.claim_id, k.name from clock k
       where k.stopped_at is null and k.paused_at is null and k.due_at < $1
         and not exists (select from attention a where a.claim_id = k.claim_id and a.topic = 'clock.' || k.name
           and a.opened_at >= k.due_at)
       order by k.due_at limit $2`,
      [this.clock.now(), BATCH],
    )
  }

  private async follow(due: DueClock): Promise<boolean> {
    const breach = clockDefinitions.find((definition) => definition.name === due.name)?.breach
    if (breach?.kind === 'fire' && breach.machine === 'claim') return this.fire(due, breach.event)
    if (breach?.kind === 'close_window') return this.close(due)
    return this.escalate(due, 'CLOCK_RAN_OUT')
  }

  private async fire(due: DueClock, event: ClaimEvent): Promise<boolean> {
    try {
      await this.lifecycle.fire(due.claim_id, event, SYSTEM, { idempotencyKey: `${event}:${due.id}` })
      return true
    } catch (error) {
      // Somebody was faster: the next look sees what is true now.
      if (error instanceof StaleClaim) return false
      if (!(error instanceof TransitionRefused)) throw error
      // The state has no use for this clock any more, or something stands in the way that a person must see.
      return error.code === 'no-such-step' ? this.close(due) : this.escalate(due, 'DEADLINE_EVENT_REFUSED')
    }
  }

  private async close(due: DueClock): Promise<boolean> {
    await this.sql.rows('update clock set stopped_at = $2 where id = $1 and stopped_at is null', [
      due.id,
      this.clock.now(),
    ])
    return true
  }

  private async escalate(due: DueClock, reason: string): Promise<boolean> {
    const rows = await this.sql.rows(
      `insert into attention (claim_id, topic, reason, owner_role, owner_branch_id, opened_at)
       select c.id, 'clock.' || $2, $4, 'manager', c.branch_id, $3 from claim c where c.id = $1
       on conflict do nothing returning id`,
      [due.claim_id, due.name, this.clock.now(), reason],
    )
    return rows.length > 0
  }
}
