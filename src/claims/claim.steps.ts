import { claimTable, dutyOf } from '#libs/lifecycle'
import type { LifecycleStep } from '../platform/database/migrate.js'

/** The claim table in the form in which the database's own guard reads it. */
export const claimSteps: LifecycleStep[] = claimTable.map((row) => ({
  machine: 'claim',
  from: row.from,
  event: row.event,
  to: row.to,
  roles: row.by,
  duty: dutyOf(row.event),
  nextRound: row.effects.some((effect) => effect.kind === 'next_round'),
}))
