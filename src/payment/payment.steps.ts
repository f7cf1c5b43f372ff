import {
  batchTable,
  dutyOfBatchEvent,
  dutyOfPaymentEvent,
  paymentTable,
  recoveryTable,
} from '#libs/lifecycle'
import type { LifecycleStep } from '../platform/database/migrate.js'

/** The tables of payments, batches and recoveries in the form in which the database's own guards read them. */
export const paymentSteps: LifecycleStep[] = [
  ...paymentTable.map((row) => ({
    machine: 'payment',
    from: row.from,
    event: row.event,
    to: row.to,
    roles: row.by,
    duty: dutyOfPaymentEvent[row.event] ?? null,
  })),
  ...batchTable.map((row) => ({
    machine: 'payment_batch',
    from: row.from,
    event: row.event,
    to: row.to,
    roles: row.by,
    duty: dutyOfBatchEvent[row.event] ?? null,
  })),
  ...recoveryTable.map((row) => ({
    machine: 'recovery',
    from: row.from,
    event: row.event,
    to: row.to,
    roles: row.by,
    duty: null,
  })),
]
