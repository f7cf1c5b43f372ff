import { type LocalDate, dateOfDayNumber, dayNumberOf, isLocalDate } from './local-date.js'

declare const instant: unique symbol

/** A moment in time: whole milliseconds since 1970-01-01T00:00:00Z. `<` and `-` work on it as on any number. */
export type Instant = number & { readonly [instant]: true }

/** The three zones of Indonesia: UTC+7, +8 and +9, without summer time. */
export type IndonesianZone = 'WIB' | 'WITA' | 'WIT'

/** The text is not a moment with an offset; the message names it and shows the form we expect. */
export class InvalidInstant extends RangeError {
  override readonly name = 'InvalidInstant'
  constructor(readonly text: string) {
    super(
      `"${text}" is not a moment in time; write date, time and offset, for example 2024-05-01T08:30:00+08:00`,
    )
  }
}

const shape = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(?:Z|([+-])(\d{2}):(\d{2}))$/
const hour = 3_600_000
const day = 24 * hour
const offsets: Record<IndonesianZone, number> = { WIB: 7, WITA: 8, WIT: 9 }
const epochDayNumber = dayNumberOf('1970-01-01' as LocalDate)

export function isInstant(text: unknown): text is string {
  return typeof text === 'string' && readInstant(text) !== undefined
}

/**
 * An ISO 8601 moment. The offset is required, because without it the 48 hours of a report cannot be counted; parts of
 * a millisecond are cut off.
 * @throws InvalidInstant when the text is not such a moment
 */
export function parseInstant(text: string): Instant {
  const milliseconds = readInstant(text)
  if (milliseconds === undefined) throw new InvalidInstant(text)
  return milliseconds as Instant
}

/** @throws RangeError when the number is not a whole number of milliseconds */
export function instantOf(epochMilliseconds: number): Instant {
  if (!Number.isSafeInteger(epochMilliseconds)) {
    throw new RangeError(`${epochMilliseconds} is not a whole number of milliseconds`)
  }
  return epochMilliseconds as Instant
}

export function addHours(from: Instant, hours: number): Instant {
  return instantOf(from + hours * hour)
}

/** Below zero when a is earlier, zero for the same moment, above zero when later: fit for `sort`. */
export function compareInstants(a: Instant, b: Instant): number {
  return a - b
}

/** The calendar date at that moment in a zone of Indonesia. */
export function dateOfInstant(at: Instant, zone: IndonesianZone): LocalDate {
  return dateOfDayNumber(epochDayNumber + Math.floor((at + offsets[zone] * hour) / day))
}

/** `2024-05-01T00:30:00.000Z` */
export function formatInstant(at: Instant): string {
  const date = dateOfDayNumber(epochDayNumber + Math.floor(at / day))
  const rest = ((at % day) + day) % day
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0')
  const time = `${two(rest / hour)}:${two((rest % hour) / 60_000)}:${two((rest % 60_000) / 1000)}`
  return `${date}T${time}.${String(rest % 1000).padStart(3, '0')}Z`
}

function readInstant(text: string): number | undefined {
  const parts = shape.exec(text)
  if (!parts) return undefined
  const [, date, hours, minutes, seconds = '0', fraction = '', sign, offsetHours = '0', offsetMinutes = '0'] =
    parts
  if (!isLocalDate(date) || Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59)
    return undefined
  if (Number(offsetHours) > 23 || Number(offsetMinutes) > 59) return undefined
  const days = dayNumberOf(date) - epochDayNumber
  const clock = Number(hours) * hour + Number(minutes) * 60_000 + Number(seconds) * 1000
  const milliseconds = Number(fraction.padEnd(3, '0').slice(0, 3))
  const offset = (Number(offsetHours) * hour + Number(offsetMinutes) * 60_000) * (sign === '-' ? -1 : 1)
  return days * day + clock + milliseconds - offset
}
