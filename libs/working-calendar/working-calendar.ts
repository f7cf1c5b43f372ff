import {
  type LocalDate,
  type MonthDay,
  addDays,
  dayNumberOf,
  parseLocalDate,
  weekdayOf,
  yearOf,
} from '#libs/local-date'

export type HolidayKind = 'national' | 'cuti_bersama'

export interface Holiday {
  readonly date: LocalDate
  readonly kind: HolidayKind
  readonly label: string
}

/** The holidays of one year as the yearly joint decree of three ministers lists them. */
export interface CalendarYear {
  readonly year: number
  readonly decree: string
  readonly holidays: readonly Holiday[]
}

/** A holiday whose date is the same in every year. */
export interface FixedHoliday {
  readonly day: MonthDay
  readonly label: string
}

/**
 * A question about a day in a year whose decree is not loaded. A day is never taken for a working day because its
 * holidays are unknown: the caller turns this into a review by a person.
 */
export class CalendarYearMissing extends RangeError {
  override readonly name = 'CalendarYearMissing'
  constructor(
    readonly date: LocalDate,
    readonly loaded: readonly number[],
  ) {
    super(
      `Hari libur tahun ${yearOf(date)} (${date}) belum dimuat; yang ada: ${loaded.join(', ') || 'tidak ada'}`,
    )
  }
}

/**
 * Working days are Monday to Friday, except national holidays and collective leave (cuti bersama) of the joint decree
 * . Whether collective leave counts as working is the parameter `workingday.cuti_bersama_counts`.
 */
export class WorkingCalendar {
  private constructor(
    private readonly byYear: ReadonlyMap<number, CalendarYear>,
    private readonly byDate: ReadonlyMap<LocalDate, Holiday>,
    private readonly cutiBersamaCounts: boolean,
    /** For years without a decree; undefined = such a year is not asked about. */
    private readonly fixed?: ReadonlyMap<string, FixedHoliday>,
  ) {}

  /** @throws RangeError when a year comes twice or a holiday lies outside its year or comes twice */
  static from(years: readonly CalendarYear[], reading: { cutiBersamaCounts: boolean }): WorkingCalendar {
    const byYear = new Map<number, CalendarYear>()
    const byDate = new Map<LocalDate, Holiday>()
    for (const each of years) {
      if (byYear.has(each.year)) throw new RangeError(`Kalender tahun ${each.year} dimuat dua kali`)
      byYear.set(each.year, each)
      for (const holiday of each.holidays) {
        if (yearOf(holiday.date) !== each.year)
          throw new RangeError(`${holiday.date} bukan hari tahun ${each.year}`)
        if (byDate.has(holiday.date)) throw new RangeError(`Hari libur ${holiday.date} tercantum dua kali`)
        byDate.set(holiday.date, holiday)
      }
    }
    return new WorkingCalendar(byYear, byDate, reading.cutiBersamaCounts)
  }

  /**
   * The same calendar for setting deadlines, which must not stop where the last decree ends: in a year without one,
   * weekends and the holidays of a fixed date are all that is known. It takes at most too many days for working days, so
   * a deadline set by it is at most too early. Never for counting what is owed.
   */
  withFixedHolidays(holidays: readonly FixedHoliday[]): WorkingCalendar {
    const fixed = new Map(holidays.map((holiday) => [holiday.day, holiday]))
    return new WorkingCalendar(this.byYear, this.byDate, this.cutiBersamaCounts, fixed)
  }

  /** The last day of the decrees that follow each other without a gap from the first; undefined where there is none. */
  decreedUntil(): LocalDate | undefined {
    const years = this.years()
    const last = years.findLast((year, index) => year === (years[0] ?? 0) + index)
    return last === undefined ? undefined : parseLocalDate(`${last}-12-31`)
  }

  /** @throws CalendarYearMissing */
  isWorkingDay(date: LocalDate): boolean {
    const holiday = this.holidayOn(date)
    if (weekdayOf(date) > 5) return false
    return holiday === undefined || (this.cutiBersamaCounts && holiday.kind === 'cuti_bersama')
  }

  /**
   * The n-th working day after a date; the date itself is day 0, whatever kind of day it is.
   * @throws CalendarYearMissing when counting reaches a year that is not loaded
   * @throws RangeError when the number is not a whole number from zero on
   */
  addWorkingDays(date: LocalDate, count: number): LocalDate {
    if (!Number.isSafeInteger(count) || count < 0) throw new RangeError(`cannot add ${count} working days`)
    let day = date
    for (let left = count; left > 0;) {
      day = addDays(day, 1)
      if (this.isWorkingDay(day)) left -= 1
    }
    return day
  }

  /**
   * Working days after the first date up to and including the second, so that it undoes `addWorkingDays`; negative when
   * the second date is the earlier one.
   * @throws CalendarYearMissing
   */
  workingDaysBetween(from: LocalDate, to: LocalDate): number {
    if (to < from) return -this.workingDaysBetween(to, from)
    let count = 0
    for (let left = dayNumberOf(to) - dayNumberOf(from), day = from; left > 0; left -= 1) {
      day = addDays(day, 1)
      if (this.isWorkingDay(day)) count += 1
    }
    return count
  }

  /**
   * The holiday on a date, if there is one.
   * @throws CalendarYearMissing
   */
  holidayOn(date: LocalDate): Holiday | undefined {
    if (this.byYear.has(yearOf(date))) return this.byDate.get(date)
    if (!this.fixed) throw new CalendarYearMissing(date, this.years())
    const holiday = this.fixed.get(date.slice(5))
    return holiday && { date, kind: 'national', label: holiday.label }
  }

  /** The years whose decree is loaded, oldest first. */
  years(): number[] {
    return [...this.byYear.keys()].sort((a, b) => a - b)
  }
}
