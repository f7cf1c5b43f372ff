/** What a sponsor sees of the people it pays for: numbers only, and none so small that it would tell of one person. */
import { Injectable } from '@nestjs/common'
import { type LocalDate, localDateOf } from '#libs/local-date'
import type { Rupiah } from '#libs/rupiah'
import { Sql } from '../platform/database/sql.js'
import { NotFound } from '../platform/problem/problems.js'
import { districtNames } from './known-districts.js'
import { type Cell, withoutSmallCells } from './small-cells.js'

export interface CohortReport {
  readonly code: string
  readonly name: string
  readonly members: number
  readonly target: number | null
  /** Whole percent of the target, rounded down. */
  readonly reachedPercent: number | null
  readonly yearlyBudget: Rupiah | null
  /** Billed for the months of the year, paid or not. */
  readonly billed: Rupiah
  readonly paid: Rupiah
  /** The last day for which a contribution was paid; null before the first. */
  readonly paidUntil: LocalDate | null
  readonly bills: readonly {
    readonly month: LocalDate
    readonly members: number
    readonly amount: Rupiah
    readonly paid: boolean
  }[]
  readonly districts: readonly Cell[]
  readonly occupations: readonly Cell[]
}

export interface SponsorReport {
  readonly code: string
  readonly name: string
  readonly year: number
  readonly cohorts: readonly CohortReport[]
}

type CohortRow = Omit<CohortReport, 'bills' | 'districts' | 'occupations'> & { readonly id: string }

@Injectable()
export class SponsorReports {
  constructor(private readonly sql: Sql) {}

  /** @throws NotFound when there is no sponsor with this code */
  async report(code: string, year: number): Promise<SponsorReport> {
    const sponsor = await this.sql.first<{ id: string; name: string }>(
      'select id, name from sponsor where code = $1',
      [code],
    )
    if (!sponsor) throw new NotFound(`Penyandang iuran "${code}" tidak terdaftar. Periksa kodenya.`)
    const from = localDateOf(year, 1, 1)
    const rows = await this.sql.rows<CohortRow>(
      `select c.id, c.code, c.name, m.members, c.target, (100 * m.members / c.target)::int as "reachedPercent",
         c.yearly_budget as "yearlyBudget", b.billed, b.paid,
         (select (max(l.month) + interval '1 month' - interval '1 day')::date from contribution l
          where l.cohort_id = c.id and l.paid_on is not null) as "paidUntil"
       from cohort c
       cross join lateral (select count(*)::int as members from membership m where m.cohort_id = c.id
         and (m.ended_on is null or m.ended_on >= $2::date)) m
       cross join lateral (select coalesce(sum(amount), 0)::bigint as billed,
         coalesce(sum(amount) filter (where paid_on is not null), 0)::bigint as paid from contribution b
         where b.cohort_id = c.id and b.month >= $2::date and b.month < $2::date + interval '1 year') b
       where c.sponsor_id = $1 order by c.code`,
      [sponsor.id, from],
    )
    const cohorts: CohortReport[] = []
    for (const { id, ...row } of rows) {
      cohorts.push({
        ...row,
        bills: await this.bills(id, from),
        districts: await this.districts(id, from),
        occupations: await this.cells(id, 'lower(p.occupation)', from),
      })
    }
    return { code, name: sponsor.name, year, cohorts }
  }

  private bills(cohortId: string, from: LocalDate): Promise<CohortReport['bills'][number][]> {
    return this.sql.rows(
      `select month, sum(members)::int as members, sum(amount)::bigint as amount, bool_and(paid_on is not null) as paid
       from contribution where cohort_id = $1 and month >= $2::date and month < $2::date + interval '1 year'
       group by month order by month`,
      [cohortId, from],
    )
  }

  private async districts(cohortId: string, from: LocalDate): Promise<Cell[]> {
    const names = await districtNames()
    const cells = await this.cells(cohortId, 'left(p.area_code, 6)', from)
    return cells.map(({ label: code, members }) => {
      const name = names.get(code)
      return { label: name === undefined ? code : `${name} (${code})`, members }
    })
  }

  private async cells(
    cohortId: string,
    by: 'left(p.area_code, 6)' | 'lower(p.occupation)',
    from: LocalDate,
  ): Promise<Cell[]> {
    const cells = await this.sql.rows<{ label: string; members: number }>(
      `select ${by} as label, count(*)::int as members from membership m join participant p on p.id = m.participant_id
       where m.cohort_id = $1 and (m.ended_on is null or m.ended_on >= $2::date) group by 1 order by 2 desc, 1`,
      [cohortId, from],
    )
    return withoutSmallCells(cells)
  }
}
