import type { LawBook } from '#libs/law'
import type { Cause } from '../claim/cause.js'
import type { ClaimFacts } from '../facts/claim-facts.js'
import { fixedLine } from '../fixed-line.js'
import type { Scholarship } from './scholarship.js'
import { findEntitlement } from './entitlement.js'

/**
 * The rule of 2015: one lump for the participant, not for each child, when there is at least one child.
 * @basis PP 44/2015 Pasal 25(3) / Pasal 34
 */
export function scholarship2015(facts: ClaimFacts, cause: Cause, law: LawBook): Scholarship {
  const entitlement = findEntitlement(facts, cause, law)
  if (!entitlement.earned)
    return { lines: [], rejected: [{ code: 'SCHOLARSHIP_OLD_LUMP', ...entitlement.why }] }
  const lump = law.amount('scholarship.old_lump_per_participant', cause.ratesOn)
  return { lines: [fixedLine('SCHOLARSHIP_OLD_LUMP', lump, 'child')], rejected: [] }
}
