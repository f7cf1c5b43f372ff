/**
 * The years ahead of a child: one row a school year to the last one that the law may pay, each with what it is expected
 * to cost; a tertiary year beyond the usual ones may come, but is not counted on. The plan follows what really happened (a grade repeated, a level left behind); it is an estimate and
 * never touches a year that was opened.
 */
import { Injectable } from '@nestjs/common'
import { evaluate, type ScheduledYear } from '#libs/benefits'
import type { ScholarshipLevel } from '#libs/law'
import {
  addYears,
  firstDayOfSchoolYear,
  firstYearOf,
  lastDayOfSchoolYear,
  parseLocalDate,
  parseSchoolYear,
  type SchoolYear,
  schoolYearFrom,
} from '#libs/local-date'
import type { SqlRunner } from '../platform/database/sql.js'
import { LawInForce } from '../platform/law-loader/law-in-force.js'
import { COUNTED } from './scholarship-gate.sql.js'
import { parentOf } from './year-ruling.js'

interface AwardToPlan {
  id: string
  claim_type: string
  reference_date: string
  child_birth_date: string
  tertiary_years: number
  plan: { school_year: string; level: string; grade: string }[]
  paid: Record<string, number>
  /** The last year of which a person has seen the grade. */
  known: { school_year: string; level: string; grade: string | null } | null
}

interface PlannedYear {
  award_id: string
  school_year: string
  opens_on: string
  closes_on: string
  catch_up_until: string
  level: string
  grade: string
  amount: string
}

/** Awards planned with one round trip to the database. */
const AT_A_TIME = 500

const READ = `
  select a.id, c.type as claim_type, a.reference_date, a.child_birth_date, a.tertiary_years, a.plan,
    coalesce((select jsonb_object_agg(o.level, o.count) from (select y.level, count(*) from scholarship_year y
      where y.award_id = a.id and y.state in ${COUNTED} group by y.level) o), '{}') as paid,
    (select jsonb_build_object('school_year', y.school_year, 'level', y.level, 'grade', y.grade) from scholarship_year y
      where y.award_id = a.id and y.level is not null and y.state in ('verified', 'rule_hold', 'approved', 'paying', 'paid')
      order by y.school_year desc limit 1) as known
  from scholarship_award a join claim c on c.id = a.claim_id
  where a.id = any ($1::uuid[]) and a.state in ('active', 'waiting_school_age', 'suspended') and a.reference_date is not null order by a.id`

const WRITE = `
  with planned as (
    select * from jsonb_to_recordset($2::jsonb) as x(award_id uuid, school_year text, opens_on date, closes_on date,
      catch_up_until date, level text, grade text, amount bigint)),
  kept as (
    insert into scholarship_year (award_id, school_year, opens_on, closes_on, catch_up_until, expected_level, expected_grade, expected_amount)
    select award_id, school_year, opens_on, closes_on, catch_up_until, level, grade, amount from planned
    on conflict on constraint scholarship_year_once do update
      set expected_level = excluded.expected_level, expected_grade = excluded.expected_grade, expected_amount = excluded.expected_amount
      where scholarship_year.state = 'planned' and (scholarship_year.expected_level, scholarship_year.expected_grade, scholarship_year.expected_amount)
        is distinct from (excluded.expected_level, excluded.expected_grade, excluded.expected_amount))
  update scholarship_year y set expected_level = null, expected_grade = null, expected_amount = 0
  where y.award_id = any ($1::uuid[]) and y.state = 'planned' and y.expected_level is not null
    and not exists (select from planned p where p.award_id = y.award_id and p.school_year = y.school_year)`

@Injectable()
export class SchoolYearPlans {
  constructor(private readonly law: LawInForce) {}

  /** Plans the years ahead of these awards anew, from what is known now. The caller holds them. */
  async renew(sql: SqlRunner, awardIds: readonly string[]): Promise<void> {
    for (let from = 0; from < awardIds.length; from += AT_A_TIME) {
      const some = awardIds.slice(from, from + AT_A_TIME)
      const awards = await sql.rows<AwardToPlan>(READ, [some])
      const years = awards.flatMap((award) => this.yearsOf(award))
      await sql.rows(WRITE, [awards.map(({ id }) => id), JSON.stringify(years)])
    }
  }

  private yearsOf(award: AwardToPlan): PlannedYear[] {
    const start = this.startOf(award)
    if (!start) return []
    const { book, calendar } = this.law
    const evaluation = evaluate(
      {
        kind: 'scholarship_projection',
        parent: parentOf(award),
        child: {
          birth_date: award.child_birth_date,
          level: start.level,
          grade: start.grade,
          first_school_year: start.school_year,
          paid_years: award.paid,
        },
        assumptions: { tertiary_years: this.tertiaryGrades(award).length },
      },
      book,
      calendar,
    )
    if (!evaluation.ok)
      throw new Error(`Rencana beasiswa tidak dapat dihitung: ${JSON.stringify(evaluation.refusals)}`)
    return (evaluation.answer.schedule ?? [])
      .filter(({ status }) => status === 'payable')
      .map((year) => this.plannedYear(award, year, this.tertiaryGrades(award).slice(award.tertiary_years)))
  }

  /** The grade after the last one that was seen, or where the award's own plan begins. */
  private startOf({ plan, known, reference_date }: AwardToPlan): PlaceInYear | null {
    const [first] = plan
    if (!known) return first ? { ...first, school_year: parseSchoolYear(first.school_year) } : null
    const levels = this.law.book.table('scholarship.levels', parseLocalDate(reference_date)).value
    const next = nextPlace(levels, known.level, known.grade)
    if (!next) return null
    return { ...next, school_year: schoolYearFrom(firstYearOf(parseSchoolYear(known.school_year)) + 1) }
  }

  /** Every tertiary grade that the law may pay, also those that a plan does not assume. */
  private tertiaryGrades({ reference_date }: AwardToPlan): readonly string[] {
    return (
      this.law.book.table('scholarship.levels', parseLocalDate(reference_date)).value.at(-1)?.grades ?? []
    )
  }

  private plannedYear(
    { id, reference_date }: AwardToPlan,
    { school_year, level, grade, amount }: ScheduledYear,
    unexpected: readonly string[],
  ): PlannedYear {
    const { book } = this.law
    const startsOn = book.monthDay('scholarship.school_year_start', parseLocalDate(reference_date)).value
    const closesOn = lastDayOfSchoolYear(school_year, startsOn)
    const late = book.flag('scholarship.retroactive', closesOn).value
    return {
      award_id: id,
      school_year,
      opens_on: firstDayOfSchoolYear(school_year, startsOn),
      closes_on: closesOn,
      catch_up_until: late
        ? addYears(closesOn, book.integer('scholarship.retroactive_years', closesOn).value)
        : closesOn,
      level,
      grade,
      amount: level === 'PT' && unexpected.includes(grade) ? '0' : String(amount),
    }
  }
}

interface PlaceInYear {
  school_year: SchoolYear
  level: string
  grade: string
}

/** One grade on; null after the last one that the law pays. */
function nextPlace(
  levels: readonly ScholarshipLevel[],
  level: string,
  grade: string | null,
): Omit<PlaceInYear, 'school_year'> | null {
  const places = levels.flatMap(({ code, grades }) => grades.map((name) => ({ level: code, grade: name })))
  const at = places.findIndex((place) => place.level === level && (grade === null || place.grade === grade))
  return at === -1 ? null : (places[at + 1] ?? null)
}
