import { claimSteps } from '../claims/claim.steps.js'
import { incidentSteps } from '../incidents/incidents.steps.js'
import { objectionSteps } from '../objections/objections.steps.js'
import { paymentSteps } from '../payment/payment.steps.js'
import { scholarshipSteps } from '../scholarship/scholarship.steps.js'
import type { LifecycleStep } from '../platform/database/migrate.js'

/** The steps of every machine that the database itself guards. */
export const lifecycleSteps: LifecycleStep[] = [
  ...claimSteps,
  ...incidentSteps,
  ...paymentSteps,
  ...objectionSteps,
  ...scholarshipSteps,
]
