/**
 * Which events exercise a separated duty. The table's guard and the database trigger both read this, so the two can
 * not drift apart: whoever fired an event with a duty may not fire one with another duty on the same round.
 */
import type { ClaimEvent, Duty } from './vocabulary.js'

const dutyOfClaimEvent: Partial<Record<ClaimEvent, Duty>> = {
  request_documents: 'verify',
  refer: 'verify',
  investigate: 'verify',
  propose: 'verify',
  merge: 'verify',
  propose_reclassification: 'verify',
  reclassify: 'approve',
  decline_reclassification: 'approve',
  send_back: 'approve',
  endorse: 'approve',
  approve: 'approve',
  reject: 'approve',
  release: 'release',
}

/** The separated duty that `event` exercises, or null. `reconcile` is exercised on payments and batches, not on a claim. */
export function dutyOf(event: ClaimEvent): Duty | null {
  return dutyOfClaimEvent[event] ?? null
}

/** Every claim event with its duty, for seeding the database's own check. */
export const separatedDuties: readonly { readonly event: ClaimEvent; readonly duty: Duty }[] = Object.entries(
  dutyOfClaimEvent,
).map(([event, duty]) => ({ event: event as ClaimEvent, duty }))
