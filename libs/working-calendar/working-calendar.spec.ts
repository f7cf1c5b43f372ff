import { isMonthDay, parseLocalDate as date } from '#libs/local-date'
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

describe('for setting deadlines, a year whose decree is not loaded', () => {
  const newYear = '01-01'
  const fixed = [{ day: isMonthDay(newYear) ? newYear : fail(), label: 'Tahun Baru Masehi' }]
  const deadlines = calendar.withFixedHolidays(fixed)

  test('has its weekends and the holidays of a fixed date, and nothing else that is known', () => {
    expect(deadlines.isWorkingDay(date('2027-01-01'))).toBe(false)
    expect(deadlines.isWorkingDay(date('2027-01-02'))).toBe(false)
    expect(deadlines.isWorkingDay(date('2027-01-04'))).toBe(true)
    expect(deadlines.holidayOn(date('2027-01-01'))?.label).toBe('Tahun Baru Masehi')
  })

  test('is reached by counting, over the holidays that a decree names before it', () => {
    expect(deadlines.addWorkingDays(date('2024-05-08'), 1)).toBe('2024-05-13')
    expect(deadlines.addWorkingDays(date('2025-12-30'), 3)).toBe('2026-01-05')
    expect(deadlines.workingDaysBetween(date('2025-12-30'), date('2026-01-05'))).toBe(3)
  })

  test('stays unknown to whoever counts what is owed', () => {
    expect(() => calendar.isWorkingDay(date('2027-01-04'))).toThrow(CalendarYearMissing)
  })

  test('begins after the last decree that follows the others without a gap', () => {
    expect(calendar.decreedUntil()).toBe('2025-12-31')
    expect(WorkingCalendar.from([], { cutiBersamaCounts: false }).decreedUntil()).toBeUndefined()
    const gap = WorkingCalendar.from([year2024, { year: 2026, decree, holidays: [] }], {
      cutiBersamaCounts: false,
    })
    expect(gap.decreedUntil()).toBe('2024-12-31')
  })
})

function fail(): never {
  throw new Error('the test names no day of the year')
}

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
