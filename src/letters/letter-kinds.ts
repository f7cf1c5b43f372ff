import type { ClaimEvent } from '#libs/lifecycle'

const claimLetterKinds = [
  'receipt',
  'request',
  'decision-approval',
  'decision-refusal',
  'payment-advice',
] as const
export type ClaimLetterKind = (typeof claimLetterKinds)[number]

export const letterKinds = [...claimLetterKinds, 'guarantee'] as const
export type LetterKind = (typeof letterKinds)[number]

const occasions: Partial<Record<ClaimEvent, ClaimLetterKind>> = {
  submit: 'receipt',
  request_documents: 'request',
  approve: 'decision-approval',
  reject: 'decision-refusal',
  all_settled: 'payment-advice',
}

/** Which letter a step of a claim causes; undefined for a step that causes none. */
export function letterOf(event: ClaimEvent): ClaimLetterKind | undefined {
  return occasions[event]
}
