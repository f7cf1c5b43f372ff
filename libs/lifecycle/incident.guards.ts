import { claimantRoles } from './vocabulary.js'
import type { Guard } from './engine.js'
import { ask, demand, isGiven } from './guard.js'
import type { IncidentFacts, IncidentOutcome } from './incident.facts.js'

type IncidentGuard = Guard<IncidentFacts>

/** Staff act within their branch; everybody else on an incident to which he is a party. */
export const withinReach: IncidentGuard = {
  name: 'within_reach',
  check: ({ actor, incident }) => {
    if (actor.role === 'system') return null
    if ((claimantRoles as readonly string[]).includes(actor.role))
      return actor.partyToIncident ? null : { code: 'NOT_A_PARTY' }
    return actor.branchId === incident.branchId ? null : { code: 'OTHER_BRANCH' }
  },
}

export const firstNotice: IncidentGuard = demand(
  'first_notice',
  ({ incident }) => incident.seq === 0,
  'INCIDENT_ALREADY_NOTICED',
)
export const reasonGiven: IncidentGuard = ask(
  'reason_given',
  ({ input }) => isGiven(input.reason),
  'REASON_MISSING',
)
export const receiptGiven: IncidentGuard = ask(
  'receipt_given',
  ({ input }) => isGiven(input.receivedAt),
  'RECEIVED_AT_MISSING',
)

/** Nothing is received before it happened, or tomorrow. */
export const receiptPossible: IncidentGuard = ask(
  'receipt_possible',
  ({ input: { receivedAt }, incident, statement, now }) =>
    receivedAt === undefined ||
    (receivedAt <= now && receivedAt >= (statement?.statedAt ?? incident.eventAt)),
  'RECEIVED_AT_IMPOSSIBLE',
)

/** Exactly the last moment is in time. */
const inTime = (receivedAt: string | undefined, dueAt: string | null): boolean =>
  dueAt === null || receivedAt === undefined || receivedAt <= dueAt
export const stage1LatenessExplained: IncidentGuard = ask(
  'lateness_explained',
  ({ input, clocks }) => inTime(input.receivedAt, clocks.stage1DueAt) || isGiven(input.latenessReason),
  'LATENESS_REASON_MISSING',
  ({ clocks }) => ({ until: clocks.stage1DueAt ?? '' }),
)
export const stage2LatenessExplained: IncidentGuard = ask(
  'lateness_explained',
  ({ input, clocks }) => inTime(input.receivedAt, clocks.stage2DueAt) || isGiven(input.latenessReason),
  'LATENESS_REASON_MISSING',
  ({ clocks }) => ({ until: clocks.stage2DueAt ?? '' }),
)

export const covered: IncidentGuard = demand(
  'covered_on_the_day',
  ({ coverage }) => coverage.covered,
  'INCIDENT_NOT_COVERED',
)
export const notCovered: IncidentGuard = demand(
  'not_covered_on_the_day',
  ({ coverage }) => !coverage.covered,
  'INCIDENT_COVERED',
)
export const facilityGiven: IncidentGuard = ask(
  'facility_given',
  ({ input }) => isGiven(input.facility),
  'FACILITY_MISSING',
)
export const referenceGiven: IncidentGuard = ask(
  'reference_given',
  ({ input }) => isGiven(input.reference),
  'REFERENCE_MISSING',
)
export const schemeGiven: IncidentGuard = ask(
  'scheme_given',
  ({ input }) => input.scheme !== undefined,
  'SCHEME_MISSING',
)

export const outcomeGiven: IncidentGuard = ask(
  'outcome_given',
  ({ input }) => input.outcome !== undefined,
  'OUTCOME_MISSING',
)
export const statedAtPossible: IncidentGuard = ask(
  'stated_at_possible',
  ({ input, incident, now }) =>
    isGiven(input.statedAt) && input.statedAt <= now && input.statedAt >= incident.eventAt,
  'STATED_AT_IMPOSSIBLE',
)
export const deathDateGiven: IncidentGuard = ask(
  'death_date_given',
  ({ input }) => input.outcome !== 'died' || isGiven(input.deathDate),
  'DEATH_DATE_MISSING',
)

const disabling: readonly IncidentOutcome[] = ['partial_anatomical', 'partial_functional']
/** What a disability is worth is found by one doctor and confirmed by another person, before it is applied for. */
export const findingsConfirmed: IncidentGuard = demand(
  'findings_confirmed',
  ({ statement, findings }) =>
    findings.unconfirmed === 0 &&
    (!statement || !disabling.includes(statement.outcome) || findings.confirmed > 0),
  'FINDINGS_UNCONFIRMED',
)
export const nothingUnclaimed: IncidentGuard = demand(
  'nothing_unclaimed',
  ({ claims }) => claims.missing === 0,
  'BENEFITS_UNCLAIMED',
  ({ claims }) => ({ count: claims.missing }),
)
export const claimsAtRest: IncidentGuard = demand(
  'claims_at_rest',
  ({ claims }) => claims.open === 0,
  'CLAIMS_OPEN',
  ({ claims }) => ({ count: claims.open }),
)
