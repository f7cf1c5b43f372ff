import { Injectable } from '@nestjs/common'
import { Sql } from '../platform/database/sql.js'
import type { CoverageAnswer } from './coverage-answer.js'

export type { CoverageAnswer } from './coverage-answer.js'

/** The insured person of a claim as the registry has him now. */
export interface RegisteredPerson {
  name: string
  birth_date: string
  kpjs: string[]
}

@Injectable()
export class RegisteredPersons {
  constructor(private readonly sql: Sql) {}

  /** Undefined when the registry does not know the person. */
  ofClaim(claimId: string): Promise<RegisteredPerson | undefined> {
    return this.sql.first<RegisteredPerson>(
      `select p.name, p.birth_date, array(select distinct m.kpj from membership m where m.participant_id = p.id order by m.kpj) as kpjs
       from claim c join participant p on p.nik_index = c.participant_nik_index where c.id = $1`,
      [claimId],
    )
  }

  /** What the registry answered when the claim was lodged; it is not asked again. */
  async coverageOf(claimId: string): Promise<CoverageAnswer | null> {
    const row = await this.sql.first<{ coverage: CoverageAnswer | null }>(
      'select coverage from claim where id = $1',
      [claimId],
    )
    return row?.coverage ?? null
  }
}
