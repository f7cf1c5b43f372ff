import type { LawBook } from '#libs/law'
import { ageOn, type LocalDate } from '#libs/local-date'
import type { ReasonCode } from '../codes.js'
import type { ClaimFacts } from '../facts/claim-facts.js'
import type { Unmet } from '../line-data.js'

/** What is known of a child: born when, married, at work. */
export type ChildState = Pick<
  NonNullable<ClaimFacts['children']>[number],
  'name' | 'birth_date' | 'married' | 'employment'
>

export interface RightEnded {
  readonly reason: ReasonCode
  readonly unmet: Unmet
}

/**
 * The child must not have reached the age limit, be unmarried and not at work. Whoever turns the age on
 * the day of the test has reached it. The exceptions for working students hold for applications received since
 * Permenaker 1/2025.
 * @basis PP 44/2015 jo. PP 82/2019 Pasal 25/34; Permenaker 5/2021 Pasal 103; Permenaker 1/2025 Pasal 103(3a)
 */
export function whyRightEnded(
  child: ChildState,
  testedOn: LocalDate,
  received: LocalDate,
  referenceDate: LocalDate,
  law: LawBook,
): RightEnded | undefined {
  const limit = law.integer('scholarship.age_limit', referenceDate)
  const age = ageOn(child.birth_date, testedOn)
  if (age >= limit.value) {
    const unmet = {
      fact: 'child.age',
      needs: 'at_most',
      value: limit.value - 1,
      actual: age,
      parameters: [limit],
    } as const
    return { reason: `AGE_${limit.value}_REACHED`, unmet }
  }
  if (child.married) {
    const unmet = {
      fact: 'child.married',
      needs: 'equals',
      value: false,
      actual: true,
      parameters: [],
    } as const
    return { reason: 'CHILD_MARRIED', unmet }
  }
  return child.employment ? whyWorkEndsRight(child.employment, received, law) : undefined
}

function whyWorkEndsRight(
  { segment, consecutive_months: months }: NonNullable<ChildState['employment']>,
  received: LocalDate,
  law: LawBook,
): RightEnded | undefined {
  const reason = 'CHILD_WORKING'
  if (segment !== 'PU') {
    const name =
      segment === 'BPU' ? 'scholarship.bpu_child_keeps_right' : 'scholarship.intern_child_keeps_right'
    const keeps = law.flag(name, received)
    if (keeps.value) return undefined
    return {
      reason,
      unmet: {
        fact: 'child.employment',
        needs: 'equals',
        value: false,
        actual: segment,
        parameters: [keeps],
      },
    }
  }
  const allowed = law.findInteger('scholarship.worker_child_exception_months', received)
  if (!allowed) {
    return {
      reason,
      unmet: { fact: 'child.employment', needs: 'equals', value: false, actual: segment, parameters: [] },
    }
  }
  if (months !== undefined && months <= allowed.value) return undefined
  const fact = 'child.employment.consecutive_months'
  return {
    reason,
    unmet: { fact, needs: 'at_most', value: allowed.value, actual: months, parameters: [allowed] },
  }
}
