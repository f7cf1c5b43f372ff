import type { ClaimEvent, ObjectionEvent, RecoveryEvent } from '#libs/lifecycle'

const claimLetterKinds = [
  'receipt',
  'request',
  'decision-approval',
  'decision-refusal',
  'payment-advice',
  'objection-receipt',
  'objection-answer',
  'objection-referral',
] as const
export type ClaimLetterKind = (typeof claimLetterKinds)[number]

export const letterKinds = [...claimLetterKinds, 'guarantee', 'overpayment-notice'] as const
export type LetterKind = (typeof letterKinds)[number]

const occasions: Partial<Record<ClaimEvent, ClaimLetterKind>> = {
  submit: 'receipt',
  request_documents: 'request',
  approve: 'decision-approval',
  reject: 'decision-refusal',
  all_settled: 'payment-advice',
  object: 'objection-receipt',
}

/** Which letter a step of a claim causes; undefined for a step that causes none. */
export function letterOf(event: ClaimEvent): ClaimLetterKind | undefined {
  return occasions[event]
}

/** Which letter a step of an objection causes: our answer, or where it was taken afterwards. */
export function letterOfObjection(event: ObjectionEvent): ClaimLetterKind | undefined {
  if (event === 'refer_external') return 'objection-referral'
  return ['find_late', 'uphold', 'uphold_partly', 'dismiss'].includes(event) ? 'objection-answer' : undefined
}

/** Whether a step of a recovery is told in a letter: that something is to come back, at first and after a dispute. */
export function isToldInLetter(event: RecoveryEvent): boolean {
  return event === 'notify' || event === 'uphold'
}
