import type { Guard, Refusal } from './engine.js'
import type { RefusalCode } from './refusal-codes.js'

type Params = Refusal['params']

/** A refusal whose code has words. */
export function refuse(code: RefusalCode, params?: Params): Refusal {
  return params ? { code, params } : { code }
}

/** The common guard: one condition, one code. */
export function demand<F>(
  name: string,
  holds: (facts: F) => boolean,
  code: RefusalCode,
  params?: (facts: F) => Params,
): Guard<F> {
  return { name, check: (facts) => (holds(facts) ? null : refuse(code, params?.(facts))) }
}

/** The same for what a person must enter with the step: screens ask for it instead of disabling the step. */
export function ask<F>(
  name: string,
  holds: (facts: F) => boolean,
  code: RefusalCode,
  params?: (facts: F) => Params,
): Guard<F> {
  return { ...demand(name, holds, code, params), asksInput: true }
}

/** Text that says something. */
export function isGiven(text: string | null | undefined): text is string {
  return text !== undefined && text !== null && text.trim() !== ''
}
