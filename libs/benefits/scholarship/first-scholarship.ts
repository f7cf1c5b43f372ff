import type { LawBook } from '#libs/law'
import type { Cause } from '../claim/cause.js'
import type { ClaimFacts } from '../facts/claim-facts.js'
import type { Scholarship } from './scholarship.js'
import { scholarship2015 } from './scholarship.2015.js'
import { scholarship2019 } from './scholarship.2019.js'

/** The scholarship that comes with the parent's claim. The rule changed in kind, so the date chooses the formula. */
export function firstScholarship(facts: ClaimFacts, cause: Cause, law: LawBook): Scholarship {
  if ((facts.children ?? []).length === 0) return { lines: [], rejected: [] }
  const yearly = law.findTable('scholarship.levels', cause.ratesOn) !== undefined
  return yearly ? scholarship2019(facts, cause, law) : scholarship2015(facts, cause, law)
}
