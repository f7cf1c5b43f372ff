import type { IncidentEvent, IncidentInput } from '#libs/lifecycle'
import { digestOf } from '../claims/canonical-digest.port.js'

/** What a person wrote, apart from the codes, dates and numbers: it is sealed on its own. */
export function splitInput({ reason, latenessReason, ...kept }: IncidentInput): {
  kept: Omit<IncidentInput, 'reason' | 'latenessReason'>
  words?: string
} {
  const words = reason ?? latenessReason
  return { kept, ...(words === undefined ? {} : { words }) }
}

/** When the thing happened that a step records, where that is not the moment of recording. */
export function momentOf(event: IncidentEvent, input: IncidentInput, eventAt: string): string | undefined {
  if (event === 'notice') return eventAt
  if (event === 'report_stage1' || event === 'report_stage2') return input.receivedAt
  return event === 'doctor_states' ? input.statedAt : undefined
}

/** One step as it is kept; the hash covers all of it but the sealed words, of which it covers the mark. */
export interface KeptStep {
  incident_id: string
  seq: number
  from_state: string
  event: string
  to_state: string
  round: number
  actor_id: string
  actor_role: string
  branch_id: string
  input: unknown
  happened_at: string | null
  words_mark: string | null
  command_mark: string
  idempotency_key: string
  facts_digest: string
  law_digest: string
  at: string
  prev_hash: string | null
}

/** Hash of one row of history; it covers the hash of the row before, so a changed row breaks every later one. */
export function hashOfStep(step: KeptStep): string {
  return digestOf([
    ...[step.incident_id, step.seq, step.from_state, step.event, step.to_state, step.round],
    ...[step.actor_id, step.actor_role, step.branch_id, step.input, step.happened_at, step.words_mark],
    ...[step.command_mark, step.idempotency_key, step.facts_digest, step.law_digest, step.at, step.prev_hash],
  ])
}
