import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Answer, toJson } from '#libs/benefits'
import { parse } from 'yaml'

/** A case as lawyers review it: facts in, the answer that the law gives. */
export interface GoldenCase {
  readonly id: string
  readonly title?: string
  readonly input: Readonly<Record<string, unknown>>
  readonly expected: Readonly<Record<string, unknown>>
}

interface ComparedLine {
  readonly code: string
  readonly amount: number
}

/** Every case of every YAML file beside this one. A decomposition is an illustration in words, not a case. */
export function goldenFiles(): { file: string; cases: GoldenCase[] }[] {
  return readdirSync(import.meta.dirname)
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .map((file) => {
      const { examples } = parse(readFileSync(join(import.meta.dirname, file), 'utf8')) as {
        examples: GoldenCase[]
      }
      return { file, cases: examples.filter(({ input }) => input['kind'] !== 'decomposition') }
    })
}

/**
 * The part of an answer that a case speaks of: decision, total and lines always, any other field when the case names
 * it; a field that a case gives as null must be absent. `article` and `formula` in a case are for readers.
 */
export function comparedPart(answer: Answer, expected: GoldenCase['expected']): Record<string, unknown> {
  const document = JSON.parse(toJson(answer)) as Record<string, unknown>
  const fields = new Set(['decision', 'total', 'lines', ...Object.keys(expected)])
  return Object.fromEntries([...fields].map((field) => [field, normalised(field, document[field])]))
}

export function expectedPart(expected: GoldenCase['expected']): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries({ lines: [], total: 0, ...expected }).map(([field, value]) => [field, normalised(field, value)]),
  )
}

function normalised(field: string, value: unknown): unknown {
  if (field === 'lines' || field === 'employer_lines') return multiset(value as ComparedLine[])
  return value ?? undefined
}

function multiset(lines: readonly ComparedLine[] | undefined): string[] {
  return (lines ?? []).map(({ code, amount }) => `${code} ${amount}`).sort()
}
