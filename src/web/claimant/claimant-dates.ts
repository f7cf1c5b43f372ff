import {
  dateOfInstant,
  formatDateId,
  type IndonesianZone,
  type LocalDate,
  parseInstant,
} from '#libs/local-date'
import { addHours, formatInstant } from '#libs/local-date'

const zones: Record<string, IndonesianZone> = {
  'Asia/Jakarta': 'WIB',
  'Asia/Makassar': 'WITA',
  'Asia/Jayapura': 'WIT',
}
const hours: Record<IndonesianZone, number> = { WIB: 7, WITA: 8, WIT: 9 }

/** `Asia/Makassar` as people say it. Where no branch is known yet, the zone of the first region served. */
export const zoneName = (zone = 'Asia/Makassar'): IndonesianZone => zones[zone] ?? 'WIB'

/** `10.12 WITA` */
export function timeAt(instant: string, zone?: string): string {
  const name = zoneName(zone)
  const local = formatInstant(addHours(parseInstant(instant), hours[name]))
  return `${local.slice(11, 13)}.${local.slice(14, 16)} ${name}`
}

/** `Senin, 23 November 2026` */
export function dayAt(instant: string, zone?: string): string {
  return formatDateId(dateAt(instant, zone), 'weekday')
}

export function dateAt(instant: string, zone?: string): LocalDate {
  return dateOfInstant(parseInstant(instant), zoneName(zone))
}
