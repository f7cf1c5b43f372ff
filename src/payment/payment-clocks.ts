import { Injectable } from '@nestjs/common'
import type { PaymentClock } from '#libs/lifecycle'
import { addDays, type LocalDate } from '#libs/local-date'
import { CalendarYearMissing } from '#libs/working-calendar'
import { LawInForce } from '../platform/law-loader/law-in-force.js'

/** How long the bank may take to answer and to settle (config/procedure/clocks.yaml). */
@Injectable()
export class PaymentClocks {
  constructor(private readonly law: LawInForce) {}

  /** The last day on which the bank's word is in time. */
  lastDay(clock: PaymentClock, from: LocalDate): LocalDate {
    const length = this.law.clockRules[clock].length
    if (!('working_days' in length)) throw new Error(`The clock ${clock} counts working days.`)
    try {
      return this.law.calendar.addWorkingDays(from, length.working_days)
    } catch (error) {
      // The decree of next year may not be out. Asking the bank a little early harms nobody; not asking would.
      if (error instanceof CalendarYearMissing) return addDays(from, length.working_days)
      throw error
    }
  }
}
