import { InvalidInput, StaleClaim, TransitionRefused } from '../../platform/problem/problems.js'
import type { ProblemWords } from '../../platform/problem/problem-words.js'
import { errorsOf, type FormErrors } from '../shared/form.js'
import { managerId } from '../words/manager.js'
import { proofErrors } from './proof.js'

/** What went wrong with a decision, with the answer's status; a field is named by its reason where it has one. */
export interface ToldAtForm {
  status: 409 | 422
  errors: FormErrors
}

/**
 * What a person can mend, told on the page that he sees; undefined for everything else, which is a problem page.
 * @param own the name of this form where several of one act stand on a page; `field` names its fields
 */
export function toldAtForm(
  error: unknown,
  act: string,
  words: ProblemWords,
  { own, field = (name: string): string => name }: { own?: string; field?: (name: string) => string } = {},
): ToldAtForm | undefined {
  const unproven = proofErrors(error, act, own)
  if (unproven) return { status: 422, errors: unproven }
  if (error instanceof StaleClaim) return { status: 409, errors: { '': managerId.conflict } }
  if (error instanceof InvalidInput) {
    const entries = Object.entries(errorsOf(error.errors))
    return { status: 422, errors: Object.fromEntries(entries.map(([name, text]) => [field(name), text])) }
  }
  if (!(error instanceof TransitionRefused)) return undefined
  const [only, ...more] = error.refusals
  if (only?.code === 'REASON_MISSING' && more.length === 0)
    return { status: 409, errors: { [field('reason')]: words.refusal(only).words } }
  const said = error.refusals.map((refusal) => words.refusal(refusal).words).join(' ')
  return { status: 409, errors: { '': said || (words.find(error.code)?.text ?? error.code) } }
}
