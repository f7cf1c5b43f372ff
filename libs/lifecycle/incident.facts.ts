import type { Role } from './vocabulary.js'

/** How a doctor's statement may end a treatment, in the words of the statement. */
export const incidentOutcomes = [
  'recovered',
  'partial_anatomical',
  'partial_functional',
  'total_permanent',
  'died',
] as const
export type IncidentOutcome = (typeof incidentOutcomes)[number]

/** Who else may be the one to pay, when the agency is not. */
export const otherSchemes = ['jkn', 'jasa_raharja', 'taspen', 'asabri', 'employer'] as const
export type OtherScheme = (typeof otherSchemes)[number]

/** What a person enters with a step of an incident. Instants are UTC ISO text, dates `YYYY-MM-DD`. */
export interface IncidentInput {
  readonly reason?: string
  /** When the report reached us, by whatever way; it may be recorded later. */
  readonly receivedAt?: string
  /** Why the report came too late, as the reporter says. */
  readonly latenessReason?: string
  /** Where the participant is treated. */
  readonly facility?: string
  /** Number of the conclusion or of the ruling. */
  readonly reference?: string
  readonly outcome?: IncidentOutcome
  readonly statedAt?: string
  readonly deathDate?: string
  readonly scheme?: OtherScheme
}

/** What the guards of an incident may know. */
export interface IncidentFacts {
  readonly now: string
  readonly actor: {
    readonly id: string
    readonly role: Role
    readonly branchId: string | null
    readonly partyToIncident: boolean
  }
  readonly incident: { readonly branchId: string; readonly eventAt: string; readonly seq: number }
  /** By the law and the registry, on the day of the accident. */
  readonly coverage: { readonly covered: boolean; readonly reason: string | null }
  /** Open clocks only. */
  readonly clocks: { readonly stage1DueAt: string | null; readonly stage2DueAt: string | null }
  readonly findings: {
    /** Of this round, that a second person has still to confirm. */
    readonly unconfirmed: number
    readonly confirmed: number
  }
  readonly statement: { readonly outcome: IncidentOutcome; readonly statedAt: string } | null
  readonly claims: {
    /** Benefits that are due and that nobody has claimed yet. */
    readonly missing: number
    /** Claims that follow from the incident and are not decided and paid. */
    readonly open: number
  }
  readonly input: IncidentInput
}
