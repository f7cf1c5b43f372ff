import type { Answer } from '#libs/benefits'
import type { LawBook } from '#libs/law'
import type { LocalDate, SchoolYear } from '#libs/local-date'
import type { StatedChild } from './case-input.js'
import type { PlanAssumptions } from './plan-assumptions.js'

/** The plan of one child's scholarship: an estimate of every school year to come, never a payable amount. */
export interface ScholarshipPlan {
  slot: number
  childName: string
  childBirthDate: string
  schedule: unknown[]
  total: number
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
  if (!law.findTable('scholarship.levels', referenceDate)) return []
  const most = law.integer('scholarship.max_children', referenceDate).value
  const refused = new Set((answer.rejected_lines ?? []).flatMap((line) => line.child ?? everyone(children)))
  const entitled = children.filter((child) => child.level && child.grade && !refused.has(child.name))
  return entitled.slice(0, most).map((child, index) => {
    const projection = project({
      kind: 'scholarship_projection',
      parent: { program, event_date: referenceDate },
      child: {
        name: child.name,
        birth_date: child.birthDate,
        level: child.level,
        grade: child.grade,
        first_school_year: firstSchoolYear,
      },
      assumptions: { tertiary_years: assumptions.tertiary_years },
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
