import { parseLocalDate as date } from '#libs/local-date'
import { type CalendarYear, CalendarYearMissing, WorkingCalendar } from './index.js'

const decree = 'SKB 3 Menteri'
const year2024: CalendarYear = {
  year: 2024,
  decree,
  holidays: [
    { date: date('2024-05-09'), kind: 'national', label: 'Kenaikan Yesus Kristus' },
    { date: date('2024-05-10'), kind: 'cuti_bersama', label: 'Cuti bersama' },
  ],
}
const year2025: CalendarYear = { year: 2025, decree, holidays: [] }
const calendar = WorkingCalendar.from([year2025, year2024], { cutiBersamaCounts: false })
const cutiBersamaWorks = WorkingCalendar.from([year2024], { cutiBersamaCounts: true })

describe('a working day (R-7.2)', () => {
  test.each([
    ['2024-05-08', true, 'an ordinary Wednesday'],
    ['2024-05-09', false, 'a national holiday'],
    ['2024-05-10', false, 'collective leave'],
    ['2024-05-11', false, 'a Saturday'],
    ['2024-05-12', false, 'a Sunday'],
  ])('%s: %s, %s', (on, isWorking) => {
    expect(calendar.isWorkingDay(date(on))).toBe(isWorking)
  })

  test('includes collective leave when the law reads it so, but never a national holiday', () => {
    expect(cutiBersamaWorks.isWorkingDay(date('2024-05-10'))).toBe(true)
    expect(cutiBersamaWorks.isWorkingDay(date('2024-05-09'))).toBe(false)
  })

  test('has its holiday named', () => {
    expect(calendar.holidayOn(date('2024-05-09'))?.label).toBe('Kenaikan Yesus Kristus')
    expect(calendar.holidayOn(date('2024-05-08'))).toBeUndefined()
  })
})

describe('counting working days (R-7.1)', () => {
  test('begins after the day itself, which is day 0', () => {
    expect(calendar.addWorkingDays(date('2024-05-06'), 0)).toBe('2024-05-06')
    expect(calendar.addWorkingDays(date('2024-05-06'), 3)).toBe('2024-05-13')
  })

  test('may begin on a holiday or a weekend', () => {
    expect(calendar.addWorkingDays(date('2024-05-11'), 1)).toBe('2024-05-13')
  })

  test('counts between two dates, with a sign', () => {
    expect(calendar.workingDaysBetween(date('2024-05-06'), date('2024-05-13'))).toBe(3)
    expect(calendar.workingDaysBetween(date('2024-05-13'), date('2024-05-06'))).toBe(-3)
    expect(calendar.workingDaysBetween(date('2024-05-11'), date('2024-05-12'))).toBe(0)
  })

  test.each([-1, 1.5, Number.NaN])('refuses to add %s working days', (count) => {
    expect(() => calendar.addWorkingDays(date('2024-05-06'), count)).toThrow(RangeError)
  })
})

describe('a year whose decree is not loaded', () => {
  test('is never taken for working days', () => {
    expect(() => calendar.isWorkingDay(date('2026-01-05'))).toThrow(CalendarYearMissing)
    expect(() => calendar.addWorkingDays(date('2025-12-31'), 1)).toThrow(CalendarYearMissing)
    expect(() => calendar.workingDaysBetween(date('2023-12-28'), date('2024-01-02'))).toThrow(
      CalendarYearMissing,
    )
    expect(() => calendar.holidayOn(date('2021-08-17'))).toThrow(CalendarYearMissing)
  })

  test('is named, with the years there are', () => {
    expect(() => calendar.isWorkingDay(date('2026-01-05'))).toThrow(
      '2026 (2026-01-05) belum dimuat; yang ada: 2024, 2025',
    )
  })
})

describe('a calendar', () => {
  const from = (...years: CalendarYear[]) => WorkingCalendar.from(years, { cutiBersamaCounts: false })

  test('refuses a year twice', () => {
    expect(() => from(year2024, year2024)).toThrow('2024 dimuat dua kali')
  })

  test('refuses a holiday twice or in another year', () => {
    const [first] = year2024.holidays
    const holidays = first ? [first] : []
    expect(() => from({ ...year2024, holidays: [...holidays, ...holidays] })).toThrow('tercantum dua kali')
    expect(() => from({ ...year2025, holidays })).toThrow('bukan hari tahun 2025')
  })
})
