/** Dates, times and lengths of waiting as people in Indonesia read them. */
import {
  dateOfInstant,
  daysBetween,
  formatDateId,
  formatInstant,
  addHours,
  type IndonesianZone,
  isLocalDate,
  parseInstant,
} from '#libs/local-date'

const zones: Readonly<Record<string, IndonesianZone>> = {
  'Asia/Jakarta': 'WIB',
  'Asia/Pontianak': 'WIB',
  'Asia/Makassar': 'WITA',
  'Asia/Jayapura': 'WIT',
}
const offsets: Readonly<Record<IndonesianZone, number>> = { WIB: 7, WITA: 8, WIT: 9 }

/** The zone of a branch, whose name is the one of the tz database. */
export function zoneOf(name: string): IndonesianZone {
  return zones[name] ?? 'WIB'
}

/** `23 November 2026 pukul 10.12 WITA` */
export function momentInWords(instant: string, zone: string): string {
  return `${dayInWords(instant, zone)} pukul ${timeInWords(instant, zone)}`
}

/** `10.12 WITA` */
export function timeInWords(instant: string, zone: string): string {
  const short = zoneOf(zone)
  const local = formatInstant(addHours(parseInstant(instant), offsets[short]))
  return `${local.slice(11, 16).replace(':', '.')} ${short}`
}

/** `23 November 2026`, of an instant or a calendar date. */
export function dayInWords(when: string, zone: string): string {
  return formatDateId(isLocalDate(when) ? when : dateOfInstant(parseInstant(when), zoneOf(zone)))
}

/** Calendar days from one instant to another, at the branch; 0 on the same day. */
export function daysWaited(since: string, now: string, zone: string): number {
  const day = (instant: string) => dateOfInstant(parseInstant(instant), zoneOf(zone))
  return daysBetween(day(since), day(now))
}

/** The instant of a date and an hour such as `09.30` at a branch; undefined when either is no such thing. */
export function instantAt(
  date: string | undefined,
  hour: string | undefined,
  zone: string,
): string | undefined {
  const [, hours = '', minutes = ''] = /^([01]?\d|2[0-3])[.:]([0-5]\d)$/.exec(hour ?? '') ?? []
  if (!isLocalDate(date) || hours === '') return undefined
  return `${date}T${hours.padStart(2, '0')}:${minutes}:00+0${offsets[zoneOf(zone)]}:00`
}
