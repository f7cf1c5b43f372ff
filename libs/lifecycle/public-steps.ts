/** What the family sees of a claim: six steps, two interruptions, and how it ended when it ended otherwise. */
import type { ClaimState } from './vocabulary.js'

/** 1 Diterima, 2 Diperiksa, 3 Keputusan disiapkan, 4 Diputuskan, 5 Dana dikirim, 6 Dana diterima. */
export const publicSteps = [
  'received',
  'examined',
  'decision_prepared',
  'decided',
  'money_sent',
  'money_received',
] as const
export type PublicStepName = (typeof publicSteps)[number]

/** `your_action` Perlu tindakan Anda, `waiting_for_other` Menunggu pihak lain. */
export const interruptions = ['your_action', 'waiting_for_other'] as const
export type Interruption = (typeof interruptions)[number]

export interface PublicStep {
  /** Position 1 to 6; null before anything was lodged and after an end outside the six steps. */
  readonly number: number | null
  readonly name: PublicStepName | null
  readonly interruption: Interruption | null
  /** The way is over: nothing more comes of itself. */
  readonly ended: boolean
}

/** Who has the ball: who owes the next step. Null when nobody does. */
export type BallHolder = 'claimant' | 'system' | 'branch' | 'third_party' | 'approver' | 'finance' | 'bank'

interface Shown {
  readonly ball: BallHolder | null
  readonly step: PublicStepName | null
  readonly interruption?: Interruption
  readonly ended?: boolean
}

const shown: Readonly<Record<ClaimState, Shown>> = {
  draft: { ball: 'claimant', step: null, interruption: 'your_action' },
  screening: { ball: 'system', step: 'received' },
  awaiting_documents: { ball: 'claimant', step: 'examined', interruption: 'your_action' },
  in_verification: { ball: 'branch', step: 'examined' },
  awaiting_third_party: { ball: 'third_party', step: 'examined', interruption: 'waiting_for_other' },
  under_investigation: { ball: 'branch', step: 'examined' },
  in_approval: { ball: 'approver', step: 'decision_prepared' },
  approved: { ball: 'finance', step: 'decided' },
  paying: { ball: 'bank', step: 'money_sent' },
  awaiting_account: { ball: 'claimant', step: 'money_sent', interruption: 'your_action' },
  paid: { ball: null, step: 'money_received', ended: true },
  rejected: { ball: 'claimant', step: 'decided', ended: true },
  withdrawn: { ball: null, step: null, ended: true },
  inactive: { ball: 'claimant', step: 'examined', interruption: 'your_action' },
  merged: { ball: null, step: null, ended: true },
  lapsed: { ball: null, step: null, ended: true },
}

/**
 * The public step of a claim in `state`. A claim that was examined before does not fall back to the first step when its
 * new documents are screened: `since.round` and `since.requestsThisRound` tell.
 */
export function publicStep(
  state: ClaimState,
  since: { readonly round: number; readonly requestsThisRound: number },
): PublicStep {
  const examinedBefore = since.round > 1 || since.requestsThisRound > 0
  const { step, interruption, ended } = shown[state]
  const name = step === 'received' && examinedBefore ? 'examined' : step
  return {
    number: name === null ? null : publicSteps.indexOf(name) + 1,
    name,
    interruption: interruption ?? null,
    ended: ended ?? false,
  }
}

/** Who owes the next step of a claim in `state`. */
export function ballHolder(state: ClaimState): BallHolder | null {
  return shown[state].ball
}
