import type { LawBook } from '#libs/law'
import { addDays, addHours, addMonths, type Instant, parseInstant } from '#libs/local-date'
import type { ReasonCode } from '../codes.js'
import type { Unmet } from '../line-data.js'
import type { ClaimFacts } from '../facts/claim-facts.js'
import type { Cause } from './cause.js'
import { earliestReaching } from './months-before.js'

/** Who pays first: the agency, or the employer who may then ask to be reimbursed. */
export type Liability =
  | { readonly payer: 'bpjs' }
  | { readonly payer: 'employer'; readonly reason: ReasonCode; readonly unmet: Unmet }
  | { readonly payer: 'undecided'; readonly reason: ReasonCode; readonly unmet: Unmet }

const agency: Liability = { payer: 'bpjs' }

export function findLiability(facts: ClaimFacts, cause: Cause, law: LawBook): Liability {
  if (facts.participant.segment !== 'PU') return agency
  const arrears = arrearsOfEmployer(facts, cause, law)
  if (arrears) return { payer: 'employer', reason: 'ARREARS_BEYOND_COVER', unmet: arrears }
  return cause.program === 'JKK' ? liabilityByStage1(facts, cause, law) : agency
}

/**
 * Up to the covered months the agency pays although the employer owes contributions; beyond, the employer pays first
 * (R-8.7).
 * @basis PP 44/2015, articles on arrears
 */
function arrearsOfEmployer({ participant }: ClaimFacts, cause: Cause, law: LawBook): Unmet | undefined {
  const covered = law.integer('arrears.pu_covered_months', cause.referenceDate)
  const { arrears_months: months, paid_until: paidUntil } = participant
  if (months !== undefined) {
    if (months <= covered.value) return undefined
    const fact = 'participant.arrears_months'
    return { fact, needs: 'at_most', value: covered.value, actual: months, parameters: [covered] }
  }
  if (paidUntil === undefined || cause.referenceDate <= addMonths(paidUntil, covered.value)) return undefined
  const needed = earliestReaching(cause.referenceDate, covered.value)
  const fact = 'participant.paid_until'
  return { fact, needs: 'on_or_after', value: needed, actual: paidUntil, parameters: [covered] }
}

/**
 * A stage-I report later than 2 x 24 hours makes the employer liable from the day that rule came. Instants
 * are compared; the last moment is in time. Without the hour of the accident only a report that is late, or in time,
 * whatever the hour can be judged.
 * @basis Permenaker 1/2025 Pasal 8(2a)-(2c)
 */
function liabilityByStage1(facts: ClaimFacts, cause: Cause, law: LawBook): Liability {
  const reported = facts.stage1_reported_at
  const shifts = law.flag('jkk.late_report_shifts_liability', cause.referenceDate)
  if (!reported || !shifts.value) return agency
  const hours = law.integer('jkk.report_hours', cause.referenceDate)
  const [earliest, latest] = momentsOfEvent(facts)
  const unmet: Unmet = {
    fact: 'stage1_reported_at',
    needs: 'at_most',
    value: hours.value,
    parameters: [shifts, hours],
  }
  if (reported.at > addHours(latest, hours.value))
    return { payer: 'employer', reason: 'STAGE1_REPORTED_LATE', unmet }
  if (reported.at <= addHours(earliest, hours.value)) return agency
  return { payer: 'undecided', reason: 'STAGE1_LATENESS_UNDECIDED', unmet }
}

/** The first and the last moment the event may have happened, over the three zones of Indonesia. */
function momentsOfEvent({ event }: ClaimFacts): [Instant, Instant] {
  const known = event.accident_at ?? event.collapsed_at ?? event.died_at
  if (known) return [known.at, known.at]
  const [first, last] = [event.event_date, addDays(event.event_date, 1)]
  return [parseInstant(`${first}T00:00:00+09:00`), parseInstant(`${last}T00:00:00+07:00`)]
}
