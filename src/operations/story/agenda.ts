import type { MovedClock } from '../../platform/clock/clock.js'
import type { Family, Step } from './family.js'

/** What somebody does at some moment. */
export interface Appointment {
  /** Instant, ISO 8601 in UTC. */
  at: string
  take: () => Promise<void>
}

/** Indonesia's zones have no daylight saving, so a branch's wall clock is a fixed offset. */
export function instantAt(wallClock: string, offset = '+08:00'): string {
  const at = new Date(`${wallClock.replace(' ', 'T')}:00.000${offset}`)
  if (Number.isNaN(at.getTime())) throw new Error(`"${wallClock}" is no moment; write 2022-10-13 09:20.`)
  return at.toISOString()
}

/** Everything in the order of time, so that one clock that never goes back serves it all. */
export function agendaOf(
  families: readonly Family[],
  takerOf: (family: Family) => { take: (step: Step) => Promise<void> },
  others: readonly Appointment[] = [],
): Appointment[] {
  const appointments = families.flatMap((family) => {
    const taker = takerOf(family)
    return family.steps.map((step) => ({ at: instantAt(step.at), take: () => taker.take(step) }))
  })
  return [...appointments, ...others].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
}

/** Keeps every appointment at its time. */
export async function keep(
  agenda: readonly Appointment[],
  clock: MovedClock,
  done: (count: number) => void,
): Promise<void> {
  for (const [index, appointment] of agenda.entries()) {
    if (appointment.at > clock.now()) clock.moveTo(appointment.at)
    await appointment.take()
    done(index + 1)
  }
}
