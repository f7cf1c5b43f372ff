import type { ClaimEvent } from '#libs/lifecycle'

export const letterKinds = [
  'receipt',
  'request',
  'decision-approval',
  'decision-refusal',
  'payment-advice',
] as const
export type LetterKind = (typeof letterKinds)[number]

const occasions: Partial<Record<ClaimEvent, LetterKind>> = {
  submit: 'receipt',
  request_documents: 'request',
  approve: 'decision-approval',
  reject: 'decision-refusal',
  all_settled: 'payment-advice',
}

/** Which letter a step of a claim causes; undefined for a step that causes none. */
export function letterOf(event: ClaimEvent): LetterKind | undefined {
  return occasions[event]
}
