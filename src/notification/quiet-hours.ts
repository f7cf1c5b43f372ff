import {
  addHours,
  dateOfInstant,
  formatInstant,
  type Instant,
  type IndonesianZone,
  type LocalDate,
  parseInstant,
} from '#libs/local-date'
import type { InstantText } from '../platform/clock/clock.js'

export const branchZones = ['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura'] as const
export type BranchZone = (typeof branchZones)[number]

const zones: Record<BranchZone, { name: IndonesianZone; offset: string }> = {
  'Asia/Jakarta': { name: 'WIB', offset: '+07:00' },
  'Asia/Makassar': { name: 'WITA', offset: '+08:00' },
  'Asia/Jayapura': { name: 'WIT', offset: '+09:00' },
}

export interface QuietHours {
  /** `20:00` */
  from: string
  /** `08:00`, of the next morning */
  until: string
}

/** When a message may leave: now, or at the end of the quiet hours that are on. */
export function mayLeaveAt(now: InstantText, zone: BranchZone, { from, until }: QuietHours): InstantText {
  const at = parseInstant(now)
  const today = dateIn(now, zone)
  const morning = instantAt(today, until, zone)
  if (at < morning) return formatInstant(morning)
  return at < instantAt(today, from, zone) ? now : formatInstant(addHours(morning, 24))
}

/** The calendar date at a moment in a zone. */
export function dateIn(at: InstantText, zone: BranchZone): LocalDate {
  return dateOfInstant(parseInstant(at), zones[zone].name)
}

function instantAt(date: LocalDate, time: string, zone: BranchZone): Instant {
  return parseInstant(`${date}T${time}:00${zones[zone].offset}`)
}
