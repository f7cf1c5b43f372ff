import {
  InvalidInstant,
  addHours,
  compareInstants,
  dateOfInstant,
  formatInstant,
  instantOf,
  isInstant,
  parseInstant,
} from './index.js'

describe('a moment in time', () => {
  test('is the same moment in every zone', () => {
    expect(parseInstant('2024-05-01T08:30:00+08:00')).toBe(parseInstant('2024-05-01T00:30:00Z'))
    expect(parseInstant('2024-05-01T00:30:00+07:00')).toBe(parseInstant('2024-04-30T17:30Z'))
    expect(parseInstant('2024-05-01T00:30:00-03:30')).toBe(parseInstant('2024-05-01T04:00:00Z'))
  })

  test.each([
    '2024-05-01T08:30:00',
    '2024-05-01 08:30:00Z',
    '2024-02-30T00:00:00Z',
    '2024-05-01T24:00:00Z',
    '2024-05-01T23:60:00Z',
    '2024-05-01T23:59:60Z',
    '2024-05-01T08:30:00+24:00',
    '2024-05-01T08:30:00+08:60',
    '2024-05-01',
  ])('is not "%s"', (text) => {
    expect(isInstant(text)).toBe(false)
    expect(() => parseInstant(text)).toThrow(InvalidInstant)
  })

  test('tells exactly 48 hours from one millisecond more (R-2.16)', () => {
    const accident = parseInstant('2025-03-03T14:00:00+08:00')
    const deadline = addHours(accident, 48)
    expect(compareInstants(parseInstant('2025-03-05T14:00:00+08:00'), deadline)).toBe(0)
    expect(compareInstants(parseInstant('2025-03-05T14:00:00.001+08:00'), deadline)).toBeGreaterThan(0)
  })

  test('falls on the date of the branch', () => {
    const late = parseInstant('2024-12-31T16:30:00Z')
    expect(dateOfInstant(late, 'WIB')).toBe('2024-12-31')
    expect(dateOfInstant(late, 'WITA')).toBe('2025-01-01')
    expect(dateOfInstant(late, 'WIT')).toBe('2025-01-01')
  })

  test('is written in UTC with milliseconds', () => {
    expect(formatInstant(parseInstant('2024-05-01T08:30:05.0079+08:00'))).toBe('2024-05-01T00:30:05.007Z')
    expect(formatInstant(instantOf(-1))).toBe('1969-12-31T23:59:59.999Z')
  })

  test('is a whole number of milliseconds', () => {
    expect(() => instantOf(0.5)).toThrow(RangeError)
  })
})
