import { Injectable } from '@nestjs/common'
import { Sql } from '../platform/database/sql.js'
import { NotFound } from '../platform/problem/problems.js'

export interface SponsorInSight {
  readonly code: string
  readonly name: string
  /** The office that looks after it. */
  readonly branch: string | null
  readonly noticeEmail: string | null
  readonly cohorts: number
}

/** Which sponsors (`s`) the office $1 sees; without an office, the whole network. */
export const SPONSOR_IN_SIGHT = '($1::uuid is null or s.branch_id is null or s.branch_id = $1::uuid)'

/** The sponsors that an office looks after, and those that none does yet; all of them for the whole network. */
@Injectable()
export class SponsorsInSight {
  constructor(private readonly sql: Sql) {}

  list(branchId: string | null): Promise<SponsorInSight[]> {
    return this.read(branchId, null)
  }

  /** @throws NotFound also for a sponsor of another office */
  async get(code: string, branchId: string | null): Promise<SponsorInSight> {
    const [sponsor] = await this.read(branchId, code)
    if (!sponsor) throw new NotFound(`Penyandang iuran "${code}" tidak terdaftar. Periksa kodenya.`)
    return sponsor
  }

  private read(branchId: string | null, code: string | null): Promise<SponsorInSight[]> {
    return this.sql.rows<SponsorInSight>(
      `select s.code, s.name, b.name as branch, s.notice_email as "noticeEmail",
         (select count(*)::int from cohort c where c.sponsor_id = s.id) as cohorts
       from sponsor s left join branch b on b.id = s.branch_id
       where ${SPONSOR_IN_SIGHT} and ($2::text is null or s.code = $2)
       order by s.name, s.code`,
      [branchId, code],
    )
  }
}
