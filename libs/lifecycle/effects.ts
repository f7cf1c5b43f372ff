/**
 * What a row does besides changing the state, applied in the order written. `next_round` comes first where it occurs,
 * so that the clocks and records after it belong to the new round. Stopping, pausing or resuming a clock that does not
 * run changes nothing; no table starts a clock that already runs.
 */
export type EffectOf<
  Clock extends string,
  Record extends string,
  Topic extends string,
  Template extends string,
> =
  | { readonly kind: 'start_clock' | 'stop_clock' | 'pause_clock' | 'resume_clock'; readonly clock: Clock }
  | { readonly kind: 'send'; readonly topic: Topic }
  | { readonly kind: 'notify'; readonly template: Template }
  | { readonly kind: 'record'; readonly record: Record }
  | { readonly kind: 'next_round' }

/** Any effect, for code that only prints or counts. */
export type AnyEffect = EffectOf<string, string, string, string>

export const start = <C extends string>(clock: C) => ({ kind: 'start_clock', clock }) as const
export const stop = <C extends string>(clock: C) => ({ kind: 'stop_clock', clock }) as const
export const pause = <C extends string>(clock: C) => ({ kind: 'pause_clock', clock }) as const
export const resume = <C extends string>(clock: C) => ({ kind: 'resume_clock', clock }) as const
/** A row in the outbox: work that leaves after the commit. */
export const send = <T extends string>(topic: T) => ({ kind: 'send', topic }) as const
/** A message to everyone on the claim who is to be told. */
export const tell = <T extends string>(template: T) => ({ kind: 'notify', template }) as const
/** A row of the stage that owns it, in the same transaction. */
export const record = <R extends string>(name: R) => ({ kind: 'record', record: name }) as const
export const nextRound = { kind: 'next_round' } as const
