import { batchTable, dutyOfBatchEvent, dutyOfPaymentEvent, paymentTable } from '#libs/lifecycle'
import type { LifecycleStep } from '../platform/database/migrate.js'

/** The tables of payments and batches in the form in which the database's own guards read them. */
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
]
