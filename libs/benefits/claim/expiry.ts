import type { LawBook, Version } from '#libs/law'
import { addYears, type LocalDate } from '#libs/local-date'
import type { Unmet } from '../line-data.js'
import type { ClaimFacts } from '../facts/claim-facts.js'
import type { Cause } from './cause.js'

export interface Expiry {
  /** Last day on which a first application is in time; absent when the law sets no limit. */
  readonly lastValidDate?: LocalDate
  readonly expired?: Unmet
  /** The right lapsed under the old limit, but had not lapsed when the law lengthened it. */
  readonly legalReviewPossible?: boolean
}

/**
 * An application received on the last valid day is in time; a stage-I report stops the clock as well.
 * @basis PP 44/2015 jo. PP 82/2019 Pasal 26
 */
export function findExpiry(facts: ClaimFacts, cause: Cause, law: LawBook): Expiry {
  const name = cause.program === 'JKK' ? 'jkk.expiry_years' : 'jkm.expiry_years'
  const years = law.findInteger(name, cause.referenceDate)
  if (!years) return {}
  const ordinary = addYears(cause.referenceDate, years.value)
  const lengthened = lengthenedDate(name, ordinary, years, cause, law)
  const extend = law.findFlag('expiry.extend_unexpired_old', cause.referenceDate)?.value === true
  const lastValidDate = extend ? lengthened : ordinary
  if (stopsClock(facts, cause, lastValidDate)) return { lastValidDate }
  const { received } = facts.claim
  const expired: Unmet = {
    fact: 'claim.received',
    needs: 'on_or_before',
    value: lastValidDate,
    actual: received,
    parameters: [years],
  }
  return { lastValidDate, expired, legalReviewPossible: lengthened > lastValidDate && received <= lengthened }
}

/** The last valid day if an unexpired right shared in the longer limit that came while it was running. */
function lengthenedDate(
  name: string,
  ordinary: LocalDate,
  years: Version<number>,
  cause: Cause,
  law: LawBook,
): LocalDate {
  const later = law.findInteger(name, ordinary)
  return later && later.value > years.value ? addYears(cause.referenceDate, later.value) : ordinary
}

function stopsClock(facts: ClaimFacts, cause: Cause, lastValidDate: LocalDate): boolean {
  const stage1 = cause.program === 'JKK' ? facts.stage1_reported_at?.date : undefined
  return facts.claim.received <= lastValidDate || (stage1 !== undefined && stage1 <= lastValidDate)
}
