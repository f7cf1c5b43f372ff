import { Injectable } from '@nestjs/common'
import { Sql } from '../platform/database/sql.js'
import { Clock } from '../platform/clock/clock.js'
import { overdueSince, waitingDecisions } from './waiting-decisions.sql.js'
import type { WaitingKind } from './waiting-rules.js'

export interface WaitingDecision {
  number: string
  kind: WaitingKind
  owner: 'manager' | 'approver' | 'verifier' | 'objection_reviewer' | 'officer'
  since: string
  /** Whole days at the branch. */
  days: number
  /** It waits for longer than we allow ourselves. */
  overdue: boolean
}

const MOST = 50

/** Decisions about money that wait for one person, the oldest first. */
@Injectable()
export class WaitingDecisions {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
  ) {}

  /** @param branchId null for every branch */
  list(branchId: string | null): Promise<WaitingDecision[]> {
    return this.sql.rows<WaitingDecision>(
      `select w.number, w.kind, w.owner, w.since, ${overdueSince} is not null as overdue,
         ($1::timestamptz at time zone b.zone)::date - (w.since at time zone b.zone)::date as days
       from (${waitingDecisions}) w join branch b on b.id = w.branch_id
       where $2::uuid is null or w.branch_id = $2 order by w.since, w.number limit ${MOST}`,
      [this.clock.now(), branchId],
    )
  }
}
