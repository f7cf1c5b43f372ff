import { Injectable } from '@nestjs/common'
import { Sql } from '../platform/database/sql.js'
import { SPONSOR_IN_SIGHT } from './sponsors-in-sight.query.js'

export interface ListedCohort {
  id: string
  name: string
  sponsor: string
}

/** The groups of the sponsors that an office looks after, and of those that none does yet; all of them for the whole network. */
@Injectable()
export class Cohorts {
  constructor(private readonly sql: Sql) {}

  list(branchId: string | null): Promise<ListedCohort[]> {
    return this.sql.rows<ListedCohort>(
      `select c.id, c.name, s.name as sponsor from cohort c join sponsor s on s.id = c.sponsor_id
       where ${SPONSOR_IN_SIGHT} order by s.name, c.name`,
      [branchId],
    )
  }

  /** Whether there is such a group, and in the sight of this office. */
  async has(cohortId: string, branchId: string | null): Promise<boolean> {
    const found = await this.sql.rows(
      `select from cohort c join sponsor s on s.id = c.sponsor_id where ${SPONSOR_IN_SIGHT} and c.id = $2`,
      [branchId, cohortId],
    )
    return found.length > 0
  }
}
