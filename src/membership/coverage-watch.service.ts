/**
 * Sees cover ending before anyone dies: cohorts and single members whose paid months run out, or whose payer left out a
 * month. Telling them is not its business.
 */
import { Injectable } from '@nestjs/common'
import { dateOfInstant, type LocalDate, parseInstant } from '#libs/local-date'
import { Clock } from '../platform/clock/clock.js'
import { Sql } from '../platform/database/sql.js'

export interface EndingCohort {
  readonly cohortId: string
  readonly cohort: string
  readonly sponsorCode: string
  readonly sponsor: string
  /** The office that looks after the sponsor. */
  readonly branchId: string | null
  readonly members: number
  /** Last day that is paid for without a month left out. */
  readonly paidUntil: LocalDate
  /** Negative when the day has passed. */
  readonly daysLeft: number
  readonly reason: 'ENDS_SOON' | 'MONTH_MISSED'
}

export interface EndingCard {
  readonly participantId: bigint
  readonly kpj: string
  readonly name: string
  readonly payer: 'self' | 'employer' | 'group'
  readonly paidUntil: LocalDate
  readonly daysLeft: number
  readonly reason: 'ENDS_SOON' | 'MONTH_MISSED'
}

export interface WatchOptions {
  /** Cover that ends within so many days is listed. */
  readonly withinDays: number
  /** Code of one sponsor; all when absent. */
  readonly sponsor?: string
  /** Only sponsors that this office looks after, or none does yet; all when absent. */
  readonly branchId?: string
}

/** Who has not paid for longer than this has left, and is no longer watched. */
const FORGOTTEN_DAYS = 100

@Injectable()
export class CoverageWatch {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
  ) {}

  endingCohorts({ withinDays, sponsor, branchId }: WatchOptions): Promise<EndingCohort[]> {
    return this.sql.rows<EndingCohort>(
      `with months as (
         select cohort_id, month, bool_and(paid_on is not null) as paid from contribution
         where cohort_id is not null group by cohort_id, month),
       ends as (
         select cohort_id, coalesce((min(month) filter (where not paid) - interval '1 day')::date,
           (max(month) + interval '1 month - 1 day')::date) as until from months group by cohort_id)
       select c.id as "cohortId", c.name as cohort, s.code as "sponsorCode", s.name as sponsor, s.branch_id as "branchId",
         e.until as "paidUntil", e.until - $1::date as "daysLeft",
         case when e.until < $1::date then 'MONTH_MISSED' else 'ENDS_SOON' end as reason,
         (select count(*)::int from membership m where m.cohort_id = c.id and (m.ended_on is null or m.ended_on >= $1::date))
           as members
       from ends e join cohort c on c.id = e.cohort_id join sponsor s on s.id = c.sponsor_id
       where e.until between $1::date - $4::int and $1::date + $2::int and ($3::text is null or s.code = $3)
         and ($5::uuid is null or s.branch_id is null or s.branch_id = $5::uuid)
       order by e.until, c.code`,
      [this.today(), withinDays, sponsor ?? null, FORGOTTEN_DAYS, branchId ?? null],
    )
  }

  /** Members who pay themselves or are paid for by an employer or group; the earliest end first. */
  endingCards({ withinDays }: WatchOptions, limit: number): Promise<EndingCard[]> {
    return this.cards(withinDays, limit, '')
  }

  /** The same, without those whose holder was told of this end. */
  untoldCards({ withinDays }: WatchOptions, limit: number): Promise<EndingCard[]> {
    return this.cards(
      withinDays,
      limit,
      'where not exists (select from coverage_notice n where n.kpj = e.kpj and n.paid_until = e."paidUntil" and n.reason = e.reason)',
    )
  }

  today(): LocalDate {
    return dateOfInstant(parseInstant(this.clock.now()), 'WIB')
  }

  private cards(withinDays: number, limit: number, among: string): Promise<EndingCard[]> {
    return this.sql.rows<EndingCard>(
      `select * from (
         select p.id as "participantId", m.kpj, p.name, c.payer, c."paidUntil", c."paidUntil" - $1::date as "daysLeft",
           case when c."paidUntil" < $1::date then 'MONTH_MISSED' else 'ENDS_SOON' end as reason
         from (select kpj, max(payer) as payer, (max(month) + interval '1 month - 1 day')::date as "paidUntil"
               from contribution where kpj is not null and paid_on is not null group by kpj) c
         join membership m on m.kpj = c.kpj and m.cohort_id is null and m.ended_on is null
         join participant p on p.id = m.participant_id
         where c."paidUntil" between $1::date - $3::int and $1::date + $2::int) e
       ${among} order by e."paidUntil", e.kpj limit $4`,
      [this.today(), withinDays, FORGOTTEN_DAYS, limit],
    )
  }
}
