/** Every reading that a case can express, put in force by another folder of law and by nothing else. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { evaluate } from '#libs/benefits'
import { parseLocalDate } from '#libs/local-date'
import { parse, stringify } from 'yaml'
import { findConfigDirectory } from '../../src/platform/law-loader/config-directory.js'
import { loadWorkingCalendar } from '../../src/platform/law-loader/load-calendar.js'
import { loadLaw } from '../../src/platform/law-loader/load-law.js'
import { comparedPart, expectedPart } from './golden-cases.js'

type Expected = Readonly<Record<string, unknown>>
type Reading = Readonly<Record<string, unknown>>

interface ReadingCase {
  readonly id: string
  readonly title: string
  readonly reading: Reading
  readonly input: unknown
  readonly in_force: Expected
  readonly otherwise: Expected
}

const { examples } = parse(
  readFileSync(join(import.meta.dirname, 'readings', 'other-readings.yaml'), 'utf8'),
) as { examples: ReadingCase[] }

/** The answer under a folder of law, in the part that is expected; of refused facts, the paths. */
function answerUnder(input: unknown, expected: Expected, folder?: string): Expected {
  const law = loadLaw(folder)
  const reading = law.flag('workingday.cuti_bersama_counts', parseLocalDate('2022-01-01'))
  const calendar = loadWorkingCalendar({ cutiBersamaCounts: reading.value })
  const evaluation = evaluate(input, law, calendar)
  if (!evaluation.ok) return { refused: evaluation.refusals.map(({ path }) => path) }
  const { lines, ...rest } = comparedPart(evaluation.answer, expected)
  return 'lines' in expected ? { lines, ...rest } : rest
}

function expectedOf(expected: Expected): Expected {
  if ('refused' in expected) return expected
  const { lines, ...rest } = expectedPart(expected)
  return 'lines' in expected ? { lines, ...rest } : rest
}

/** A copy of the law in which each named parameter has the other value in every period. */
function withReading(reading: Reading, use: (folder: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'law-'))
  try {
    cpSync(join(findConfigDirectory(), 'law'), folder, { recursive: true })
    for (const [name, value] of Object.entries(reading)) {
      const file = join(folder, `${name.replaceAll('.', '/')}.yaml`)
      const parameter = parse(readFileSync(file, 'utf8')) as { values: { from: string; to?: string }[] }
      const basis = { act: 'Tafsir', article: 'other reading', confidence: 'D' }
      const values = parameter.values.map(({ from, to }) => ({
        from,
        ...(to === undefined ? {} : { to }),
        ...(value === 'none' ? { none: 'tafsir lain' } : { value, basis }),
      }))
      writeFileSync(file, stringify({ ...parameter, values }))
    }
    use(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

describe.each(examples)('$id $title', ({ reading, input, in_force, otherwise }) => {
  it('is answered by the reading in force', () => {
    expect(answerUnder(input, in_force)).toEqual(expectedOf(in_force))
  })

  it('is answered by the other reading under another folder of law', () => {
    withReading(reading, (folder) => {
      expect(answerUnder(input, otherwise, folder)).toEqual(expectedOf(otherwise))
    })
  })
})
