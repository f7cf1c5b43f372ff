import type { Answer } from '#libs/benefits'
import type { LawBook, ScholarshipLevel } from '#libs/law'
import {
  ageOn,
  firstDayOfSchoolYear,
  firstYearOf,
  type LocalDate,
  type MonthDay,
  parseLocalDate,
  type SchoolYear,
  schoolYearFrom,
} from '#libs/local-date'
import type { StatedChild } from './case-input.js'
import type { PlanAssumptions } from './plan-assumptions.js'

/** The plan of one child's scholarship: an estimate of every school year to come, never a payable amount. */
export interface ScholarshipPlan {
  slot: number
  childName: string
  childBirthDate: string
  schedule: unknown[]
  total: number
  /** The child is not at school yet; the schedule says from when on that is assumed. */
  waiting: boolean
  referenceDate: string
  /** What the law of the reference date allows of each level. */
  levels: { code: string; amount: number; years: number }[]
  tertiaryYears: number
}

/** The parent's case, on whose date the law of the scholarship rests. */
export interface ParentCase {
  readonly program: 'JKK' | 'JKM'
  readonly referenceDate: LocalDate
  /** The first one that may be paid. */
  readonly firstSchoolYear: SchoolYear
  readonly answer: Answer
}

/**
 * Plans for the children whose right the case's own answer did not refuse, in the order of registration and for as many
 * as the law pays for. Before the yearly scholarship there was one lump, and nothing to plan.
 */
export function planScholarships(
  children: readonly StatedChild[],
  { program, referenceDate, firstSchoolYear, answer }: ParentCase,
  assumptions: PlanAssumptions,
  law: LawBook,
  project: (facts: object) => Answer,
): ScholarshipPlan[] {
  const levels = law.findTable('scholarship.levels', referenceDate)?.value
  if (!levels) return []
  const most = law.integer('scholarship.max_children', referenceDate).value
  const grounds = (answer.rejected_lines ?? []).filter(({ reason }) => reason !== 'CHILD_NOT_AT_SCHOOL')
  const refused = new Set(grounds.flatMap((line) => line.child ?? everyone(children)))
  const startsOn = law.monthDay('scholarship.school_year_start', referenceDate).value
  const entitled = children
    .filter((child) => !refused.has(child.name))
    .flatMap((child) => {
      const first = firstYearAtSchool(child, firstSchoolYear, { assumptions, levels, startsOn })
      return first ? { child, first } : []
    })
  return entitled.slice(0, most).map(({ child, first }, index) => {
    const projection = project({
      kind: 'scholarship_projection',
      parent: { program, event_date: referenceDate },
      child: {
        name: child.name,
        birth_date: child.birthDate,
        ...first.place,
        first_school_year: first.schoolYear,
      },
      assumptions: { tertiary_years: assumptions.tertiary_years },
    })
    return {
      slot: index + 1,
      childName: child.name,
      childBirthDate: child.birthDate,
      schedule: [...(projection.schedule ?? [])],
      total: Number(projection.total),
      waiting: first.waiting,
      referenceDate,
      levels: levels.map(({ code, amountPerYear, maxPaidYears }) => ({
        code,
        amount: Number(amountPerYear),
        years: maxPaidYears,
      })),
      tertiaryYears: assumptions.tertiary_years,
    }
  })
}

interface FirstYear {
  readonly schoolYear: SchoolYear
  readonly place: { readonly level: string; readonly grade: string }
  readonly waiting: boolean
}

/**
 * Where the child is at school in the first payable year; of one who is not there yet, where and when the plan assumes
 * the entry. Null for a child of school age of whom no school was stated: nothing can be planned.
 */
function firstYearAtSchool(
  { level, grade, birthDate }: StatedChild,
  firstSchoolYear: SchoolYear,
  rules: { assumptions: PlanAssumptions; levels: readonly ScholarshipLevel[]; startsOn: MonthDay },
): FirstYear | null {
  if (level && grade) return { schoolYear: firstSchoolYear, place: { level, grade }, waiting: false }
  const [entry] = rules.levels
  const born = parseLocalDate(birthDate)
  const ageAt = (year: SchoolYear) =>
    born > firstDayOfSchoolYear(year, rules.startsOn)
      ? 0
      : ageOn(born, firstDayOfSchoolYear(year, rules.startsOn))
  if (!entry?.grades[0] || ageAt(firstSchoolYear) >= rules.assumptions.school_entry_age) return null
  let schoolYear = firstSchoolYear
  while (ageAt(schoolYear) < rules.assumptions.school_entry_age)
    schoolYear = schoolYearFrom(firstYearOf(schoolYear) + 1)
  return { schoolYear, place: { level: entry.code, grade: entry.grades[0] }, waiting: true }
}

/** A refusal that names no child concerns the parent's claim, and so all children. */
function everyone(children: readonly StatedChild[]): string[] {
  return children.map((child) => child.name)
}
