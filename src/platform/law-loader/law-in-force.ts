import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Injectable } from '@nestjs/common'
import type { LawBook } from '#libs/law'
import { type ClockName, type ClockRules, parseClockRules } from '#libs/lifecycle'
import { addDays, type LocalDate, parseLocalDate } from '#libs/local-date'
import type { WorkingCalendar } from '#libs/working-calendar'
import { parse } from 'yaml'
import { findConfigDirectory } from './config-directory.js'
import { loadWorkingCalendar, loadYearsWithoutDecree } from './load-calendar.js'
import { loadLaw } from './load-law.js'

/** The law, the working calendar and the service clocks, read and checked once at start. */
@Injectable()
export class LawInForce {
  readonly book: LawBook = loadLaw()
  /** The days of the decrees alone: for counting what is owed. It stops where they end. */
  readonly calendar: WorkingCalendar
  /** The same and what is known of the years after: for setting deadlines and for telling them. */
  readonly deadlines: WorkingCalendar
  private readonly warnDaysBeforeEnd: number
  readonly clockRules: ClockRules
  /** Digest of all that a calculation can see; kept with every decision. */
  readonly digest: string = this.book.digest

  constructor() {
    const reading = this.book.flag('workingday.cuti_bersama_counts', parseLocalDate('2022-01-01'))
    this.calendar = loadWorkingCalendar({ cutiBersamaCounts: reading.value })
    const { fixedHolidays, warnDaysBeforeEnd } = loadYearsWithoutDecree()
    this.deadlines = this.calendar.withFixedHolidays(fixedHolidays)
    this.warnDaysBeforeEnd = warnDaysBeforeEnd
    const file = join(findConfigDirectory(), 'procedure', 'clocks.yaml')
    this.clockRules = parseClockRules(parse(readFileSync(file, 'utf8')))
  }

  /** The last day of a clock that would begin on a day; null for one whose length is not a number of days. */
  lastDayOf(clock: ClockName, from: LocalDate): LocalDate | null {
    const { length } = this.clockRules[clock]
    if ('days' in length) return addDays(from, length.days)
    return 'working_days' in length ? this.deadlines.addWorkingDays(from, length.working_days) : null
  }

  /** The last day whose holidays are decreed, when that is close or past; undefined while there is time. */
  calendarEndsSoon(today: LocalDate): LocalDate | undefined {
    const end = this.calendar.decreedUntil()
    return end !== undefined && end < addDays(today, this.warnDaysBeforeEnd) ? end : undefined
  }
}
