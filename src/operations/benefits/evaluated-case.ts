import { type Answer, evaluate, type Refusal } from '#libs/benefits'
import type { LawBook } from '#libs/law'
import type { WorkingCalendar } from '#libs/working-calendar'
import type { FileCase } from './case-file.js'

/** A case with its answer; without one when it is an illustration in words, which is not calculated. */
export interface EvaluatedCase extends FileCase {
  readonly answer?: Answer
}

export type EvaluatedFile =
  | { readonly ok: true; readonly cases: readonly EvaluatedCase[] }
  | { readonly ok: false; readonly refusals: readonly Refusal[] }

/** Evaluates every case; one refused case refuses the file, so nobody takes a part for the whole. */
export function evaluateCases(
  cases: readonly FileCase[],
  law: LawBook,
  calendar: WorkingCalendar,
): EvaluatedFile {
  const refusals: Refusal[] = []
  const evaluated = cases.map((each): EvaluatedCase => {
    if (isIllustration(each.input)) return each
    const evaluation = evaluate(each.input, law, calendar)
    if (evaluation.ok) return { ...each, answer: evaluation.answer }
    refusals.push(...evaluation.refusals.map((refusal) => placed(refusal, each)))
    return each
  })
  return refusals.length > 0 ? { ok: false, refusals } : { ok: true, cases: evaluated }
}

export function isIllustration(input: unknown): boolean {
  return typeof input === 'object' && input !== null && 'kind' in input && input.kind === 'decomposition'
}

/** The refusal with the path from the root of the file, and the id of the case for a person. */
export function placed({ path, message }: Refusal, { where, id }: FileCase): Refusal {
  const whole = where === '' ? path : path === 'input' ? where : `${where}.${path}`
  return { path: id === undefined ? whole : `${whole} (${id})`, message }
}
