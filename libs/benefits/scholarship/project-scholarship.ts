import type { LawBook, ScholarshipLevel } from '#libs/law'
import {
  ageOn,
  dateInYear,
  firstYearOf,
  lastDayOfSchoolYear,
  type LocalDate,
  type MonthDay,
  type SchoolYear,
  schoolYearFrom,
} from '#libs/local-date'
import type { Answer, ScheduledYear } from '../answer.js'
import { unsupported } from '../claim/unsupported.js'
import { plainParameter } from '../explain/plain.js'
import { applicationDay } from '../facts/application-day.js'
import type { Level } from '../facts/fields.js'
import type { ScholarshipProjectionFacts } from '../facts/scholarship-facts.js'

/**
 * The years still to come, one grade a year with one application on the same day each year, until the child reaches
 * the age limit. An estimate for the family and for commitments, never a payable amount.
 * @basis PP 82/2019 Pasal 25 & Lampiran III
 */
export function projectScholarship(facts: ScholarshipProjectionFacts, law: LawBook): Answer {
  const on = projectionDate(facts, law)
  const levels = law.findTable('scholarship.levels', on)
  if (!levels) return unsupported('EVENT_BEFORE_RULES')
  const ageLimit = law.integer('scholarship.age_limit', on)
  const schedule = scheduleOf(facts, levels.value, ageLimit.value, law, on)
  return {
    decision: 'payable',
    lines: [],
    total: schedule.reduce((sum, { amount }) => sum + amount, 0n),
    rejected_lines: [],
    schedule,
    payee: 'child',
    parameters: [levels, ageLimit].map(plainParameter),
  }
}

/** The date of the parent's case; without it the end of the first school year, which lies after the event. */
function projectionDate({ parent, child }: ScholarshipProjectionFacts, law: LawBook): LocalDate {
  if (parent) return parent.event_date
  const anyDayOfYear = dateInYear(firstYearOf(child.first_school_year), '12-31' as MonthDay)
  const starts = law.findMonthDay('scholarship.school_year_start', anyDayOfYear)
  return starts ? lastDayOfSchoolYear(child.first_school_year, starts.value) : anyDayOfYear
}

function scheduleOf(
  facts: ScholarshipProjectionFacts,
  levels: readonly ScholarshipLevel[],
  ageLimit: number,
  law: LawBook,
  on: LocalDate,
): ScheduledYear[] {
  const day =
    applicationDay(facts.assumptions?.yearly_application_date) ??
    law.monthDay('scholarship.projection.application_day', on).value
  const starts = law.monthDay('scholarship.school_year_start', on).value
  const paid = new Map<Level, number>(Object.entries(facts.child.paid_years ?? {}) as [Level, number][])
  const schedule: ScheduledYear[] = []
  let schoolYear = facts.child.first_school_year
  for (const { level, grade } of gradesToCome(facts, levels, law, on)) {
    const age = ageOn(facts.child.birth_date, applicationDate(schoolYear, day, starts))
    const used = paid.get(level.code) ?? 0
    const status =
      age >= ageLimit ? 'ended_age' : used >= level.maxPaidYears ? 'level_cap_reached' : 'payable'
    const amount = status === 'payable' ? level.amountPerYear : 0n
    schedule.push({
      school_year: schoolYear,
      level: level.code,
      grade,
      age_at_application: age,
      status,
      amount,
    })
    if (status === 'ended_age') break
    if (status === 'payable') paid.set(level.code, used + 1)
    schoolYear = schoolYearFrom(firstYearOf(schoolYear) + 1)
  }
  return schedule
}

interface GradeToCome {
  readonly level: ScholarshipLevel
  readonly grade: string
}

function gradesToCome(
  { child, assumptions }: ScholarshipProjectionFacts,
  levels: readonly ScholarshipLevel[],
  law: LawBook,
  on: LocalDate,
): GradeToCome[] {
  const years = assumptions?.tertiary_years ?? law.integer('scholarship.projection.tertiary_years', on).value
  const tertiary = tertiaryGrades(years, child)
  const all = levels.flatMap((level): GradeToCome[] =>
    (level.code === 'PT' ? tertiary : level.grades).map((grade) => ({ level, grade })),
  )
  const start = all.findIndex(({ level, grade }) => level.code === child.level && grade === child.grade)
  const repeats = assumptions?.repeats ?? []
  return (start === -1 ? [] : all.slice(start)).flatMap((each) => {
    const times = repeats.filter(([level, grade]) => level === each.level.code && grade === each.grade).length
    return Array.from({ length: times + 1 }, () => each)
  })
}

/** The assumed years, and in any case the year or the training in which the child already is. */
function tertiaryGrades(years: number, { level, grade }: ScholarshipProjectionFacts['child']): string[] {
  const grades = Array.from({ length: years }, (_, index) => String(index + 1))
  return level !== 'PT' || grades.includes(grade) ? grades : [grade]
}

/** The application day inside the school year: in its first calendar year, or in the second when it lies before the start. */
function applicationDate(schoolYear: SchoolYear, day: MonthDay, starts: MonthDay): LocalDate {
  return dateInYear(firstYearOf(schoolYear) + (day < starts ? 1 : 0), day)
}
