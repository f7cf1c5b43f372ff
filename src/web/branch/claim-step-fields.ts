/** Which fields each step asks for at the desk, and how they become the step's input. */
import { type ClaimEvent, claimEvents, reopeningGrounds } from '#libs/lifecycle'
import { dateOf } from '../shared/components/fields.js'
import type { FormValues } from '../shared/form.js'
import { decidedElsewhere } from './paths.js'

export const stepFields = [
  'reason',
  'party',
  'question',
  'dueOn',
  'questions',
  'investigatorId',
  'answerDocumentId',
  'ground',
  'survivingClaimId',
  'deathCause',
  'occurredOn',
] as const
export type StepField = (typeof stepFields)[number]

const fieldsOf: Partial<Record<ClaimEvent, readonly StepField[]>> = {
  recall: ['reason'],
  refer: ['party', 'question', 'dueOn'],
  answer_received: ['answerDocumentId'],
  investigate: ['reason', 'questions', 'investigatorId', 'dueOn'],
  reopen: ['ground', 'reason'],
  object: ['reason'],
  merge: ['survivingClaimId'],
  propose_reclassification: ['deathCause', 'occurredOn', 'reason'],
}

/** Steps with a page of their own, decided elsewhere, or that only families and the product take. */
const withoutForm: readonly ClaimEvent[] = [
  ...decidedElsewhere,
  'request_documents',
  'propose',
  'investigation_reported',
]

/** The event behind an address, when it is one that a form here may fire. */
export function stepNamed(name: string): ClaimEvent | undefined {
  return claimEvents.find((event) => event === name && !withoutForm.includes(event))
}

export function fieldsFor(event: ClaimEvent): readonly StepField[] {
  return fieldsOf[event] ?? []
}

export const grounds = reopeningGrounds

/** What was typed as the step takes it; fields of other steps are left out. */
export function inputFrom(event: ClaimEvent, values: FormValues): Record<string, unknown> {
  const entries = fieldsFor(event).map((field): [string, unknown] => [field, valueOf(field, values)])
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined))
}

function valueOf(field: StepField, values: FormValues): unknown {
  if (field === 'dueOn' || field === 'occurredOn') return dateOf(values, field)
  if (field !== 'questions') return values[field]
  const lines = (values.questions ?? '').split(/\r?\n/).map((line) => line.trim())
  const questions = lines.filter((line) => line !== '')
  return questions.length > 0 ? questions : undefined
}

/** Which field a reason against a step speaks of; all others stand on top of the form. */
const fieldOfRefusal: Readonly<Record<string, StepField>> = {
  REASON_MISSING: 'reason',
  PARTY_MISSING: 'party',
  QUESTION_MISSING: 'question',
  DUE_DATE_MISSING: 'dueOn',
  DUE_DATE_IN_PAST: 'dueOn',
  DUE_DATE_TOO_LATE: 'dueOn',
  ANSWER_MISSING: 'answerDocumentId',
  INVESTIGATOR_MISSING: 'investigatorId',
  SAME_PERSON: 'investigatorId',
  REOPENING_GROUND_MISSING: 'ground',
  SURVIVING_CLAIM_MISSING: 'survivingClaimId',
  SURVIVING_CLAIM_UNFIT: 'survivingClaimId',
  CAUSE_MISSING: 'deathCause',
  CAUSE_IS_OF_THIS_TYPE: 'deathCause',
  OCCURRED_ON_MISSING: 'occurredOn',
  OCCURRED_AFTER_DEATH: 'occurredOn',
}

export function fieldOf(refusal: string, event: ClaimEvent): string {
  if (refusal === 'QUESTION_MISSING' && event === 'investigate') return 'questions'
  return fieldOfRefusal[refusal] ?? ''
}
