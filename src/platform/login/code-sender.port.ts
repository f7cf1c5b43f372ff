export interface CodeToSend {
  /** As `+628…`. */
  phone: string
  code: string
  /** The claim that it opens, where there is one yet. */
  claimId?: string
}

/** Brings a code to a phone. It keeps the code nowhere. */
export abstract class CodeSender {
  /** @throws when nobody took it; whoever waits for it may ask again */
  abstract sendCode(code: CodeToSend): Promise<void>
}
