import { addDays, dateOfDayNumber, dayNumberOf, parseLocalDate, yearOf } from '#libs/local-date'
import { type Holiday, WorkingCalendar } from '#libs/working-calendar'
import fc from 'fast-check'

const first = dayNumberOf(parseLocalDate('2022-01-01'))
const last = dayNumberOf(parseLocalDate('2026-12-31'))
const date = fc.integer({ min: first, max: last - 120 }).map(dateOfDayNumber)

const calendar = fc
  .tuple(
    fc.uniqueArray(
      fc.tuple(fc.integer({ min: first, max: last }), fc.constantFrom('national', 'cuti_bersama')),
      {
        selector: ([day]) => day,
        maxLength: 120,
      },
    ),
    fc.boolean(),
  )
  .map(([days, cutiBersamaCounts]) => {
    const holidays = days.map(([day, kind]): Holiday => ({
      date: dateOfDayNumber(day),
      kind,
      label: 'libur',
    }))
    const years = [2022, 2023, 2024, 2025, 2026].map((year) => ({
      year,
      decree: 'SKB',
      holidays: holidays.filter((holiday) => yearOf(holiday.date) === year),
    }))
    return WorkingCalendar.from(years, { cutiBersamaCounts })
  })

test('the n-th working day is a working day, and counting back finds n', () => {
  fc.assert(
    fc.property(calendar, date, fc.integer({ min: 1, max: 30 }), (each, from, count) => {
      const deadline = each.addWorkingDays(from, count)
      expect(each.isWorkingDay(deadline)).toBe(true)
      expect(each.workingDaysBetween(from, deadline)).toBe(count)
      expect(each.workingDaysBetween(from, addDays(deadline, -1))).toBe(count - 1)
    }),
  )
})

test('working days in two parts add up to working days in one', () => {
  fc.assert(
    fc.property(calendar, date, fc.nat(60), fc.nat(60), (each, from, some, more) => {
      const [middle, end] = [addDays(from, some), addDays(from, some + more)]
      const parts = each.workingDaysBetween(from, middle) + each.workingDaysBetween(middle, end)
      expect(parts).toBe(each.workingDaysBetween(from, end))
    }),
  )
})

test('a later start never brings an earlier deadline', () => {
  fc.assert(
    fc.property(calendar, date, fc.integer({ min: 0, max: 15 }), (each, from, count) => {
      expect(each.addWorkingDays(from, count) <= each.addWorkingDays(addDays(from, 1), count)).toBe(true)
    }),
  )
})
