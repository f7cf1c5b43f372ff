import { z } from 'zod'
import { issueInWords } from './issue-in-words.js'
import { type BpuBand, type DisabilityPercentage, type TableName, type TableRow, tables } from './tables.js'

type Report = (message: string, ...path: PropertyKey[]) => void

/** Rows of a table of law in the shape the calculation expects, or `undefined` after reporting why not. */
export function checkTable<N extends TableName>(
  name: N,
  value: unknown,
  report: Report,
): readonly object[] | undefined {
  const rows = z.array(tables[name]).safeParse(value)
  if (!rows.success) {
    for (const issue of rows.error.issues) {
      for (const { message, path } of issueInWords(issue)) report(message, ...path)
    }
    return undefined
  }
  checkCodes(rows.data, report)
  if (name === 'jkk.disability_percentages') checkContainment(rows.data as DisabilityPercentage[], report)
  if (name === 'contribution.bpu_bands') checkBands(rows.data as BpuBand[], report)
  return deepFreeze(rows.data)
}

function checkCodes(rows: readonly TableRow<TableName>[], report: Report): void {
  const seen = new Set<string>()
  rows.forEach((row, index) => {
    if (!('code' in row)) return
    if (seen.has(row.code)) report(`kode ${row.code} muncul dua kali`, index)
    seen.add(row.code)
  })
}

function checkContainment(rows: readonly DisabilityPercentage[], report: Report): void {
  const codes = new Set(rows.map((row) => row.code))
  rows.forEach(({ code, containedIn, mode, percent, percentMin, percentMax }, index) => {
    if (containedIn !== undefined && !codes.has(containedIn)) {
      report(`${code} termasuk dalam ${containedIn}, tetapi kode itu tidak ada`, index)
    }
    const isComplete = mode === 'range' ? percentMin && percentMax : percent
    if (!isComplete) report(`${code} tidak mempunyai persentase yang lengkap`, index)
  })
}

/** Every income has exactly one band: the bands follow each other and the last one is open. */
function checkBands(rows: readonly BpuBand[], report: Report): void {
  rows.forEach(({ band, incomeFrom, incomeTo }, index) => {
    const expected = index === 0 ? 0n : rows[index - 1]?.incomeTo
    if (incomeFrom !== expected) report(`golongan ${band} tidak bersambung dengan golongan sebelumnya`, index)
    if ((incomeTo === undefined) !== (index === rows.length - 1)) {
      report(`hanya golongan terakhir yang tanpa batas atas`, index)
    }
  })
}

/** The book is shared by everything that calculates, so nobody may write into it. */
function deepFreeze<T extends object>(value: T): T {
  for (const item of Object.values(value) as unknown[]) {
    if (typeof item === 'object' && item !== null) deepFreeze(item)
  }
  return Object.freeze(value)
}
