/**
 * Sees cover ending before anyone dies: cohorts and single members whose paid months run out, or whose payer left out a
 * month. It writes down whom to tell, once for each end; sending is not its business.
 */
import { Injectable } from '@nestjs/common'
import { dateOfInstant, formatDateId, type LocalDate, parseInstant } from '#libs/local-date'
import { Clock } from '../platform/clock/clock.js'
import { Sql, type SqlRunner } from '../platform/database/sql.js'
import { ImportWords } from './import-words.js'

export interface EndingCohort {
  readonly cohortId: string
  readonly cohort: string
  readonly sponsorCode: string
  readonly sponsor: string
  readonly members: number
  /** Last day that is paid for without a month left out. */
  readonly paidUntil: LocalDate
  /** Negative when the day has passed. */
  readonly daysLeft: number
  readonly reason: 'ENDS_SOON' | 'MONTH_MISSED'
}

export interface EndingCard {
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
}

const AUDIENCES = ['sponsor', 'branch', 'participant'] as const
/** Who has not paid for longer than this has left, and is no longer watched. */
const FORGOTTEN_DAYS = 100

@Injectable()
export class CoverageWatch {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly words: ImportWords,
  ) {}

  endingCohorts(options: WatchOptions): Promise<EndingCohort[]> {
    return this.readCohorts(this.sql, options)
  }

  /** Members who pay themselves or are paid for by an employer or group; the earliest end first. */
  async endingCards({ withinDays }: WatchOptions, limit: number): Promise<EndingCard[]> {
    return this.sql.rows<EndingCard>(
      `select m.kpj, p.name, c.payer, c."paidUntil", c."paidUntil" - $1::date as "daysLeft",
         case when c."paidUntil" < $1::date then 'MONTH_MISSED' else 'ENDS_SOON' end as reason
       from (select kpj, max(payer) as payer, (max(month) + interval '1 month - 1 day')::date as "paidUntil"
             from contribution where kpj is not null and paid_on is not null group by kpj) c
       join membership m on m.kpj = c.kpj and m.cohort_id is null and m.ended_on is null
       join participant p on p.id = m.participant_id
       where c."paidUntil" between $1::date - $3::int and $1::date + $2::int
       order by c."paidUntil", m.kpj limit $4`,
      [this.today(), withinDays, FORGOTTEN_DAYS, limit],
    )
  }

  /** Writes down whom to tell of cohorts whose cover ends; asked again it adds only what is new. */
  async notice(options: WatchOptions): Promise<number> {
    return this.sql.transaction(async (sql) => {
      let added = 0
      for (const ending of await this.readCohorts(sql, options)) {
        for (const audience of AUDIENCES) {
          const rows = await sql.rows(
            `insert into coverage_notice (cohort_id, paid_until, reason, audience, members, words, noticed_at)
             values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing returning id`,
            [
              ending.cohortId,
              ending.paidUntil,
              ending.reason,
              audience,
              ending.members,
              this.wordsOf(ending, audience),
              this.clock.now(),
            ],
          )
          added += rows.length
        }
      }
      return added
    })
  }

  private wordsOf(ending: EndingCohort, audience: (typeof AUDIENCES)[number]): string {
    const { cohort, sponsor, members, daysLeft: days, paidUntil } = ending
    const params = { cohort, sponsor, members, days, paid_until: formatDateId(paidUntil) }
    return this.words.coverEnds(ending.reason, audience, params)
  }

  private readCohorts(sql: SqlRunner, { withinDays, sponsor }: WatchOptions): Promise<EndingCohort[]> {
    return sql.rows<EndingCohort>(
      `with months as (
         select cohort_id, month, bool_and(paid_on is not null) as paid from contribution
         where cohort_id is not null group by cohort_id, month),
       ends as (
         select cohort_id, coalesce((min(month) filter (where not paid) - interval '1 day')::date,
           (max(month) + interval '1 month - 1 day')::date) as until from months group by cohort_id)
       select c.id as "cohortId", c.name as cohort, s.code as "sponsorCode", s.name as sponsor, e.until as "paidUntil",
         e.until - $1::date as "daysLeft", case when e.until < $1::date then 'MONTH_MISSED' else 'ENDS_SOON' end as reason,
         (select count(*)::int from membership m where m.cohort_id = c.id and (m.ended_on is null or m.ended_on >= $1::date))
           as members
       from ends e join cohort c on c.id = e.cohort_id join sponsor s on s.id = c.sponsor_id
       where e.until between $1::date - $4::int and $1::date + $2::int and ($3::text is null or s.code = $3)
       order by e.until, c.code`,
      [this.today(), withinDays, sponsor ?? null, FORGOTTEN_DAYS],
    )
  }

  private today(): LocalDate {
    return dateOfInstant(parseInstant(this.clock.now()), 'WIB')
  }
}
