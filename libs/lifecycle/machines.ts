import { claimMachine } from './claim.table.js'
import { documentItemMachine } from './document-item.table.js'
import type { AnyEffect } from './effects.js'
import { incidentMachine } from './incident.table.js'
import type { Machine } from './machine.js'
import { objectionMachine } from './objection.table.js'
import { batchMachine } from './payment-batch.table.js'
import { paymentMachine } from './payment.table.js'
import { recoveryMachine } from './recovery.table.js'
import { awardMachine } from './scholarship-award.table.js'
import { yearMachine } from './scholarship-year.table.js'

/** Every machine of the product, for the checks at start and for printing. */
export const machines: readonly Machine<string, string, string, never, AnyEffect>[] = [
  claimMachine,
  incidentMachine,
  documentItemMachine,
  paymentMachine,
  batchMachine,
  recoveryMachine,
  objectionMachine,
  awardMachine,
  yearMachine,
]
