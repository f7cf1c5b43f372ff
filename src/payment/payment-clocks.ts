import { Injectable } from '@nestjs/common'
import type { PaymentClock } from '#libs/lifecycle'
import type { LocalDate } from '#libs/local-date'
import { LawInForce } from '../platform/law-loader/law-in-force.js'

/** How long the bank may take to answer and to settle (config/procedure/clocks.yaml). */
@Injectable()
export class PaymentClocks {
  constructor(private readonly law: LawInForce) {}

  /** The last day on which the bank's word is in time. */
  lastDay(clock: PaymentClock, from: LocalDate): LocalDate {
    const length = this.law.clockRules[clock].length
    if (!('working_days' in length)) throw new Error(`The clock ${clock} counts working days.`)
    return this.law.deadlines.addWorkingDays(from, length.working_days)
  }
}
