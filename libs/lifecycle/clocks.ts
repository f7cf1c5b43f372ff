/**
 * The clocks: which machine runs them and what happens when one runs out. When they start and stop is written in the
 * tables, as effects; how long they are is data (`config/procedure/clocks.yaml`), or law where a statute sets the time.
 */
import { z } from 'zod'
import type { ClaimClock, ClaimEvent, Role } from './vocabulary.js'
import { claimClocks } from './vocabulary.js'

/** Clocks of the machines beside the claim. */
export const otherClocks = [
  'stage_1',
  'stage_2',
  'determination',
  'payment_acknowledgement',
  'payment_settlement',
  'account_change',
  'scholarship_year',
] as const
export type ClockName = ClaimClock | (typeof otherClocks)[number]
export const clockNames: readonly ClockName[] = [...claimClocks, ...otherClocks]

/** What happens when a clock runs out: an event is fired, a person is told, or the delay is only shown. */
export type Breach =
  | { readonly kind: 'fire'; readonly machine: 'claim'; readonly event: ClaimEvent }
  | { readonly kind: 'fire'; readonly machine: 'payment' | 'scholarship_year'; readonly event: string }
  | { readonly kind: 'escalate'; readonly to: Role }
  /** One percent a day accrues and a manager is told; the arithmetic is the benefit library's. */
  | { readonly kind: 'accrue_compensation' }
  | { readonly kind: 'close_window' }

export interface ClockDefinition {
  readonly name: ClockName
  readonly machine: 'claim' | 'incident' | 'payment' | 'scholarship_year'
  readonly breach: Breach
}

export const clockDefinitions: readonly ClockDefinition[] = [
  { name: 'service', machine: 'claim', breach: { kind: 'escalate', to: 'manager' } },
  { name: 'legal', machine: 'claim', breach: { kind: 'accrue_compensation' } },
  { name: 'return', machine: 'claim', breach: { kind: 'fire', machine: 'claim', event: 'go_quiet' } },
  {
    name: 'third_party',
    machine: 'claim',
    breach: { kind: 'fire', machine: 'claim', event: 'answer_overdue' },
  },
  { name: 'investigation', machine: 'claim', breach: { kind: 'escalate', to: 'manager' } },
  { name: 'approval', machine: 'claim', breach: { kind: 'escalate', to: 'manager' } },
  { name: 'objection', machine: 'claim', breach: { kind: 'close_window' } },
  { name: 'objection_outcome', machine: 'claim', breach: { kind: 'escalate', to: 'manager' } },
  { name: 'expiry', machine: 'claim', breach: { kind: 'fire', machine: 'claim', event: 'lapse' } },
  { name: 'stage_1', machine: 'incident', breach: { kind: 'escalate', to: 'officer' } },
  { name: 'stage_2', machine: 'incident', breach: { kind: 'escalate', to: 'officer' } },
  { name: 'determination', machine: 'incident', breach: { kind: 'escalate', to: 'manager' } },
  {
    name: 'payment_acknowledgement',
    machine: 'payment',
    breach: { kind: 'fire', machine: 'payment', event: 'outcome_unknown' },
  },
  {
    name: 'payment_settlement',
    machine: 'payment',
    breach: { kind: 'fire', machine: 'payment', event: 'outcome_unknown' },
  },
  {
    name: 'account_change',
    machine: 'payment',
    breach: { kind: 'close_window' },
  },
  {
    name: 'scholarship_year',
    machine: 'scholarship_year',
    breach: { kind: 'fire', machine: 'scholarship_year', event: 'miss' },
  },
]

const count = z.int().positive()
const duration = z.union([
  z.strictObject({ working_days: count }),
  z.strictObject({ days: count }),
  z.strictObject({ hours: count }),
])

/** Times set by statute; whoever starts the clock reads them from the law in force on the event date. */
export const statutoryTimes = [
  'payment',
  'expiry',
  'stage_1_report',
  'stage_2_report',
  'determination',
] as const

const length = z.union([
  duration,
  /** Set by law, not here. */
  z.strictObject({ law: z.enum(statutoryTimes) }),
  /** The person who starts it names the last day, at most so far ahead. */
  z.strictObject({ stated_within: duration }),
  /** Until the next occurrence of a day of the year, MM-DD. */
  z.strictObject({ until_day: z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/) }),
])

const reminder = z.union([
  z.strictObject({ after: duration }),
  z.strictObject({ before: duration }),
  z.strictObject({ at_percent: z.int().min(1).max(100) }),
])

const rule = z.strictObject({ length, reminders: z.array(reminder).default([]) })

/** The whole of `config/procedure/clocks.yaml`: one rule for every clock, and no other. */
export const clockRulesSchema = z.strictObject({ clocks: z.record(z.enum(clockNames), rule) })

/** A number of days of one kind, or of hours. Exactly one field. */
export type Duration = z.infer<typeof duration>
export type ClockLength = z.infer<typeof length>
/** When someone is warned: some time after the start, some time before the end, or at a share of the length. */
export type Reminder = z.infer<typeof reminder>
export type ClockRule = z.infer<typeof rule>
export type ClockRules = Readonly<Record<ClockName, ClockRule>>

/**
 * Reads the content of `clocks.yaml`, already parsed from YAML.
 * @throws Error that names each field and what is wrong with it
 */
export function parseClockRules(content: unknown): ClockRules {
  const parsed = clockRulesSchema.safeParse(content)
  if (!parsed.success) throw new Error(`clocks.yaml: ${z.prettifyError(parsed.error)}`)
  return parsed.data.clocks
}
