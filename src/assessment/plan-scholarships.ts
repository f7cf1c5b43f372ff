import type { Answer } from '#libs/benefits'
import type { StatedChild } from './case-input.js'

/** The plan of one child's scholarship: an estimate of every school year to come, never a payable amount. */
export interface ScholarshipPlan {
  slot: number
  childName: string
  childBirthDate: string
  schedule: unknown[]
  total: number
}

const SLOTS = 2
const YEARLY_APPLICATION = '1 August'
/** A bachelor's degree takes eight semesters; the law's cap for the level stays what it is. */
const BACHELOR_YEARS = 4

/** Plans for the children whose right the case's own answer did not refuse, in the order of registration. */
export function planScholarships(
  children: readonly StatedChild[],
  answer: Answer,
  schoolYear: string,
  project: (facts: object) => Answer,
): ScholarshipPlan[] {
  const refused = new Set((answer.rejected_lines ?? []).flatMap((line) => line.child ?? everyone(children)))
  const entitled = children.filter((child) => child.level && child.grade && !refused.has(child.name))
  return entitled.slice(0, SLOTS).map((child, index) => {
    const projection = project({
      kind: 'scholarship_projection',
      child: {
        name: child.name,
        birth_date: child.birthDate,
        level: child.level,
        grade: child.grade,
        first_school_year: schoolYear,
      },
      assumptions: {
        yearly_application_date: YEARLY_APPLICATION,
        one_grade_per_year: true,
        tertiary_years: BACHELOR_YEARS,
        repeats: [],
      },
    })
    return {
      slot: index + 1,
      childName: child.name,
      childBirthDate: child.birthDate,
      schedule: [...(projection.schedule ?? [])],
      total: Number(projection.total),
    }
  })
}

/** A refusal that names no child concerns the parent's claim, and so all children. */
function everyone(children: readonly StatedChild[]): string[] {
  return children.map((child) => child.name)
}
