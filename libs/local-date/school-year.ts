import { addDays, dateInYear } from './date-arithmetic.js'
import { type LocalDate, type MonthDay, yearOf } from './local-date.js'

declare const schoolYear: unique symbol

/** Two following years, `2024/2025`; sorts as text. */
export type SchoolYear = string & { readonly [schoolYear]: true }

export function isSchoolYear(value: unknown): value is SchoolYear {
  if (typeof value !== 'string' || !/^\d{4}\/\d{4}$/.test(value)) return false
  const first = Number(value.slice(0, 4))
  return first >= 1 && Number(value.slice(5)) === first + 1
}

/** @throws RangeError when the text is not two following years */
export function parseSchoolYear(text: string): SchoolYear {
  if (!isSchoolYear(text)) throw new RangeError(`"${text}" is not a school year; write it as 2024/2025`)
  return text
}

/** The school year in which a date falls; `startsOn` is the parameter `scholarship.school_year_start`. */
export function schoolYearOf(date: LocalDate, startsOn: MonthDay): SchoolYear {
  return schoolYearFrom(date.slice(5) >= startsOn ? yearOf(date) : yearOf(date) - 1)
}

/** The school year that begins in the given calendar year. */
export function schoolYearFrom(firstYear: number): SchoolYear {
  return parseSchoolYear(`${String(firstYear).padStart(4, '0')}/${String(firstYear + 1).padStart(4, '0')}`)
}

export function firstYearOf(year: SchoolYear): number {
  return Number(year.slice(0, 4))
}

export function firstDayOfSchoolYear(year: SchoolYear, startsOn: MonthDay): LocalDate {
  return dateInYear(firstYearOf(year), startsOn)
}

export function lastDayOfSchoolYear(year: SchoolYear, startsOn: MonthDay): LocalDate {
  return addDays(dateInYear(firstYearOf(year) + 1, startsOn), -1)
}
