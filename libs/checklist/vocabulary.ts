import { claimTypes } from '#libs/lifecycle'

/** What may ask for documents: each type of claim, and the two occasions of a scholarship. */
export const checklistAskers = [...claimTypes, 'scholarship_first', 'scholarship_yearly'] as const
export type ChecklistAsker = (typeof checklistAskers)[number]

/** Circumstances on which a document may depend; their words are in `config/checklists/documents.yaml`. */
export const circumstances = [
  'claimant_is_spouse',
  'segment_is_pu',
  'payee_named_in_will',
  'payee_is_minor_without_parent',
  'traffic_accident_or_violence',
  'transport_claimed',
  'facility_not_contracted',
  'employer_claims_stmb',
  'not_first_entry_to_school',
  'payee_is_guardian',
  'represented_by_letter',
  'objection_filed',
] as const
export type Circumstance = (typeof circumstances)[number]

/**
 * How much a claim needs a document. `if_applies`: it depends on a circumstance that nobody has stated yet, so it is
 * shown with its condition and never silently dropped. `not_needed`: the circumstance is stated not to hold.
 */
export const necessities = ['required', 'if_available', 'if_applies', 'not_needed'] as const
export type Necessity = (typeof necessities)[number]

/** Who must agree that an alternative stands in for a document; the ladder rises from left to right. */
export const alternativeApprovals = ['verifier', 'approver'] as const
export type AlternativeApproval = (typeof alternativeApprovals)[number]

/**
 * Why a document cannot be accepted as it is. Words and an example for each are in `config/messages/documents.yaml`.
 * The last two are found by a machine, all others by a person.
 */
export const defectCodes = [
  'NOT_SUPPLIED',
  'BLURRED',
  'CUT_OFF',
  'PAGES_MISSING',
  'WRONG_DOCUMENT',
  'WRONG_PERSON',
  'NOT_SIGNED',
  'EXPIRED',
  'NUMBER_DIFFERS',
  'NAME_DIFFERS',
  'DATE_DIFFERS',
  'ACCOUNT_HOLDER_DIFFERS',
  'ISSUER_NOT_AUTHORISED',
  'DANGEROUS_FILE',
  'CANNOT_BE_OPENED',
] as const
export type DefectCode = (typeof defectCodes)[number]
