import type { Clock } from '../../src/platform/clock/clock.js'
import type { Sql } from '../../src/platform/database/sql.js'
import { LawInForce } from '../../src/platform/law-loader/law-in-force.js'
import { OutboxNudge } from '../../src/platform/outbox/outbox-nudge.js'
import { PaymentClocks } from '../../src/payment/payment-clocks.js'
import { PaymentLifecycle } from '../../src/payment/payment-lifecycle.service.js'
import { PaymentReissue } from '../../src/payment/payment-reissue.service.js'
import { ReissuedPayments } from '../../src/payment/reissued-payments.maker.js'
import { ScholarshipLifecycle } from '../../src/scholarship/scholarship-lifecycle.service.js'
import { ScholarshipRules } from '../../src/scholarship/scholarship-rules.js'
import { ScholarshipRuns } from '../../src/scholarship/scholarship-runs.service.js'
import { SchoolYearPlans } from '../../src/scholarship/school-year-plans.service.js'
import { YearObligations } from '../../src/scholarship/year-obligations.service.js'
import { YearRecords } from '../../src/scholarship/year-records.js'
import { personalDataOn } from '../support/personal-data.js'

/** The gate of scholarships and its runs, as one process of the product has them. */
export function scholarshipsOn(sql: Sql, clock: Clock, nudge = new OutboxNudge()) {
  const law = new LawInForce()
  const rules = new ScholarshipRules(law)
  const personal = personalDataOn(sql, clock)
  const payments = new PaymentLifecycle(clock, new PaymentClocks(law))
  const reissue = new PaymentReissue(clock, payments, new ReissuedPayments(law))
  const records = new YearRecords(new SchoolYearPlans(law), new YearObligations(reissue))
  const lifecycle = new ScholarshipLifecycle(sql, clock, rules, personal, records, nudge)
  return { rules, personal, lifecycle, runs: new ScholarshipRuns(sql, clock, personal, lifecycle, nudge) }
}
