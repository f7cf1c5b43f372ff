import type { ProblemWords } from '../../platform/problem/problem-words.js'
import { InvalidInput, TransitionRefused } from '../../platform/problem/problems.js'
import type { FormErrors } from '../shared/form.js'

/**
 * What was wrong with a form, at its fields; what belongs to none stands above the form. `fieldOf` tells from the pointer
 * which field it is, '' = none. Any other error is thrown on.
 */
export function fieldErrors(
  error: unknown,
  words: ProblemWords,
  fieldOf: (pointer: string) => string,
): FormErrors {
  if (error instanceof TransitionRefused) {
    const said = error.refusals.map((refusal) => words.refusal(refusal).words)
    return { '': said.join(' ') || (words.find(error.code)?.text ?? error.code) }
  }
  if (!(error instanceof InvalidInput)) throw error
  if (error.errors.length === 0) return { '': error.message }
  return Object.fromEntries(error.errors.map(({ pointer, detail }) => [fieldOf(pointer), detail]))
}

/** The field of the nth row of a list: `/payees/0/name` is `name-1`. */
export function rowField(list: string): (pointer: string) => string {
  const place = new RegExp(`^/${list}/(\\d+)/(\\w+)$`)
  return (pointer) => {
    const [, index, name] = place.exec(pointer) ?? []
    return name ? `${name}-${Number(index) + 1}` : ''
  }
}

/** How many rows a form has room for: as many as were asked for, within reason. */
export function rowsWanted(wanted: unknown, least: number, most: number): number {
  const rows = typeof wanted === 'string' && /^\d{1,2}$/.test(wanted) ? Number(wanted) : least
  return Math.min(Math.max(rows, least), most)
}
