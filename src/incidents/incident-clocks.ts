import { Injectable } from '@nestjs/common'
import type { IncidentClock } from '#libs/lifecycle'
import { addDays, addHours, formatInstant, parseInstant, parseLocalDate } from '#libs/local-date'
import { LawInForce } from '../platform/law-loader/law-in-force.js'

/** Offsets without daylight saving: Indonesia has none. */
const offsets: Readonly<Record<string, { text: string; hours: number }>> = {
  'Asia/Jakarta': { text: '+07:00', hours: 7 },
  'Asia/Makassar': { text: '+08:00', hours: 8 },
  'Asia/Jayapura': { text: '+09:00', hours: 9 },
}
const west = { text: '+07:00', hours: 7 }

/** The last moment of each clock of an incident, by the law of the day of the event. */
@Injectable()
export class IncidentClocks {
  constructor(private readonly law: LawInForce) {}

  /** Reports count hours, to the last moment; a determination counts days. Null where the law of that day sets no end. */
  dueAt(
    clock: IncidentClock,
    startedAt: string,
    { event_date, zone }: { event_date: string; zone: string },
  ): string | null {
    const start = parseInstant(startedAt)
    if (clock !== 'determination') {
      const hours = this.law.book.integer('jkk.report_hours', parseLocalDate(event_date))
      return formatInstant(addHours(start, hours.value))
    }
    const day = dayAt(startedAt, zone)
    const days = this.law.book.findInteger('jkk.status_conclusion_days', day)
    return days ? endOf(addDays(day, days.value), zone) : null
  }
}

/** The calendar date of an instant at a branch. */
export function dayAt(instant: string, zone: string) {
  const { hours } = offsets[zone] ?? west
  return parseLocalDate(formatInstant(addHours(parseInstant(instant), hours)).slice(0, 10))
}

/** The last millisecond of a calendar date at a branch, as an instant. */
export function endOf(date: string, zone: string): string {
  const { text } = offsets[zone] ?? west
  return formatInstant(parseInstant(`${date}T23:59:59.999${text}`))
}
