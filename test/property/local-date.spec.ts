import {
  type IndonesianZone,
  type LocalDate,
  addDays,
  addMonths,
  addYears,
  ageOn,
  compare,
  dateOfInstant,
  daysBetween,
  formatInstant,
  instantOf,
  isLocalDate,
  parseInstant,
  parseLocalDate,
  weekdayOf,
} from '#libs/local-date'
import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'

const year = fc.integer({ min: 1900, max: 2200 })
const date = fc
  .tuple(year, fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 31 }))
  .map(([y, month, day]) => Temporal.PlainDate.from({ year: y, month, day }))
const instant = fc.integer({ min: Date.UTC(1900, 0), max: Date.UTC(2200, 0) })

const ours = (theirs: Temporal.PlainDate): LocalDate => parseLocalDate(theirs.toString())

test('a day that the calendar knows is a date, and no other text of that shape is', () => {
  const two = fc.integer({ min: 0, max: 99 }).map((value) => String(value).padStart(2, '0'))
  fc.assert(
    fc.property(year, two, two, (y, month, day) => {
      const text = `${y}-${month}-${day}`
      expect(isLocalDate(text)).toBe(isPlainDate(text))
    }),
  )
})

function isPlainDate(text: string): boolean {
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() === text
  } catch {
    return false
  }
}

test('adding days agrees with Temporal', () => {
  fc.assert(
    fc.property(date, fc.integer({ min: -50_000, max: 50_000 }), (from, days) => {
      expect(addDays(ours(from), days)).toBe(from.add({ days }).toString())
    }),
  )
})

test('adding months and years agrees with Temporal, month ends included', () => {
  fc.assert(
    fc.property(date, fc.integer({ min: -600, max: 600 }), (from, months) => {
      expect(addMonths(ours(from), months)).toBe(from.add({ months }).toString())
      expect(addYears(ours(from), months)).toBe(from.add({ years: months }).toString())
    }),
  )
})

test('days between two dates, their order and their weekday agree with Temporal', () => {
  fc.assert(
    fc.property(date, date, (a, b) => {
      expect(daysBetween(ours(a), ours(b))).toBe(a.until(b).days)
      expect(Math.sign(compare(ours(a), ours(b)))).toBe(Temporal.PlainDate.compare(a, b))
      expect(weekdayOf(ours(a))).toBe(a.dayOfWeek)
    }),
  )
})

test('an age is reached on the day that many years after birth, and not the day before (R-1.7)', () => {
  fc.assert(
    fc.property(date, fc.integer({ min: 1, max: 100 }), (birth, age) => {
      const birthday = birth.add({ years: age })
      expect(ageOn(ours(birth), ours(birthday))).toBe(age)
      expect(ageOn(ours(birth), ours(birthday.subtract({ days: 1 })))).toBe(age - 1)
    }),
  )
})

test('a moment reads and writes like Temporal, in any offset', () => {
  const offset = fc.integer({ min: -14 * 4, max: 14 * 4 }).map((quarters) => quarters * 15)
  fc.assert(
    fc.property(instant, offset, (milliseconds, minutes) => {
      const moment = Temporal.Instant.fromEpochMilliseconds(milliseconds)
      const zone = `${minutes < 0 ? '-' : '+'}${clock(Math.abs(minutes))}`
      expect(parseInstant(moment.toString({ timeZone: zone }))).toBe(milliseconds)
      expect(formatInstant(instantOf(milliseconds))).toBe(moment.toString({ fractionalSecondDigits: 3 }))
    }),
  )
})

function clock(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}

test('the date of a moment is that of its zone in Indonesia', () => {
  const zones = fc.constantFrom<[IndonesianZone, string][]>(
    ['WIB', '+07:00'],
    ['WITA', '+08:00'],
    ['WIT', '+09:00'],
  )
  fc.assert(
    fc.property(instant, zones, (milliseconds, [zone, offset]) => {
      const there = Temporal.Instant.fromEpochMilliseconds(milliseconds).toZonedDateTimeISO(offset)
      expect(dateOfInstant(instantOf(milliseconds), zone)).toBe(there.toPlainDate().toString())
    }),
  )
})
