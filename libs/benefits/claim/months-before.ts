import { addDays, addMonths, type LocalDate } from '#libs/local-date'

/**
 * Months are kept to the day or cut to a shorter month, so "three months before" a date is not one day but the
 * edge of an inequality. These two answer the edge exactly, because a family is told that very day.
 */

/** The last day from which the months are complete on the given date. */
export function latestStart(on: LocalDate, months: number): LocalDate {
  let day = addMonths(on, -months)
  while (addMonths(addDays(day, 1), months) <= on) day = addDays(day, 1)
  return day
}

/** The first day from which the months reach to the given date or beyond. */
export function earliestReaching(on: LocalDate, months: number): LocalDate {
  let day = addMonths(on, -months)
  while (addMonths(day, months) < on) day = addDays(day, 1)
  return day
}
