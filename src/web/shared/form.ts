import { Injectable, type Type } from '@nestjs/common'
import { ProblemWords } from '../../platform/problem/problem-words.js'
import { type FieldError, InvalidInput } from '../../platform/problem/problems.js'
import { validInput } from '../../platform/problem/validation.js'
import { CSRF_FIELD } from './csrf.js'

/** What was typed, by the name of the field, as it came. */
export type FormValues = Readonly<Record<string, string | undefined>>
/** One sentence for each field that is to be mended. */
export type FormErrors = Readonly<Record<string, string | undefined>>
export type ReadForm<Input> =
  { ok: true; input: Input; values: FormValues } | { ok: false; errors: FormErrors; values: FormValues }

/** Reads what a form sent: flat names, texts, empty fields absent. */
@Injectable()
export class Forms {
  constructor(private readonly words: ProblemWords) {}

  async read<Input extends object>(dto: Type<Input>, body: unknown): Promise<ReadForm<Input>> {
    const values = valuesOf(body)
    try {
      return { ok: true, input: await validInput(dto, { ...values }, this.words), values }
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error
      return { ok: false, errors: errorsOf(error.errors), values }
    }
  }
}

/** Faults of a service in the terms of a form: the pointer's last part names the field unless `names` says otherwise. */
export function errorsOf(
  errors: readonly FieldError[],
  names: Readonly<Record<string, string>> = {},
): FormErrors {
  const entries = errors.map(({ pointer, detail }): [string, string] => [
    names[pointer] ?? pointer.split('/').at(-1) ?? '',
    detail,
  ])
  // The first fault of a field is told, and the fields stand in the order in which they were asked.
  const first = new Map<string, string>()
  for (const [name, detail] of entries) if (!first.has(name)) first.set(name, detail)
  return Object.fromEntries(first)
}

export function valuesOf(body: unknown): FormValues {
  const entries = Object.entries((body ?? {}) as Record<string, unknown>)
  return Object.fromEntries(
    entries.flatMap(([name, value]) => {
      if (name === CSRF_FIELD || typeof value !== 'string') return []
      const text = value.trim()
      return text === '' ? [] : [[name, text]]
    }),
  )
}
