/** What machines look at in a file. Words for each are in `config/messages/documents.yaml`. */
export const checkKinds = ['intact', 'type', 'limits', 'virus', 'opens', 'copy', 'text'] as const
export type CheckKind = (typeof checkKinds)[number]

export const checkOutcomes = ['pending', 'pass', 'fail', 'unsure', 'unavailable', 'stalled'] as const
export type CheckOutcome = (typeof checkOutcomes)[number]

/** A file as the checks see it: decrypted, whole, and known by its content. */
export interface FileToCheck {
  readonly id: string
  readonly claimId: string
  readonly mediaType: string
  readonly size: number
  /** SHA-256 of the content as it was received, in hex. */
  readonly sha256: string
  readonly content: Buffer
}

export interface CheckResult {
  readonly outcome: 'pass' | 'fail' | 'unsure' | 'unavailable'
  /** What was found, for the verifier: codes, numbers and ids, never words of the document itself. */
  readonly detail?: Readonly<Record<string, string | number | readonly string[]>>
}

/**
 * One kind of check. It answers with what it found; it throws only when it could not do its work now and trying again
 * may help. A check that cannot run on this machine answers `unavailable`, which is never read as passed.
 */
export interface DocumentCheck {
  readonly kind: CheckKind
  run(file: FileToCheck): Promise<CheckResult>
}
