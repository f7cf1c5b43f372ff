import { type LocalDate, addDays } from '#libs/local-date'
import { z } from 'zod'
import { choices, isChoiceName } from './choices.js'
import { checkTable } from './check-table.js'
import { type LawDocument, type LawParameter, lawParameter } from './law-document.js'
import type { LawProblem } from './law-errors.js'
import { type Parameter, type Period, isVersion } from './parameter.js'
import { type TableRow, isTableName } from './tables.js'
import type { LawValue } from './version.js'
import { issueInWords } from './issue-in-words.js'

/** the first day on which the rules exist. Every parameter says from that day on what applies, or that nothing does. */
export const horizon = '2015-07-01' as LocalDate

type Report = (message: string, ...path: PropertyKey[]) => void
type Entry = LawParameter['values'][number]

/** Reads documents into parameters and collects every problem instead of stopping at the first. */
export function checkDocuments(documents: readonly LawDocument[]): {
  parameters: Parameter[]
  problems: LawProblem[]
} {
  const problems: LawProblem[] = []
  const reporterOf = (document: LawDocument): Report => {
    return (message, ...path) =>
      problems.push({ file: document.file, line: document.lineOf?.(path) ?? 1, message })
  }
  const parameters = documents.flatMap((document) => {
    problems.push(...(document.problems ?? []))
    return document.problems?.length ? [] : (checkDocument(document, reporterOf(document)) ?? [])
  })
  const byFile = new Map(documents.map((document) => [document.file, reporterOf(document)]))
  const report = (parameter: Parameter, message: string, ...path: PropertyKey[]) =>
    byFile.get(parameter.file)?.(message, ...path)
  checkNames(parameters, report)
  checkReferences(parameters, report)
  problems.sort((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1))
  return { parameters, problems }
}

function checkDocument(document: LawDocument, report: Report): Parameter | undefined {
  const shape = lawParameter.safeParse(document.content)
  if (!shape.success) {
    for (const issue of shape.error.issues) reportIssue(issue, report)
    return undefined
  }
  const { name, file } = document
  const {
    label,
    unit,
    applies_on,
    rules = [],
    aliases = [],
    alternatives = [],
    values,
    verified,
  } = shape.data
  const mismatch = unitMismatch(name, unit)
  if (mismatch !== undefined) {
    report(`satuan ${unit} tidak cocok: ${mismatch}`, 'unit')
    return undefined
  }
  checkTimeline(values, report)
  const periods = values.flatMap((entry, index) => checkEntry(name, unit, entry, index, report) ?? [])
  const others = isChoiceName(name)
    ? choices[name].filter((each) => each !== periods.findLast(isVersion)?.value)
    : []
  return {
    ...{ name, label, unit, appliesOn: applies_on, rules, aliases, periods, verified, file },
    alternatives: [...alternatives, ...others],
  }
}

function reportIssue(issue: z.core.$ZodIssue, report: Report, ...before: PropertyKey[]): void {
  for (const { message, path } of issueInWords(issue)) report(message, ...before, ...path)
}

/** Tables and choices are known by name to the calculation; every other name must not pretend to be one. */
function unitMismatch(name: string, unit: Parameter['unit']): string | undefined {
  if (isTableName(name)) return unit === 'table' ? undefined : `${name} adalah tabel`
  if (isChoiceName(name)) return unit === 'choice' ? undefined : `${name} adalah pilihan`
  if (unit === 'table') return `tabel ${name} tidak dikenal oleh perhitungan`
  return unit === 'choice' ? `pilihan ${name} tidak dikenal oleh perhitungan` : undefined
}

/** From the horizon on, each period begins on the day after the one before it, and the last one stays open. */
function checkTimeline(values: readonly Entry[], report: Report): void {
  const first = values[0]?.from
  if (first !== undefined && first > horizon) {
    report(
      `celah: tidak ada keterangan untuk ${horizon} sampai sebelum ${first}; beri nilai atau "none"`,
      'values',
      0,
      'from',
    )
  }
  values.forEach(({ from, to }, index) => {
    if (to !== undefined && to < from)
      report(`masa berlaku terbalik: ${to} lebih awal dari ${from}`, 'values', index, 'to')
    const next = values[index + 1]
    if (next === undefined) {
      if (to !== undefined)
        report(`celah: tidak ada keterangan setelah ${to}; beri nilai atau "none"`, 'values', index, 'to')
      return
    }
    if (to === undefined || next.from <= to) {
      report(
        `tumpang tindih: mulai ${next.from} padahal masa sebelumnya berlaku sampai ${to ?? 'seterusnya'}`,
        'values',
        index + 1,
        'from',
      )
    } else if (next.from !== addDays(to, 1)) {
      report(`celah: tidak ada keterangan antara ${to} dan ${next.from}`, 'values', index + 1, 'from')
    }
  })
}

function checkEntry(
  name: string,
  unit: Parameter['unit'],
  entry: Entry,
  index: number,
  report: Report,
): Period | undefined {
  const { from, to, value, none, basis } = entry
  if ((value === undefined) === (none === undefined)) {
    report('isi tepat satu: "value", atau "none" dengan alasan mengapa tidak ada nilai', 'values', index)
    return undefined
  }
  if (none !== undefined) return Object.freeze({ parameter: name, none, from, to })
  if (basis === undefined) {
    report('nilai tanpa dasar hukum; isi "basis" dengan act, article dan confidence', 'values', index)
    return undefined
  }
  const checked = checkValue(name, value, (message, ...path) =>
    report(message, 'values', index, 'value', ...path),
  )
  if (checked === undefined) return undefined
  return Object.freeze({ parameter: name, value: checked, unit, from, to, basis: Object.freeze(basis) })
}

function checkValue(name: string, value: Entry['value'], report: Report): LawValue | undefined {
  if (isTableName(name)) return checkTable(name, value, report)
  if (isChoiceName(name) && !choices[name].some((choice) => choice === value)) {
    report(`pilihan ${JSON.stringify(value)} tidak dikenal; pilih ${choices[name].join(' atau ')}`)
    return undefined
  }
  return value
}

type ReportOn = (parameter: Parameter, message: string, ...path: PropertyKey[]) => void

function checkNames(parameters: readonly Parameter[], report: ReportOn): void {
  const owners = new Map<string, Parameter>()
  for (const parameter of parameters) {
    for (const name of [parameter.name, ...parameter.aliases]) {
      const owner = owners.get(name)
      if (owner) report(parameter, `nama ${name} sudah dipakai di ${owner.file}`, 'aliases')
      else owners.set(name, parameter)
    }
  }
}

/** The table of time limits keeps no number of its own; each row points at the parameter that holds it. */
function checkReferences(parameters: readonly Parameter[], report: ReportOn): void {
  const known = new Set(parameters.flatMap(({ name, aliases }) => [name, ...aliases]))
  const limits = parameters.find(({ name }) => name === 'time_limits')
  limits?.periods.forEach((period, index) => {
    if (!isVersion(period)) return
    for (const row of period.value as readonly TableRow<'time_limits'>[]) {
      if (!known.has(row.parameter)) {
        report(
          limits,
          `batas waktu ${row.code} menunjuk parameter ${row.parameter} yang tidak ada`,
          'values',
          index,
        )
      }
    }
  })
}
