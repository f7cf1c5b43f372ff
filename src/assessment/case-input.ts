import type { ClaimType, DeathCause } from '#libs/lifecycle'

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

/** The cause of a death as a reclassification settled it. */
export interface SettledCause {
  deathCause: DeathCause
  /** Of the accident or the diagnosis. */
  occurredOn?: string
}

/** The participant as the registry knew him at submission, in the words of the benefit library. */
export type CoverageSnapshot = Record<string, unknown> & { participant?: Record<string, unknown> }

/** What the incident of a claim became, as `incident_facts` gives it; the parts of a disability already revealed. */
export interface IncidentOfClaim {
  accidentAt?: string
  stage1ReportedAt?: string
  stage1ReportedOn?: string
  outcome?: string
  parts?: readonly object[]
  stmb?: { days: number; before: number; payee: string }
  receipts?: Record<string, number>
  receiptsBefore?: Record<string, number>
}

/** One case in the input format of the benefit library. */
export interface CaseInput {
  participant: Record<string, unknown>
  event: Record<string, unknown>
  claim: { received: string }
  children?: Record<string, unknown>[]
  [more: string]: unknown
}

/** What happened: as the family stated it, or as it was settled since. Nobody's words are changed for that. */
export function eventOf({ event }: StatedAnswers, cause: SettledCause | null): StatedAnswers['event'] {
  if (cause === null) return event
  const { eventDate, deathDate = eventDate, accidentAt } = event
  if (cause.deathCause === 'non_work_death') return { type: cause.deathCause, eventDate: deathDate }
  const occurredOn = cause.occurredOn ?? eventDate
  return {
    type: cause.deathCause,
    eventDate: occurredOn,
    deathDate,
    ...(accidentAt?.startsWith(occurredOn) ? { accidentAt } : {}),
  }
}

/**
 * The facts of a claim in the format of the benefit library. Children are left out of a death claim's own lines:
 * a scholarship belongs to the child and is claimed year by year, so it is planned apart.
 */
export function caseInput(
  type: ClaimType,
  event: StatedAnswers['event'],
  coverage: CoverageSnapshot,
  receivedOn: string,
  incident: IncidentOfClaim = {},
): CaseInput {
  const { stage1ReportedOn: reportedOn } = incident
  return {
    participant: {
      ...coverage.participant,
      ...(incident.stmb?.payee === 'employer' ? { wages_continued_by_employer: true } : {}),
    },
    event: withoutAbsent({
      type: event.type,
      event_date: event.eventDate,
      death_date: event.deathDate,
      accident_at: incident.accidentAt ?? event.accidentAt,
      outcome: outcomeOf(type, incident),
    }),
    // The first report keeps the right alive for everything that follows from the event.
    claim: { received: reportedOn !== undefined && reportedOn < receivedOn ? reportedOn : receivedOn },
    ...withoutAbsent({
      stage1_reported_at: incident.stage1ReportedAt,
      stmb_days: incident.stmb?.days,
      disabilities: incident.outcome === 'total_permanent' ? undefined : incident.parts,
      receipts: incident.receipts,
      before:
        (incident.stmb ?? incident.receiptsBefore)
          ? withoutAbsent({ stmb_days: incident.stmb?.before, receipts: incident.receiptsBefore })
          : undefined,
    }),
  }
}

/** A period of incapacity and receipts are paid whatever becomes of the participant: they ask for nothing beside. */
function outcomeOf(type: ClaimType, { outcome }: IncidentOfClaim): string | undefined {
  if (type === 'jkk_death') return 'death'
  if (type === 'jkk_stmb' || type === 'jkk_reimbursement') return 'recovered'
  return outcome?.startsWith('partial_') ? 'partial' : outcome
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
