/** What came of the cover that a sponsor pays for, month by month: how many families asked, and what they were paid. */
import { Injectable } from '@nestjs/common'
import type { Rupiah } from '#libs/rupiah'
import { Sql } from '../platform/database/sql.js'

export interface ClaimsOfMonth {
  /** `2026-11`. */
  readonly month: string
  /** Null where it is too small to be shown. */
  readonly lodged: number | null
  readonly paid: number | null
  readonly amount: Rupiah | null
}

type Counted = { month: string; lodged: number; paid: number; amount: Rupiah }
const SMALLEST_SHOWN = 5

@Injectable()
export class SponsorClaims {
  constructor(private readonly sql: Sql) {}

  /**
   * From the people of the sponsor to their claims, never through the claims of everybody. A month in which fewer than
   * five families asked or were paid tells of single persons: its number is hidden, and its sum with it.
   */
  async inYear(code: string, year: number): Promise<ClaimsOfMonth[]> {
    const counted = await this.sql.rows<Counted>(
      `with own as (
         select distinct c.id, (c.submitted_at at time zone b.zone)::date as lodged_on
         from sponsor s join cohort h on h.sponsor_id = s.id join membership m on m.cohort_id = h.id
         join participant p on p.id = m.participant_id join claim c on c.participant_nik_index = p.nik_index
         join branch b on b.id = c.branch_id
         where s.code = $1 and c.submitted_at is not null and c.coverage #>> '{sponsor,code}' = $1
       ), happened as (
         select lodged_on as on_day, 1 as lodged, null::uuid as paid, 0::bigint as amount from own
         union all
         select p.value_date, 0, p.claim_id, p.amount from own join payment p on p.claim_id = own.id and p.state = 'settled'
       )
       select to_char(on_day, 'YYYY-MM') as month, sum(lodged)::int as lodged, count(distinct paid)::int as paid,
         sum(amount)::bigint as amount
       from happened where on_day >= make_date($2, 1, 1) and on_day < make_date($2 + 1, 1, 1) group by 1 order by 1`,
      [code, year],
    )
    return counted.map(({ month, lodged, paid, amount }) => ({
      month,
      lodged: shown(lodged),
      paid: shown(paid),
      amount: shown(paid) === null ? null : amount,
    }))
  }
}

/** Nothing at all tells of nobody. */
const shown = (count: number): number | null => (count > 0 && count < SMALLEST_SHOWN ? null : count)
