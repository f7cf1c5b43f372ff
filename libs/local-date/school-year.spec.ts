import {
  type MonthDay,
  firstDayOfSchoolYear,
  firstYearOf,
  isMonthDay,
  isSchoolYear,
  lastDayOfSchoolYear,
  parseLocalDate,
  parseSchoolYear,
  schoolYearFrom,
  schoolYearOf,
} from './index.js'

const july: MonthDay = monthDay('07-01')

function monthDay(text: string): MonthDay {
  if (!isMonthDay(text)) throw new Error(text)
  return text
}

describe('a school year', () => {
  test.each([
    ['2025-06-30', '2024/2025'],
    ['2025-07-01', '2025/2026'],
    ['2025-12-31', '2025/2026'],
    ['2026-01-01', '2025/2026'],
  ])('on %s is %s', (on, year) => {
    expect(schoolYearOf(parseLocalDate(on), july)).toBe(year)
  })

  test('begins and ends where the law puts its first day', () => {
    const year = parseSchoolYear('2023/2024')
    expect(firstDayOfSchoolYear(year, july)).toBe('2023-07-01')
    expect(lastDayOfSchoolYear(year, july)).toBe('2024-06-30')
    expect(lastDayOfSchoolYear(year, monthDay('03-01'))).toBe('2024-02-29')
  })

  test('is two following years and nothing else', () => {
    expect(isSchoolYear('2024/2025')).toBe(true)
    expect(isSchoolYear('2024/2026')).toBe(false)
    expect(isSchoolYear('2024')).toBe(false)
    expect(() => parseSchoolYear('2024-2025')).toThrow(RangeError)
    expect(firstYearOf(schoolYearFrom(2024))).toBe(2024)
  })
})
