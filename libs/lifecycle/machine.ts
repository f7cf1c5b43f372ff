/** A table with the lists it must agree with, and the checks made of it when the product starts. */
import type { Table } from './engine.js'

export interface Machine<S extends string, E extends string, R extends string, F, X> {
  readonly name: string
  /** The state in which one is born. */
  readonly initial: S
  readonly states: readonly S[]
  /** States in which nobody owes the next step. They may still have a way out, such as a reopening. */
  readonly final: readonly S[]
  readonly events: readonly E[]
  readonly table: Table<S, E, R, F, X>
}

/** Everything wrong with a machine, as sentences; an empty list means it is sound. */
export function soundnessProblems<S extends string, E extends string, R extends string, F, X>(
  machine: Machine<S, E, R, F, X>,
): string[] {
  return [
    ...unknownWords(machine),
    ...duplicates(machine),
    ...idleRows(machine),
    ...unusedEvents(machine),
    ...unreachable(machine),
    ...deadEnds(machine),
  ]
}

/** @throws Error with every problem, when the machine is not sound. Called once at start. */
export function assertSound<S extends string, E extends string, R extends string, F, X>(
  machine: Machine<S, E, R, F, X>,
): void {
  const problems = soundnessProblems(machine)
  if (problems.length > 0) throw new Error(`lifecycle table "${machine.name}": ${problems.join('; ')}`)
}

type AnyMachine = Machine<string, string, string, never, unknown>

function unknownWords({ table, states, events, initial, final }: AnyMachine): string[] {
  const knownStates = new Set(states)
  const knownEvents = new Set(events)
  const used = [initial, ...final, ...table.flatMap((row) => [row.from, row.to])]
  return [
    ...distinct(used.filter((state) => !knownStates.has(state))).map((state) => `unknown state ${state}`),
    ...distinct(table.map((row) => row.event).filter((event) => !knownEvents.has(event))).map(
      (event) => `unknown event ${event}`,
    ),
  ]
}

function duplicates({ table }: AnyMachine): string[] {
  const steps = table.map((row) => `${row.from} --${row.event}-->`)
  return distinct(steps.filter((step, index) => steps.indexOf(step) !== index)).map(
    (step) => `two rows for ${step}`,
  )
}

function idleRows({ table }: AnyMachine): string[] {
  return table
    .filter((row) => row.by.length === 0)
    .map((row) => `nobody may fire ${row.from} --${row.event}-->`)
}

function unusedEvents({ table, events }: AnyMachine): string[] {
  const fired = new Set(table.map((row) => row.event))
  return events.filter((event) => !fired.has(event)).map((event) => `event ${event} has no row`)
}

function unreachable({ table, states, initial }: AnyMachine): string[] {
  const reached = closure(initial, (state) => table.filter((row) => row.from === state).map((row) => row.to))
  return states.filter((state) => !reached.has(state)).map((state) => `state ${state} is not reachable`)
}

function deadEnds({ table, states, final }: AnyMachine): string[] {
  const open = states.filter((state) => !final.includes(state))
  return open.flatMap((state) => {
    if (!table.some((row) => row.from === state && row.to !== state)) return [`state ${state} has no way out`]
    const ahead = closure(state, (at) => table.filter((row) => row.from === at).map((row) => row.to))
    return final.some((end) => ahead.has(end)) ? [] : [`state ${state} never comes to an end`]
  })
}

function closure(from: string, next: (state: string) => string[]): Set<string> {
  const seen = new Set([from])
  for (const state of seen) for (const to of next(state)) seen.add(to)
  return seen
}

function distinct(words: string[]): string[] {
  return [...new Set(words)]
}
