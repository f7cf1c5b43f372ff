declare const localDate: unique symbol

/**
 * A calendar date `YYYY-MM-DD` of the years 0001-9999, without a clock or a zone. As ISO text it sorts, compares and
 * stores as it is; `<` and `===` mean earlier and same day.
 */
export type LocalDate = string & { readonly [localDate]: true }

/** A day of every year, `MM-DD`: the start of the school year, the usual day of an application. */
export type MonthDay = string & { readonly [localDate]: 'every year' }

/** The text is not a date that exists; the message names it and shows the form we expect. */
export class InvalidLocalDate extends RangeError {
  override readonly name = 'InvalidLocalDate'
  constructor(readonly text: string) {
    super(`"${text}" is not a calendar date; write it as YYYY-MM-DD, for example 2024-02-29`)
  }
}

const shape = /^\d{4}-\d{2}-\d{2}$/
const monthDayShape = /^\d{2}-\d{2}$/
const daysBeforeMonth = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334]
const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

export function isLocalDate(value: unknown): value is LocalDate {
  if (typeof value !== 'string' || !shape.test(value)) return false
  const date = value as LocalDate
  const [year, month, day] = [yearOf(date), monthOf(date), dayOf(date)]
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)
}

/** @throws InvalidLocalDate when the text is not a day that exists */
export function parseLocalDate(text: string): LocalDate {
  if (!isLocalDate(text)) throw new InvalidLocalDate(text)
  return text
}

/** A day that exists every year; 29 February is none. */
export function isMonthDay(value: unknown): value is MonthDay {
  return typeof value === 'string' && monthDayShape.test(value) && isLocalDate(`2023-${value}`)
}

/** @throws InvalidLocalDate when the three numbers are no day that exists */
export function localDateOf(year: number, month: number, day: number): LocalDate {
  const text = `${String(year).padStart(4, '0')}-${twoDigits(month)}-${twoDigits(day)}`
  return parseLocalDate(text)
}

export function yearOf(date: LocalDate): number {
  return digit(date, 0) * 1000 + digit(date, 1) * 100 + digit(date, 2) * 10 + digit(date, 3)
}

/** 1 for January to 12 for December. */
export function monthOf(date: LocalDate): number {
  return digit(date, 5) * 10 + digit(date, 6)
}

export function dayOf(date: LocalDate): number {
  return digit(date, 8) * 10 + digit(date, 9)
}

export function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
}

export function daysInMonth(year: number, month: number): number {
  return month === 2 && isLeapYear(year) ? 29 : (monthLengths[month - 1] ?? 0)
}

/** Days since 0001-01-01 (which is 0) in the Gregorian calendar; the base of all counting of days. */
export function dayNumberOf(date: LocalDate): number {
  const [year, month] = [yearOf(date), monthOf(date)]
  const leapDay = month > 2 && isLeapYear(year) ? 1 : 0
  return daysBeforeYear(year) + (daysBeforeMonth[month - 1] ?? 0) + leapDay + dayOf(date) - 1
}

/** @throws RangeError when the day lies outside the years 0001-9999 */
export function dateOfDayNumber(dayNumber: number): LocalDate {
  const lastDay = daysBeforeYear(10000) - 1
  if (!Number.isInteger(dayNumber) || dayNumber < 0 || dayNumber > lastDay) {
    throw new RangeError(`day number ${dayNumber} is outside the years 0001-9999`)
  }
  let year = Math.floor(dayNumber / 365.2425) + 1
  if (daysBeforeYear(year) > dayNumber) year -= 1
  else if (daysBeforeYear(year + 1) <= dayNumber) year += 1
  let [month, rest] = [1, dayNumber - daysBeforeYear(year)]
  while (rest >= daysInMonth(year, month)) {
    rest -= daysInMonth(year, month)
    month += 1
  }
  return write(year, month, rest + 1)
}

/** Writes a date known to exist, without checking it again. */
export function write(year: number, month: number, day: number): LocalDate {
  return `${String(year).padStart(4, '0')}-${twoDigits(month)}-${twoDigits(day)}` as LocalDate
}

function daysBeforeYear(year: number): number {
  const before = year - 1
  return before * 365 + Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400)
}

function digit(date: LocalDate, position: number): number {
  return date.charCodeAt(position) - 48
}

function twoDigits(value: number): string {
  return value < 10 ? `0${value}` : String(value)
}
