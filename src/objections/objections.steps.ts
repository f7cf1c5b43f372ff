import { objectionTable } from '#libs/lifecycle'
import type { LifecycleStep } from '../platform/database/migrate.js'

/** The table of objections in the form in which the database's own guard reads it. */
export const objectionSteps: LifecycleStep[] = objectionTable.map((row) => ({
  machine: 'objection',
  from: row.from,
  event: row.event,
  to: row.to,
  roles: row.by,
  duty: null,
}))
