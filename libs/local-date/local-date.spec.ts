import {
  InvalidLocalDate,
  addDays,
  addMonths,
  addYears,
  ageOn,
  compare,
  dateOfDayNumber,
  dayNumberOf,
  dayOf,
  daysBetween,
  daysInMonth,
  formatDateId,
  isLeapYear,
  isLocalDate,
  isMonthDay,
  localDateOf,
  maxDate,
  minDate,
  monthOf,
  parseLocalDate,
  weekdayOf,
  yearOf,
} from './index.js'

const date = parseLocalDate

describe('a calendar date', () => {
  test.each(['2024-02-29', '2000-02-29', '0001-01-01', '9999-12-31'])('is %s', (text) => {
    expect(isLocalDate(text)).toBe(true)
  })

  test.each([
    '2023-02-29',
    '1900-02-29',
    '2024-13-01',
    '2024-00-10',
    '2024-04-31',
    '2024-4-1',
    '0000-01-01',
    20240101,
    null,
  ])('is not %s', (value) => {
    expect(isLocalDate(value)).toBe(false)
  })

  test('that does not exist is refused with the text and the form we expect', () => {
    expect(() => parseLocalDate('29-02-2024')).toThrow(InvalidLocalDate)
    expect(() => parseLocalDate('29-02-2024')).toThrow('"29-02-2024"')
  })

  test('has a year, a month and a day', () => {
    expect([yearOf, monthOf, dayOf].map((part) => part(date('2026-08-17')))).toEqual([2026, 8, 17])
    expect(localDateOf(2026, 8, 17)).toBe('2026-08-17')
    expect(() => localDateOf(2026, 2, 29)).toThrow(InvalidLocalDate)
  })

  test('knows leap years and the lengths of months', () => {
    expect([1900, 2000, 2023, 2024].map(isLeapYear)).toEqual([false, true, false, true])
    expect(daysInMonth(2024, 2)).toBe(29)
  })

  test('of every year is a month and a day, but never 29 February', () => {
    expect(isMonthDay('07-01')).toBe(true)
    expect(isMonthDay('02-29')).toBe(false)
    expect(isMonthDay('13-01')).toBe(false)
  })

  test('is counted in days within the years 0001-9999 only', () => {
    expect(dateOfDayNumber(dayNumberOf(date('9999-12-31')))).toBe('9999-12-31')
    expect(() => addDays(date('9999-12-31'), 1)).toThrow(RangeError)
    expect(() => addDays(date('0001-01-01'), -1)).toThrow(RangeError)
  })
})

describe('adding months and years (R-1.7)', () => {
  test.each([
    ['2024-01-31', 3, '2024-04-30'],
    ['2023-11-30', 3, '2024-02-29'],
    ['2024-12-15', 1, '2025-01-15'],
    ['2024-03-31', -1, '2024-02-29'],
  ])('%s and %s months is %s', (from, months, to) => {
    expect(addMonths(date(from), months)).toBe(to)
  })

  test('29 February and five years is 28 February', () => {
    expect(addYears(date('2024-02-29'), 5)).toBe('2029-02-28')
  })

  test('stays within the years 0001-9999', () => {
    expect(() => addYears(date('9999-01-01'), 1)).toThrow(RangeError)
    expect(() => addMonths(date('0001-01-01'), -1)).toThrow(RangeError)
    expect(() => addMonths(date('2024-01-01'), 0.5)).toThrow(RangeError)
  })
})

describe('age (R-1.7)', () => {
  test.each([
    ['2001-05-10', '2024-05-09', 22],
    ['2001-05-10', '2024-05-10', 23],
    ['2000-02-29', '2023-02-27', 22],
    ['2000-02-29', '2023-02-28', 23],
    ['2000-02-29', '2024-02-28', 23],
    ['2000-02-29', '2024-02-29', 24],
    ['2010-12-31', '2011-01-01', 0],
  ])('of one born %s is on %s %s years', (birth, on, age) => {
    expect(ageOn(date(birth), date(on))).toBe(age)
  })
})

describe('comparing dates', () => {
  test('finds the earliest and the latest', () => {
    const [a, b, c] = [date('2024-01-02'), date('2023-12-31'), date('2024-01-01')]
    expect(minDate(a, b, c)).toBe(b)
    expect(maxDate(a, b, c)).toBe(a)
    expect([a, b, c].sort(compare)).toEqual([b, c, a])
    expect(compare(a, a)).toBe(0)
  })

  test('counts days with a sign', () => {
    expect(daysBetween(date('2024-02-28'), date('2024-03-01'))).toBe(2)
    expect(daysBetween(date('2024-03-01'), date('2024-02-28'))).toBe(-2)
  })

  test('knows the day of the week', () => {
    expect(weekdayOf(date('2026-08-17'))).toBe(1)
    expect(weekdayOf(date('2026-08-16'))).toBe(7)
  })
})

describe('a date as Indonesians read it', () => {
  test('is long, short or with its weekday', () => {
    const independence = date('2026-08-17')
    expect(formatDateId(independence)).toBe('17 Agustus 2026')
    expect(formatDateId(independence, 'short')).toBe('17-08-2026')
    expect(formatDateId(independence, 'weekday')).toBe('Senin, 17 Agustus 2026')
    expect(formatDateId(date('2026-05-01'))).toBe('1 Mei 2026')
  })
})
