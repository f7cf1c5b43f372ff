import type { ClaimEvent, ClaimFacts, ClaimState } from '#libs/lifecycle'

/** One row of the reading statement. */
export interface ClaimReading {
  id: string
  number: string
  type: string
  state: ClaimState
  version: number
  facts_version: number
  seq: number
  last_hash: string | null
  round: number
  branch_id: string
  zone: string
  today: string
  done: DoneTransition | null
  open_clocks: OpenClock[]
  facts: Omit<ClaimFacts, 'now' | 'today' | 'input'>
}

export interface OpenClock {
  id: string
  name: string
  dueAt: string
  pausedAt: string | null
}

interface DoneTransition {
  seq: number
  from_state: ClaimState
  event: ClaimEvent
  to_state: ClaimState
  round: number
  at: string
  input_hash: string
}
