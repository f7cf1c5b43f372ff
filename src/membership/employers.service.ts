/**
 * Employers, in which risk group they are, whom they employ, and what they paid month by month. Every record is added and
 * none is changed: a correction is a later record, so that what was known on any day can still be told.
 */
import { Injectable } from '@nestjs/common'
import { addMonths, type LocalDate } from '#libs/local-date'
import type { Rupiah } from '#libs/rupiah'
import { Clock } from '../platform/clock/clock.js'
import { Sql } from '../platform/database/sql.js'
import { LawInForce } from '../platform/law-loader/law-in-force.js'
import { InvalidInput, NotFound } from '../platform/problem/problems.js'
import { announceAfter } from './announce-change.js'
import { firstOfMonth } from './coverage-line.js'
import { employedContribution, type RiskGroup } from './monthly-contribution.js'

export interface EmployerRecord {
  /** Company registration number (NPP). */
  readonly number: string
  readonly name: string
  readonly riskGroup: RiskGroup
  /** From this day on the risk group holds. */
  readonly since: LocalDate
  readonly by: string
}

export interface EmploymentRecord {
  readonly kpj: string
  readonly employer: string
  readonly startedOn: LocalDate
  readonly endedOn: LocalDate | null
  readonly by: string
}

export interface EmployerMonthRecord {
  readonly employer: string
  /** Any day of the month. */
  readonly month: LocalDate
  /** Null while it is not paid. */
  readonly paidOn: LocalDate | null
  readonly by: string
}

export interface EmployerBill {
  readonly workers: number
  readonly jkk: Rupiah
  readonly jkm: Rupiah
  readonly amount: Rupiah
}

@Injectable()
export class Employers {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly law: LawInForce,
  ) {}

  /** Registers an employer, or records another name or risk group of one that is known. */
  async record({ number, name, riskGroup, since, by }: EmployerRecord): Promise<void> {
    await this.sql.rows(
      `with e as (
         insert into employer (number, name, created_at) values ($1, $2, $5)
         on conflict (number) do update set name = excluded.name returning id)
       insert into employer_risk_group (employer_id, risk_group, since, recorded_at, recorded_by)
       select id, $3, $4, $5, $6 from e`,
      [number, name, riskGroup, since, this.clock.now(), by],
    )
  }

  /** Says that a card is that of somebody employed there; said again for the same card it is a correction. */
  async employ({ kpj, employer, startedOn, endedOn, by }: EmploymentRecord): Promise<void> {
    const kept = await this.sql.rows(
      `with employed as (
         insert into employment (employer_id, kpj, started_on, ended_on, recorded_at, recorded_by)
         select e.id, m.kpj, $3, $4, $5, $6 from employer e
           join membership m on m.kpj = $1 and m.segment = 'PU' and m.cohort_id is null
         where e.number = $2 returning id)
       ${announceAfter('employed', '$5', 'kpj', '$1::text')} returning id`,
      [kpj, employer, startedOn, endedOn, this.clock.now(), by],
    )
    if (kept.length === 0)
      throw new NotFound('Pemberi kerja atau KPJ penerima upah ini tidak terdaftar. Periksa NPP dan KPJ.')
  }

  /** Records what an employer owes for a month by the law of that month, and when it was paid. */
  async recordMonth({ employer, month, paidOn, by }: EmployerMonthRecord): Promise<EmployerBill> {
    const first = firstOfMonth(month)
    const known = await this.riskGroupOf(employer, first)
    const wages = await this.sql.rows<{ wage: Rupiah | null; workers: number }>(
      `select m.reported_income as wage, count(*)::int as workers
       from (select distinct on (kpj) * from employment where employer_id = $1 order by kpj, id desc) w
       join membership m on m.kpj = w.kpj and m.cohort_id is null
       where w.started_on < $3::date and (w.ended_on is null or w.ended_on >= $2::date)
       group by m.reported_income`,
      [known.id, first, addMonths(first, 1)],
    )
    let [workers, jkk, jkm] = [0, 0n, 0n]
    for (const group of wages) {
      if (group.wage === null) continue
      const one = employedContribution(this.law, first, group.wage, known.riskGroup)
      workers += group.workers
      jkk += one.jkk * BigInt(group.workers)
      jkm += one.jkm * BigInt(group.workers)
    }
    await this.sql.rows(
      `with month as (
         insert into employer_month (employer_id, month, workers, jkk_amount, jkm_amount, paid_on, recorded_at, recorded_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8) returning id)
       ${announceAfter('month', '$7', 'employer', '$1::uuid')}`,
      [known.id, first, workers, jkk, jkm, paidOn, this.clock.now(), by],
    )
    return { workers, jkk, jkm, amount: jkk + jkm }
  }

  private async riskGroupOf(number: string, on: LocalDate): Promise<{ id: string; riskGroup: RiskGroup }> {
    const found = await this.sql.first<{ id: string; riskGroup: RiskGroup }>(
      `select e.id, r.risk_group as "riskGroup" from employer e join employer_risk_group r on r.employer_id = e.id
       where e.number = $1 and r.since <= $2 order by r.since desc, r.id desc limit 1`,
      [number, on],
    )
    if (found) return found
    const detail = `Kelompok risiko pemberi kerja ini pada ${on} tidak diketahui. Daftarkan pemberi kerja dan kelompok risikonya dulu.`
    throw new InvalidInput(detail, [{ pointer: '/employer', code: 'RISK_GROUP_UNKNOWN', detail }])
  }
}
