import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseLocalDate as date } from '#libs/local-date'
import { loadCalendarYears, loadWorkingCalendar } from './load-calendar.js'

const folder = mkdtempSync(join(tmpdir(), 'santun-calendar-'))
afterAll(() => rmSync(folder, { recursive: true }))

const year = `year: 2027
decree: { name: SKB 3 Menteri, confidence: M }
holidays:
  - { date: 2027-01-01, kind: national, label: Tahun Baru Masehi }
  - { date: 2027-08-17, kind: national, label: Proklamasi Kemerdekaan }
`

function loading(...texts: string[]): () => unknown {
  const root = mkdtempSync(join(folder, 'case-'))
  texts.forEach((text, index) => writeFileSync(join(root, `${index}.yaml`), text))
  return () => loadCalendarYears(root)
}

test('the decrees of 2022 to 2026 make one working calendar', () => {
  const calendar = loadWorkingCalendar({ cutiBersamaCounts: false })
  expect(calendar.years()).toEqual([2022, 2023, 2024, 2025, 2026])
  expect(calendar.addWorkingDays(date('2024-04-05'), 1)).toBe('2024-04-16')
})

test('collective leave counts as working where the law reads it so', () => {
  const calendar = loadWorkingCalendar({ cutiBersamaCounts: true })
  expect(calendar.addWorkingDays(date('2024-04-05'), 1)).toBe('2024-04-08')
})

describe('a calendar that cannot be relied on stops the start, with its line:', () => {
  test('no decree', () => {
    expect(loading(year.replace(/decree.*\n/, ''))).toThrow(/0.yaml:1: decree:/)
  })

  test('an unknown kind of day', () => {
    expect(loading(year.replace('kind: national', 'kind: libur'))).toThrow(
      /0.yaml:4: holidays.0.kind: nilai tidak dikenal; pilih national, cuti_bersama/,
    )
  })

  test('a day of another year', () => {
    expect(loading(year.replace('2027-01-01', '2026-01-01'))).toThrow(
      /0.yaml:4: 2026-01-01 bukan hari tahun 2027/,
    )
  })

  test('a day that does not exist', () => {
    expect(loading(year.replace('2027-08-17', '2027-02-29'))).toThrow(
      /0.yaml:5: holidays.1.date: bukan tanggal/,
    )
  })

  test('a day twice, or out of order', () => {
    expect(loading(year.replace('2027-08-17', '2027-01-01'))).toThrow(
      /0.yaml:5: 2027-01-01 tidak berurutan atau tercantum dua kali/,
    )
  })

  test('a year twice', () => {
    expect(loading(year, year)).toThrow(/1.yaml:1: tahun 2027 dimuat dua kali/)
  })
})
