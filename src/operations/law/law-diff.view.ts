import type { LawBook, LawValue, Version } from '#libs/law'
import { type LocalDate, formatDateId } from '#libs/local-date'
import {
  articleInWords,
  rowInWords,
  valueAsJson,
  valueInWords,
} from '../../platform/law-loader/law-in-words.js'
import { lawDifferences } from '../../platform/law-loader/law-reading.js'

/** Every parameter whose value on the one day is not its value on the other, with the article of the new value. */
export function diffText(law: LawBook, first: LocalDate, second: LocalDate): string {
  const differences = lawDifferences(law, first, second)
  const lines = differences.flatMap(({ name, label, before, after }) => [
    `${name}: ${label}`,
    ...(isTable(before) || isTable(after) ? rowLines(before, after) : valueLines(before, after)),
    ...[after ?? before].flatMap((version) => (version ? `  ${articleInWords(version.basis)}` : [])),
    '',
  ])
  const count = `${differences.length} parameter berbeda antara ${formatDateId(first)} dan ${formatDateId(second)}.`
  return `${[...lines, count].join('\n')}\n`
}

export function diffJson(law: LawBook, first: LocalDate, second: LocalDate): object {
  const changes = lawDifferences(law, first, second).map(({ name, label, before, after }) => ({
    name,
    label,
    before: before ? { from: before.from, value: valueAsJson(before.value), basis: before.basis } : null,
    after: after ? { from: after.from, value: valueAsJson(after.value), basis: after.basis } : null,
  }))
  return { first, second, changes }
}

function isTable(version: Version<LawValue> | undefined): boolean {
  return version?.unit === 'table'
}

function valueLines(before: Version<LawValue> | undefined, after: Version<LawValue> | undefined): string[] {
  const words = (version: Version<LawValue> | undefined) =>
    version ? valueInWords(version.value, version.unit) : 'tidak ada nilai'
  return [`  ${words(before)} -> ${words(after)}`]
}

/** Only the rows that came or went; a changed row is both. */
function rowLines(before: Version<LawValue> | undefined, after: Version<LawValue> | undefined): string[] {
  const rows = (version: Version<LawValue> | undefined) =>
    ((version?.value ?? []) as readonly object[]).map(rowInWords)
  const [old, current] = [rows(before), rows(after)]
  const gone = old.filter((row) => !current.includes(row)).map((row) => `  - ${row}`)
  const come = current.filter((row) => !old.includes(row)).map((row) => `  + ${row}`)
  return [...gone, ...come]
}
