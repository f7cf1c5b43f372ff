import { type LocalDate, isLocalDate, yearOf } from '#libs/local-date'

/**
 * Gives a day with a two-digit year its century: the latest such day that is not after `asOf` and that exists.
 * Identity numbers carry no century, so a person older than a hundred years is read a century too young.
 *
 * @returns null when the day exists in neither century
 */
export function pastDateOf(
  twoDigitYear: number,
  month: number,
  day: number,
  asOf: LocalDate,
): LocalDate | null {
  const thisCentury = Math.floor(yearOf(asOf) / 100) * 100
  for (const century of [thisCentury, thisCentury - 100]) {
    const date = `${century + twoDigitYear}-${twoDigits(month)}-${twoDigits(day)}`
    if (isLocalDate(date) && date <= asOf) return date
  }
  return null
}

export function twoDigits(value: number): string {
  return String(value).padStart(2, '0')
}
