import { InvalidInput, KeyReused, StaleClaim, TransitionRefused } from '../../platform/problem/problems.js'
import type { ProblemWords } from '../../platform/problem/problem-words.js'
import { errorsOf, type FormErrors } from '../shared/form.js'

/** Which field mends a refusal; what no field mends stands above the form. */
const fields: Readonly<Record<string, string>> = {
  RECEIVED_AT_MISSING: 'receivedAt',
  RECEIVED_AT_IMPOSSIBLE: 'receivedAt',
  LATENESS_REASON_MISSING: 'latenessReason',
  FACILITY_MISSING: 'facility',
  REFERENCE_MISSING: 'reference',
  REASON_MISSING: 'reason',
  SCHEME_MISSING: 'scheme',
  OUTCOME_MISSING: 'outcome',
  STATED_AT_IMPOSSIBLE: 'statedAt',
  DEATH_DATE_MISSING: 'deathDate',
}

/** What a form shows of a refusal; anything else is no refusal and is thrown on. */
export function errorsFrom(error: unknown, words: ProblemWords): FormErrors {
  if (error instanceof InvalidInput) return errorsOf(error.errors)
  if (error instanceof StaleClaim || error instanceof KeyReused)
    return { '': words.find(error.code)?.text ?? error.message }
  if (!(error instanceof TransitionRefused)) throw error
  if (error.refusals.length === 0) return { '': words.find(error.code)?.text ?? error.code }
  const entries = error.refusals.map((refusal): [string, string] => [
    fields[refusal.code] ?? '',
    words.refusal(refusal).words,
  ])
  return Object.fromEntries(entries)
}
