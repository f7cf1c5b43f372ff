import type { z } from 'zod'
import type { LawBook } from '#libs/law'
import { checkClaim } from './check-claim.js'
import { checkContribution, checkHeirs, checkLateness } from './check-other.js'
import { checkProjection, checkScholarshipYear } from './check-scholarship.js'
import { type ClaimFacts, claimFacts } from './claim-facts.js'
import {
  type ContributionFacts,
  contributionFacts,
  type HeirsFacts,
  heirsFacts,
  type LatenessFacts,
  latenessFacts,
} from './other-facts.js'
import { inIndonesian, type Refusal, refusalsOf } from './refusal.js'
import {
  type ScholarshipProjectionFacts,
  scholarshipProjectionFacts,
  type ScholarshipYearFacts,
  scholarshipYearFacts,
} from './scholarship-facts.js'

/** Facts that were read and found possible; what `decide` may rely on. */
export type Facts =
  | { readonly kind: 'claim'; readonly claim: ClaimFacts }
  | { readonly kind: 'scholarship_year'; readonly year: ScholarshipYearFacts }
  | { readonly kind: 'scholarship_projection'; readonly projection: ScholarshipProjectionFacts }
  | { readonly kind: 'heirs'; readonly heirs: HeirsFacts }
  | { readonly kind: 'contribution'; readonly contribution: ContributionFacts }
  | { readonly kind: 'lateness'; readonly lateness: LatenessFacts }

export type Reading<T> =
  { readonly ok: true; readonly facts: T } | { readonly ok: false; readonly refusals: readonly Refusal[] }

/**
 * Reads one case in the case format. The shape is checked first, then whether the values can be true together and
 * under the law of their date; every problem is named with the path of its field and a sentence. Nothing is guessed
 * and nothing is skipped.
 */
export function readFacts(input: unknown, law: LawBook): Reading<Facts> {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    return refuse('input', 'harus berupa kelompok isian satu perkara')
  }
  const kind = 'kind' in input ? input.kind : undefined
  switch (kind) {
    case undefined:
      return isLateness(input)
        ? read(
            latenessFacts,
            input,
            (lateness) => checkLateness(lateness, law),
            (lateness) => ({ kind: 'lateness', lateness }),
          )
        : read(
            claimFacts,
            input,
            (claim) => checkClaim(claim, law),
            (claim) => ({ kind: 'claim', claim }),
          )
    case 'scholarship_year':
      return read(
        scholarshipYearFacts,
        input,
        (year) => checkScholarshipYear(year, law),
        (year) => ({ kind, year }),
      )
    case 'scholarship_projection':
      return read(
        scholarshipProjectionFacts,
        input,
        (projection) => checkProjection(projection, law),
        (projection) => ({ kind, projection }),
      )
    case 'heirs':
      return read(
        heirsFacts,
        input,
        (heirs) => checkHeirs(heirs, law),
        (heirs) => ({ kind, heirs }),
      )
    case 'contribution':
      return read(contributionFacts, input, checkContribution, (contribution) => ({ kind, contribution }))
    default:
      return refuse(
        'kind',
        'harus salah satu dari: scholarship_year, scholarship_projection, heirs, contribution',
      )
  }
}

/** A lateness case has no kind; any of the fields that only it has tells it from a claim. */
function isLateness(input: object): boolean {
  return ['requirements_complete', 'working_day_limit', 'paid_on', 'late_base'].some(
    (field) => field in input,
  )
}

function read<S extends z.ZodType>(
  shape: S,
  input: unknown,
  check: (facts: z.output<S>) => Refusal[],
  wrap: (facts: z.output<S>) => Facts,
): Reading<Facts> {
  const shaped = shape.safeParse(input, { error: inIndonesian })
  if (!shaped.success) return { ok: false, refusals: refusalsOf(shaped.error) }
  const refusals = check(shaped.data)
  return refusals.length > 0 ? { ok: false, refusals } : { ok: true, facts: wrap(shaped.data) }
}

function refuse(path: string, message: string): Reading<never> {
  return { ok: false, refusals: [{ path, message }] }
}
