import {
  type LocalDate,
  type MonthDay,
  dateOfDayNumber,
  dayNumberOf,
  dayOf,
  daysInMonth,
  monthOf,
  write,
  yearOf,
} from './local-date.js'

export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7

/** @throws RangeError when the result lies outside the years 0001-9999 */
export function addDays(date: LocalDate, days: number): LocalDate {
  return dateOfDayNumber(dayNumberOf(date) + days)
}

/**
 * Keeps the day of the month, or takes the last day of a shorter month (R-1.7: 31 January + 3 months = 30 April).
 * @throws RangeError when the result lies outside the years 0001-9999 or the number of months is not whole
 */
export function addMonths(date: LocalDate, months: number): LocalDate {
  const count = yearOf(date) * 12 + monthOf(date) - 1 + months
  const [year, month] = [Math.floor(count / 12), (count % 12) + 1]
  if (!Number.isInteger(count) || year < 1 || year > 9999) {
    throw new RangeError(`${date} plus ${months} months is outside the years 0001-9999`)
  }
  return write(year, month, Math.min(dayOf(date), daysInMonth(year, month)))
}

/** As `addMonths`: 29 February + 5 years = 28 February. */
export function addYears(date: LocalDate, years: number): LocalDate {
  return addMonths(date, years * 12)
}

/** Days from the first date to the second; negative when the second is earlier. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return dayNumberOf(to) - dayNumberOf(from)
}

/** Below zero when a is earlier, zero for the same day, above zero when later: fit for `sort`. */
export function compare(a: LocalDate, b: LocalDate): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/**
 * Completed years. An age is reached on the birthday itself; born on 29 February, on 28 February of a common year
 * . Before birth the age is negative.
 */
export function ageOn(birth: LocalDate, on: LocalDate): number {
  const years = yearOf(on) - yearOf(birth)
  const [birthMonth, month] = [monthOf(birth), monthOf(on)]
  if (month !== birthMonth) return month < birthMonth ? years - 1 : years
  const birthday = Math.min(dayOf(birth), daysInMonth(yearOf(on), month))
  return dayOf(on) < birthday ? years - 1 : years
}

export function minDate(first: LocalDate, ...others: readonly LocalDate[]): LocalDate {
  return others.reduce((earliest, each) => (each < earliest ? each : earliest), first)
}

export function maxDate(first: LocalDate, ...others: readonly LocalDate[]): LocalDate {
  return others.reduce((latest, each) => (each > latest ? each : latest), first)
}

/** ISO 8601: Monday is 1, Sunday is 7. */
export function weekdayOf(date: LocalDate): Weekday {
  return ((dayNumberOf(date) % 7) + 1) as Weekday
}

/** The given day of the given year, for example the first day of a school year. */
export function dateInYear(year: number, monthDay: MonthDay): LocalDate {
  return write(year, Number(monthDay.slice(0, 2)), Number(monthDay.slice(3)))
}
