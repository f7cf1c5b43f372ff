/**
 * The engine that reads a lifecycle table. It knows nothing of claims: a table is data, a decision is a value,
 * and nothing here queries, writes or throws. The gate that makes a decision true lives outside this library.
 */

/** Why a guard says no. `code` is UPPER_SNAKE and has its words in `config/messages`; `params` fill the words. */
export interface Refusal {
  readonly code: string
  readonly params?: Readonly<Record<string, string | number>>
}

/**
 * One demand on the facts, named by what it demands. It never queries, never throws and never says only `false`.
 * `asksInput` marks a guard that judges what the person enters with the step: a screen that merely offers the step
 * shows it as a field to fill, not as a reason against.
 */
export interface Guard<F> {
  readonly name: string
  readonly asksInput?: boolean
  check(facts: F): Refusal | null
}

/** One line of a lifecycle table: what may happen to something in state `from`, by whom, when, and with what effect. */
export interface Row<S extends string, E extends string, R extends string, F, X> {
  readonly from: S
  readonly event: E
  readonly to: S
  readonly by: readonly R[]
  readonly guards: readonly Guard<F>[]
  readonly effects: readonly X[]
}

export type Table<S extends string, E extends string, R extends string, F, X> = readonly Row<S, E, R, F, X>[]

export type Decision<S, X> =
  | { readonly ok: true; readonly to: S; readonly effects: readonly X[] }
  | {
      readonly ok: false
      readonly why: 'no-such-step' | 'not-your-role' | 'not-yet'
      readonly refusals: readonly Refusal[]
    }

/** A step a role may see in a state. `asks` names the guards whose answer the person still has to give. */
export interface Step<S, E> {
  readonly event: E
  readonly to: S
  readonly allowed: boolean
  readonly refusals: readonly Refusal[]
  readonly asks: readonly string[]
}

/** Whether `event` may happen now. All guards are asked, so a person learns of every obstacle at once. */
export function decide<S extends string, E extends string, R extends string, F, X>(
  table: Table<S, E, R, F, X>,
  at: { readonly state: S; readonly event: E; readonly role: R },
  facts: F,
): Decision<S, X> {
  const row = table.find((candidate) => candidate.from === at.state && candidate.event === at.event)
  if (!row) return { ok: false, why: 'no-such-step', refusals: [] }
  if (!row.by.includes(at.role)) return { ok: false, why: 'not-your-role', refusals: [] }
  const refusals = refusalsOf(row.guards, facts)
  return refusals.length > 0
    ? { ok: false, why: 'not-yet', refusals }
    : { ok: true, to: row.to, effects: row.effects }
}

/** Every row from `state` open to `role`, with the reasons that disable it; the screen draws its buttons from this. */
export function stepsFrom<S extends string, E extends string, R extends string, F, X>(
  table: Table<S, E, R, F, X>,
  state: S,
  role: R,
  facts: F,
): Step<S, E>[] {
  return table
    .filter((row) => row.from === state && row.by.includes(role))
    .map((row) => {
      const refusals = refusalsOf(
        row.guards.filter((guard) => !guard.asksInput),
        facts,
      )
      const asks = row.guards.filter((guard) => guard.asksInput).map((guard) => guard.name)
      return { event: row.event, to: row.to, allowed: refusals.length === 0, refusals, asks }
    })
}

/** Who may take a step of this name, from whichever state. */
export function rolesFor<R extends string>(
  table: Table<string, string, R, never, unknown>,
  event: string,
): R[] {
  return [...new Set(table.filter((row) => row.event === event).flatMap((row) => row.by))]
}

function refusalsOf<F>(guards: readonly Guard<F>[], facts: F): Refusal[] {
  return guards.flatMap((guard) => guard.check(facts) ?? [])
}
