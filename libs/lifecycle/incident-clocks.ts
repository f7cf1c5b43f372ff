import {
  incidentTable,
  type IncidentClock,
  type IncidentEvent,
  type IncidentState,
} from './incident.table.js'

/** One step of an incident as its history keeps it; instants are UTC ISO text. */
export interface IncidentStep {
  readonly from: IncidentState
  readonly event: IncidentEvent
  readonly round: number
  /** When it was recorded. */
  readonly at: string
  /** When it happened, where that is another moment: an accident, the receipt of a report, a doctor's statement. */
  readonly happenedAt?: string
}

export interface RunningTime {
  readonly clock: IncidentClock
  readonly round: number
  readonly startedAt: string
  readonly stoppedAt: string | null
}

/**
 * The clocks of an incident, made anew from its history alone: what is stored is checked against this. A clock counts
 * from what happened, not from when somebody wrote it down, so a report that came in time and was recorded late is in time.
 */
export function clocksOfIncident(history: readonly IncidentStep[]): RunningTime[] {
  return history.reduce<RunningTime[]>((clocks, step) => clocksAfter(clocks, step), [])
}

/** The clocks after one more step. */
export function clocksAfter(clocks: readonly RunningTime[], step: IncidentStep): RunningTime[] {
  const row = incidentTable.find(({ from, event }) => from === step.from && event === step.event)
  const moment = step.happenedAt ?? step.at
  let after = [...clocks]
  for (const effect of row?.effects ?? []) {
    if (!('clock' in effect)) continue
    after = after.map((clock) =>
      clock.clock === effect.clock && clock.stoppedAt === null ? { ...clock, stoppedAt: moment } : clock,
    )
    if (effect.kind === 'start_clock')
      after.push({ clock: effect.clock, round: step.round, startedAt: moment, stoppedAt: null })
  }
  return after
}
