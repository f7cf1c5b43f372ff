import { Injectable } from '@nestjs/common'
import { Sql } from '../platform/database/sql.js'
import { waitingDecisions } from './waiting-decisions.sql.js'

export const waitingKinds = ['recovery', 'reclassification', 'undecided', 'came_back', 'objection'] as const
export type WaitingKind = (typeof waitingKinds)[number]

export interface WaitingDecision {
  number: string
  kind: WaitingKind
  owner: 'manager' | 'approver' | 'verifier' | 'objection_reviewer'
  since: string
}

const MOST = 50

/** Decisions about money that wait for one person, the oldest first. */
@Injectable()
export class WaitingDecisions {
  constructor(private readonly sql: Sql) {}

  /** @param branchId null for every branch */
  list(branchId: string | null): Promise<WaitingDecision[]> {
    return this.sql.rows<WaitingDecision>(
      `select w.number, w.kind, w.owner, w.since from (${waitingDecisions}) w
       where $1::uuid is null or w.branch_id = $1 order by w.since, w.number limit ${MOST}`,
      [branchId],
    )
  }
}
