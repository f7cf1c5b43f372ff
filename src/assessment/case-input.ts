import type { ClaimType } from '#libs/lifecycle'

/** What the claimant stated, as intake stores it. */
export interface StatedAnswers {
  event: { type: string; eventDate: string; deathDate?: string; accidentAt?: string }
  children?: StatedChild[]
}

export interface StatedChild {
  name: string
  birthDate: string
  level?: string
  grade?: string
  married?: boolean
}

/** The participant as the registry knew him at submission, in the words of the benefit library. */
export type CoverageSnapshot = Record<string, unknown> & { participant?: Record<string, unknown> }

/** One case in the input format of the benefit library. */
export interface CaseInput {
  participant: Record<string, unknown>
  event: Record<string, unknown>
  claim: { received: string }
  children?: Record<string, unknown>[]
}

/**
 * The facts of a claim in the format of the benefit library. Children are left out of a death claim's own lines:
 * a scholarship belongs to the child and is claimed year by year, so it is planned apart.
 */
export function caseInput(
  type: ClaimType,
  answers: StatedAnswers,
  coverage: CoverageSnapshot,
  receivedOn: string,
): CaseInput {
  const { event } = answers
  return {
    participant: coverage.participant ?? {},
    event: withoutAbsent({
      type: event.type,
      event_date: event.eventDate,
      death_date: event.deathDate,
      accident_at: event.accidentAt,
      outcome: type === 'jkk_death' ? 'death' : undefined,
    }),
    claim: { received: receivedOn },
  }
}

/** The same case with its children, which tells who of them has a right to a scholarship. */
export function caseWithChildren(
  input: CaseInput,
  children: readonly StatedChild[],
  schoolYear: string,
): CaseInput {
  return {
    ...input,
    children: children.map((child, index) =>
      withoutAbsent({
        name: child.name,
        birth_date: child.birthDate,
        level: child.level,
        grade: child.grade,
        married: child.married,
        school_year: schoolYear,
        registration_order: index + 1,
      }),
    ),
  }
}

function withoutAbsent(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}
