/**
 * Where sealed values were first written, as `table.column`. The place is sealed in with the value, so that none can be
 * read in another's place; a copy keeps the place of its origin.
 */
export const claimColumns = [
  'claim.participant_nik',
  'claim.answers',
  'claim_party.phone',
  'claim_note.body',
  'claim_witness.name',
  'claim_witness.nik',
  // Copied to objection_transition.
  'claim_transition.input',
  'calculation.input',
  'calculation.answer',
  // Copied to the input of document_item_step.
  'document_item.note',
  // Copied from document_upload.
  'document_file.name',
  'coverage_difference.reason',
  'data_request.words',
  // Also of break_glass: each page that is opened then is on record with its reason.
  'document_opening.reason',
  'break_glass_review.note',
  'investigation_answer.answer',
  'investigation_answer.source',
  'quality_review.reason',
  'notification.recipient',
  'notification.body',
  'notification.fill',
  'counter_task.note',
  // Copied to payment and account_acceptance.
  'payee.account_number',
  'account_acceptance.reason',
  'payment_evidence.letter_file',
  // Copied to recovery_transition.
  'recovery.reason',
  'payee.dispute',
  'heir_set.family',
  'heir_set.settlement',
  'escrow_decision.reason',
  'scholarship_transition.input',
] as const
export type ClaimColumn = (typeof claimColumns)[number]

/** What belongs to no claim, or not yet. */
export const registryColumns = [
  'participant.identity',
  'import_finding.cells',
  'import_batch.accepted_reason',
  'pre_draft.answers',
  'incident_course.participant_nik',
  'incident_course.particulars',
  'incident_party.phone',
  'incident_transition.words',
  'care_note.body',
  'disability_finding.parts',
  'letter_file.content',
  'notification.recipient',
  'notification.body',
  'notification.fill',
  'counter_task.note',
  'scholarship_run.reason',
  'claim_search.reason',
] as const
export type RegistryColumn = (typeof registryColumns)[number]

export type PersonalColumn = ClaimColumn | RegistryColumn

/** What is sealed wherever it stands in an answer or an input; all else there stays readable to SQL. */
export const personalFields: ReadonlySet<string> = new Set([
  'nik',
  'familyCardNumber',
  'phone',
  'accountNumber',
  'causeOfDeath',
  'diagnosis',
  // A person's own words may tell anything.
  'reason',
  'note',
  'question',
  'questions',
  'counterfactual',
  'fact',
  // Sentences and workings of a calculation tell wages, and which part of the body was lost.
  'because',
  'working',
])
