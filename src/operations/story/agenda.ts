import type { MovedClock } from '../../platform/clock/clock.js'
import type { Family, Step } from './family.js'

export interface Appointment {
  /** Instant, ISO 8601 in UTC. */
  at: string
  family: Family
  step: Step
}

/** Indonesia's zones have no daylight saving, so a branch's wall clock is a fixed offset. */
export function instantAt(wallClock: string, offset = '+08:00'): string {
  const at = new Date(`${wallClock.replace(' ', 'T')}:00.000${offset}`)
  if (Number.isNaN(at.getTime())) throw new Error(`"${wallClock}" is no moment; write 2022-10-13 09:20.`)
  return at.toISOString()
}

/** All steps of all families in the order of time, so that one clock that never goes back serves them all. */
export function agendaOf(families: readonly Family[]): Appointment[] {
  const appointments = families.flatMap((family) =>
    family.steps.map((step) => ({ at: instantAt(step.at), family, step })),
  )
  return appointments.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
}

/** Keeps every appointment at its time. */
export async function keep(
  agenda: readonly Appointment[],
  clock: MovedClock,
  take: (appointment: Appointment) => Promise<void>,
  done: (count: number) => void,
): Promise<void> {
  for (const [index, appointment] of agenda.entries()) {
    if (appointment.at > clock.now()) clock.moveTo(appointment.at)
    await take(appointment)
    done(index + 1)
  }
}
