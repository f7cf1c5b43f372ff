import { incidentTable } from '#libs/lifecycle'
import type { LifecycleStep } from '../platform/database/migrate.js'

/** The incident table in the form in which the database's own guard reads it. */
export const incidentSteps: LifecycleStep[] = incidentTable.map((row) => ({
  machine: 'incident',
  from: row.from,
  event: row.event,
  to: row.to,
  roles: row.by,
  duty: null,
  nextRound: row.effects.some((effect) => effect.kind === 'next_round'),
}))
