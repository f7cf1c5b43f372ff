import { Injectable } from '@nestjs/common'
import type { ClaimState } from '#libs/lifecycle'
import type { LocalDate } from '#libs/local-date'
import { Sql } from '../platform/database/sql.js'

/** A claim that another may be merged into, as far as another branch may know it. */
export interface MergeableClaim {
  id: string
  number: string
  state: ClaimState
  branch: string
  lodged_on: LocalDate
}

@Injectable()
export class MergeableClaims {
  constructor(private readonly sql: Sql) {}

  of(claimId: string): Promise<MergeableClaim[]> {
    return this.sql.rows<MergeableClaim>(
      `select m.id, m.number, m.state, b.name as branch, (m.submitted_at at time zone b.zone)::date as lodged_on
       from mergeable_into($1) m join branch b on b.id = m.branch_id order by m.submitted_at`,
      [claimId],
    )
  }
}
