/** Days and deadlines as the desk counts them, at the date of its branch. */
import {
  addDays,
  dateOfInstant,
  formatDateId,
  isLocalDate,
  type LocalDate,
  parseInstant,
  weekdayOf,
} from '#libs/local-date'
import { CalendarYearMissing, type WorkingCalendar } from '#libs/working-calendar'
import { zoneOf } from '../shared/when.js'

export function dateAt(instant: string, zone: string): LocalDate {
  return dateOfInstant(parseInstant(instant), zoneOf(zone))
}

/** A calendar date in words; a dash where there is none. */
export function dateInWords(date: string | null | undefined): string {
  return isLocalDate(date) ? formatDateId(date) : '–'
}

/** Working days from one date to another, negative when it has passed; weekdays where a year's holidays are not known yet. */
export function workingDaysLeft(from: LocalDate, to: LocalDate, calendar: WorkingCalendar): number {
  try {
    return calendar.workingDaysBetween(from, to)
  } catch (error) {
    if (!(error instanceof CalendarYearMissing)) throw error
    const [first, last] = from <= to ? [from, to] : [to, from]
    let days = 0
    for (let day = first; day < last; day = addDays(day, 1)) if (weekdayOf(addDays(day, 1)) <= 5) days++
    return from <= to ? days : -days
  }
}
