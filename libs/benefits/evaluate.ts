import { type LawBook, NoLawInForce } from '#libs/law'
import type { WorkingCalendar } from '#libs/working-calendar'
import type { Answer } from './answer.js'
import { decideClaim } from './claim/decide-claim.js'
import { decideContribution } from './contributions/decide-contribution.js'
import { type Facts, readFacts } from './facts/read-facts.js'
import type { Refusal } from './facts/refusal.js'
import { decideHeirs } from './heirs/decide-heirs.js'
import { decideLateness } from './lateness/decide-lateness.js'
import { decideScholarshipYear } from './scholarship/decide-scholarship-year.js'
import { projectScholarship } from './scholarship/project-scholarship.js'

export type Evaluation = { readonly ok: true; readonly answer: Answer } | Invalid

/** Facts that cannot be decided, each problem with the path of its field and the cure. */
export interface Invalid {
  readonly ok: false
  readonly refusals: readonly Refusal[]
}

/**
 * One case in, one answer out: any valid facts are decided, any others refused with path and cure. Pure; the same
 * facts, law and calendar always give the same answer.
 */
export function evaluate(input: unknown, law: LawBook, calendar: WorkingCalendar): Evaluation {
  try {
    const reading = readFacts(input, law)
    return reading.ok ? { ok: true, answer: decide(reading.facts, law, calendar) } : reading
  } catch (error) {
    if (!(error instanceof NoLawInForce)) throw error
    return { ok: false, refusals: [{ path: `law.${error.parameter}`, message: error.message }] }
  }
}

/**
 * Decides facts that `readFacts` accepted.
 * @throws NoLawInForce when the law has no value for a date that the case needs
 */
export function decide(facts: Facts, law: LawBook, calendar: WorkingCalendar): Answer {
  switch (facts.kind) {
    case 'claim':
      return decideClaim(facts.claim, law)
    case 'scholarship_year':
      return decideScholarshipYear(facts.year, law)
    case 'scholarship_projection':
      return projectScholarship(facts.projection, law)
    case 'heirs':
      return decideHeirs(facts.heirs, law)
    case 'contribution':
      return decideContribution(facts.contribution, law)
    case 'lateness':
      return decideLateness(facts.lateness, law, calendar)
  }
}
