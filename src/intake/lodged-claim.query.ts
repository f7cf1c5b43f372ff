import { Injectable } from '@nestjs/common'
import type { ClaimState } from '#libs/lifecycle'
import { Sql } from '../platform/database/sql.js'

/** What a family's receipt says of its claim. */
export interface LodgedClaim {
  state: ClaimState
  submitted_at: string | null
  /** By when the family hears of us; null for a report that was joined to another claim. */
  promised_by: string | null
  /** Whether this report was joined to another family's claim. */
  joined: boolean
}

@Injectable()
export class LodgedClaims {
  constructor(private readonly sql: Sql) {}

  async find(claimId: string): Promise<LodgedClaim | undefined> {
    return this.sql.first<LodgedClaim>(
      `select c.state, c.submitted_at,
         (select k.due_at from clock k where k.claim_id = c.id and k.name = 'service' order by k.started_at desc limit 1) as promised_by,
         exists (select from claim_transition t where t.claim_id = c.id and t.event = 'join') as joined
       from claim c where c.id = $1`,
      [claimId],
    )
  }
}
