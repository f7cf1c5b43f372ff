/**
 * What the product asks of a bank. The real bank may be slow, silent, or wrong; so every answer here is a value, and no
 * answer at all is an error thrown. An adapter never sends an instruction twice by itself.
 */
export interface TransferInstruction {
  /** Under which the bank knows the transfer for ever. */
  reference: string
  /** Whole rupiah. */
  amount: bigint
  bankCode: string
  accountNumber: string
  accountHolder: string
  /**
   * Instant of the machine's time after which the bank must not take this instruction any more. An adapter whose bank
   * cannot be told so must not begin, nor go on, after it.
   */
  validUntil: string
}

/** What is asked of a bank before money is promised into an account: whose is it? */
export interface AccountAsked {
  bankCode: string
  accountNumber: string
  /** As the family's savings book says; no real bank is told it. */
  accountHolder?: string
}

export type TransferAnswer =
  | { kind: 'acknowledged' }
  | { kind: 'refused'; reason: string }
  /** It came after its time and was not taken. */
  | { kind: 'expired' }
  /** The bank has had this reference before; what became of it, only an inquiry tells. */
  | { kind: 'duplicate' }
  /** It leaves with the file of its batch; the bank has not heard of it yet. */
  | { kind: 'in_file' }

export type InquiryAnswer =
  | { kind: 'acknowledged' }
  /** Also when the money came back later: the return is a line of the statement. */
  | { kind: 'settled'; valueDate: string }
  | { kind: 'refused'; reason: string }
  | { kind: 'not_found' }

export interface StatementLine {
  /** The bank's own name for the line, the same at every reading. */
  id: string
  kind: 'settlement' | 'return'
  reference: string
  amount: bigint
  /** `YYYY-MM-DD` */
  valueDate: string
  reason?: string | null
}

/** Thrown by an adapter when no answer came; the outcome is then unknown, whatever the error says. */
export class BankSilent extends Error {}

export abstract class BankPort {
  /** Whether instructions leave one by one, or together in the file of their batch. */
  readonly rail: 'direct' | 'file' = 'direct'
  /** Whether it can be asked whose an account is. */
  readonly tellsHolders: boolean = true

  /** Hands over one instruction. @throws when no answer came */
  abstract transfer(instruction: TransferInstruction): Promise<TransferAnswer>
  /**
   * What became of a reference. `not_found` once the instruction is no more valid must be final: an adapter whose bank
   * shows a transfer only some time after it took it throws until that time has passed.
   * @throws when no answer came
   */
  abstract inquire(reference: string): Promise<InquiryAnswer>
  /** The name that the bank has for an account; null when it has no such account. @throws when no answer came */
  abstract holderOf(account: AccountAsked): Promise<string | null>
  /** The lines after this one in the bank's order, oldest first, or from the first on; an empty list at the end. */
  abstract statementAfter(lineId: string | null): Promise<StatementLine[]>
}

/** How long the product waits for a bank, in seconds of the machine's time. */
export class BankPatience {
  /**
   * @param answerWithin after this a call counts as unanswered
   * @param validFor after this the bank takes an instruction no more; well above `answerWithin`
   */
  constructor(
    readonly answerWithin = 10,
    readonly validFor = 30,
  ) {}
}
