/**
 * Bills contributions month by month and keeps what was paid: for a sponsor's whole cohort at once, or for one card.
 * Who of a cohort is paid for follows from the bill, as a set; no row a member is written.
 */
import { Injectable } from '@nestjs/common'
import { addMonths, type LocalDate } from '#libs/local-date'
import type { Rupiah } from '#libs/rupiah'
import { Clock } from '../platform/clock/clock.js'
import { Sql, type SqlRunner } from '../platform/database/sql.js'
import { LawInForce } from '../platform/law-loader/law-in-force.js'
import { NotFound } from '../platform/problem/problems.js'
import { announceAfter } from './announce-change.js'
import { firstOfMonth } from './coverage-line.js'
import { IMPORT_LOCK } from './import-lock.js'
import { type Fund, monthlyContribution } from './monthly-contribution.js'

export type { Fund } from './monthly-contribution.js'

export interface CohortMonths {
  readonly cohortId: string
  /** Any day of the first month. */
  readonly firstMonth: LocalDate
  readonly months: number
}

export interface CardMonths {
  readonly kpj: string
  readonly payer: 'self' | 'employer' | 'group'
  readonly firstMonth: LocalDate
  readonly months: number
  readonly paidOn: LocalDate
}

/** One month of a cohort: how many members, and what they cost together. */
export interface MonthlyBill {
  readonly month: LocalDate
  readonly members: number
  readonly jkk: Rupiah
  readonly jkm: Rupiah
  readonly amount: Rupiah
  readonly paidOn: LocalDate | null
}

export interface Bill {
  readonly months: readonly MonthlyBill[]
  readonly total: Rupiah
}

@Injectable()
export class Contributions {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly law: LawInForce,
  ) {}

  /**
   * Bills a cohort for some months. Asked again it answers with the bill there is; members enrolled since then come on
   * a bill of their own.
   */
  async billCohort({ cohortId, firstMonth, months }: CohortMonths): Promise<Bill> {
    await this.sql.transaction(async (sql) => {
      await sql.rows('select pg_advisory_xact_lock($1)', [IMPORT_LOCK])
      const fund = await fundOf(sql, cohortId)
      for (const month of monthsFrom(firstMonth, months)) await this.billMonth(sql, cohortId, fund, month)
    })
    return this.billOf({ cohortId, firstMonth, months })
  }

  /** Notes that the sponsor has paid all that is billed for these months and not yet paid. */
  async payCohort({ cohortId, firstMonth, months }: CohortMonths, paidOn: LocalDate): Promise<Bill> {
    await this.sql.rows(
      `with paid as (
         update contribution set paid_on = $4
         where cohort_id = $1 and month = any (array(select ($2::date + make_interval(months => n))::date from generate_series(0, $3 - 1) n))
           and paid_on is null returning id)
       ${announceAfter('paid', '$5', 'cohort', '$1::uuid')}`,
      [cohortId, firstOfMonth(firstMonth), months, paidOn, this.clock.now()],
    )
    return this.billOf({ cohortId, firstMonth, months })
  }

  async billOf({ cohortId, firstMonth, months }: CohortMonths): Promise<Bill> {
    const all = monthsFrom(firstMonth, months)
    const bills = await this.sql.rows<MonthlyBill>(
      `select month, sum(members)::int as members, sum(jkk_amount)::bigint as jkk, sum(jkm_amount)::bigint as jkm,
         sum(amount)::bigint as amount, case when bool_and(paid_on is not null) then max(paid_on) end as "paidOn"
       from contribution where cohort_id = $1 and month = any ($2::date[]) group by month order by month`,
      [cohortId, all],
    )
    return { months: bills, total: bills.reduce((sum, { amount }) => sum + amount, 0n) }
  }

  /** Records months that a member, an employer or a group paid for one card; a month that is known stays as it is. */
  async recordPaidForCard({ kpj, payer, firstMonth, months, paidOn }: CardMonths): Promise<void> {
    const card = await this.sql.first<{ income: Rupiah | null }>(
      'select reported_income as income from membership where kpj = $1 and cohort_id is null',
      [kpj],
    )
    if (!card)
      throw new NotFound('KPJ ini tidak terdaftar dengan iuran sendiri. Periksa nomor pada kartu peserta.')
    const bills = monthsFrom(firstMonth, months).map((month) => {
      const { jkk, jkm } = monthlyContribution(this.law, month, card.income, null)
      return { month, jkk: String(jkk), jkm: String(jkm) }
    })
    await this.sql.rows(
      `with paid as (
         insert into contribution (payer, kpj, month, members, jkk_amount, jkm_amount, billed_at, paid_on)
         select $1, $2, b.month, 1, b.jkk, b.jkm, $3, $4 from jsonb_to_recordset($5::jsonb) as b(month date, jkk bigint, jkm bigint)
         on conflict (kpj, month) where kpj is not null do nothing returning id)
       ${announceAfter('paid', '$3', 'kpj', '$2::text')}`,
      [payer, kpj, this.clock.now(), paidOn, JSON.stringify(bills)],
    )
  }

  /** Members enrolled since the last bill of this month, by reported income: the law turns income into an amount. */
  private async billMonth(sql: SqlRunner, cohortId: string, fund: Fund, month: LocalDate): Promise<void> {
    const groups = await sql.rows<{ income: Rupiah | null; members: number; through: bigint; after: bigint }>(
      `with billed as (
         select coalesce(max(counted_through), 0) as through from contribution where cohort_id = $1 and month = $2)
       select m.reported_income as income, count(*)::int as members, max(max(m.enrolled_batch_id)) over () as through,
         b.through as after
       from membership m cross join billed b
       where m.cohort_id = $1 and m.segment = 'BPU' and m.enrolled_batch_id > b.through
         and m.started_on < $2::date + interval '1 month' and (m.ended_on is null or m.ended_on >= $2)
       group by m.reported_income, b.through`,
      [cohortId, month],
    )
    const [first] = groups
    if (!first) return
    let [members, jkk, jkm] = [0, 0n, 0n]
    for (const group of groups) {
      const one = monthlyContribution(this.law, month, group.income, fund)
      members += group.members
      jkk += one.jkk * BigInt(group.members)
      jkm += one.jkm * BigInt(group.members)
    }
    await sql.rows(
      `insert into contribution (payer, cohort_id, month, counted_after, counted_through, members, jkk_amount, jkm_amount, billed_at)
       values ('sponsor', $1, $2, $3, $4, $5, $6, $7, $8)`,
      [cohortId, month, first.after, first.through, members, jkk, jkm, this.clock.now()],
    )
  }
}

async function fundOf(sql: SqlRunner, cohortId: string): Promise<Fund> {
  const [sponsor] = await sql.rows<{ fund: Fund }>(
    'select s.fund from cohort c join sponsor s on s.id = c.sponsor_id where c.id = $1',
    [cohortId],
  )
  if (!sponsor) throw new NotFound('Kelompok peserta ini tidak ada. Periksa pilihan penyandang iuran.')
  return sponsor.fund
}

function monthsFrom(firstMonth: LocalDate, months: number): LocalDate[] {
  return Array.from({ length: months }, (_, index) => addMonths(firstOfMonth(firstMonth), index))
}
