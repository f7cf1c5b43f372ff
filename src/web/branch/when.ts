/** Days and deadlines as the desk counts them, at the date of its branch. */
import { dateOfInstant, formatDateId, isLocalDate, type LocalDate, parseInstant } from '#libs/local-date'
import { zoneOf } from '../shared/when.js'

export function dateAt(instant: string, zone: string): LocalDate {
  return dateOfInstant(parseInstant(instant), zoneOf(zone))
}

/** A calendar date in words; a dash where there is none. */
export function dateInWords(date: string | null | undefined): string {
  return isLocalDate(date) ? formatDateId(date) : '–'
}
