/** Why a number was not read: a stable code. Its words, with the cure, belong to the caller's messages. */
export interface NumberRefusal<Code extends string> {
  readonly code: Code
}

export type NumberRefused<Code extends string> = {
  readonly ok: false
  readonly refusals: readonly NumberRefusal<Code>[]
}

export function refused<Code extends string>(...codes: readonly Code[]): NumberRefused<Code> {
  return { ok: false, refusals: codes.map((code) => ({ code })) }
}

const GROUPING = /[\s.-]/

/** Numbers are copied by hand from cards and letters, often in groups. */
export function withoutGrouping(text: string): string {
  return GROUPING.test(text) ? text.replace(/[\s.-]/g, '') : text
}
