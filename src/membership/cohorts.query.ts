import { Injectable } from '@nestjs/common'
import { Sql } from '../platform/database/sql.js'

export interface ListedCohort {
  id: string
  name: string
  sponsor: string
}

/** Every group of participants that somebody pays for. */
@Injectable()
export class Cohorts {
  constructor(private readonly sql: Sql) {}

  list(): Promise<ListedCohort[]> {
    return this.sql.rows<ListedCohort>(
      'select c.id, c.name, s.name as sponsor from cohort c join sponsor s on s.id = c.sponsor_id order by s.name, c.name',
    )
  }
}
