/**
 * What the guards of payments and batches may know. Ids, amounts, dates and flags only. Instants are UTC with
 * milliseconds, amounts whole rupiah as decimal strings.
 */
import type { Duty, Role } from './vocabulary.js'

export interface PaymentFacts {
  readonly now: string
  readonly actor: {
    readonly id: string
    readonly role: Role
    /** Separated duties the actor has exercised on the round of the claim this payment belongs to. */
    readonly duties: readonly Duty[]
  }
  readonly payment: {
    readonly id: string
    /** The reference under which the bank knows it; given once, never used again. */
    readonly reference: string
    readonly amount: string
    /** Instant it was handed to the bank; null = never. */
    readonly sentAt: string | null
    /** Not to be sent before this instant, because the account changed after approval; null = no wait. */
    readonly heldUntil: string | null
    /** The payment that replaced this one after a refusal or return; null = none. */
    readonly reissuedAs: string | null
    /** Some decision of the claim counts on this money; false once a later decision took the place of what it paid. */
    readonly stillOwed: boolean
  }
  /** Other live payments of the same benefit line and payee. */
  readonly otherLivePayments: number
  readonly account: {
    /** The account is name-matched, or two persons accepted the difference. */
    readonly checked: boolean
    /** After a bounce: the payee has another checked account than the one that bounced. */
    readonly newAccountChecked: boolean
  }
  /** The batch it lies in; null = none. */
  readonly batch: { readonly id: string; readonly released: boolean } | null
  /** The line of the bank statement named in the input; null = none or unknown. */
  readonly statementLine: { readonly id: string; readonly amount: string; readonly matched: boolean } | null
  readonly input: PaymentInput
}

export interface PaymentInput {
  /** add_to_batch */
  readonly batchId?: string
  /** settle, return: the line of the bank statement. */
  readonly statementLineId?: string
  /** The bank's own answer to a status inquiry, as stored. */
  readonly inquiryId?: string
  /** A document that proves what happened, when the bank's system does not answer. */
  readonly evidenceDocumentId?: string
  /** cancel, bank_refused, return: why. */
  readonly reason?: string
}

export interface BatchFacts {
  readonly now: string
  readonly actor: { readonly id: string; readonly role: Role }
  readonly batch: {
    /** Count and sum over the payments in the batch. */
    readonly count: number
    readonly total: string
    /** Hash over the payments as closed, and over the payments now; null = never closed. */
    readonly closedHash: string | null
    readonly currentHash: string
    /** Payments on whose claim the actor has held another separated duty in this round. */
    readonly conflictingPayments: number
    /** Payments without an answer of the bank. */
    readonly unanswered: number
    /** Lines of the bank's statement neither matched, nor in the unmatched inbox, nor explained. */
    readonly unexplainedLines: number
    /** Who counted it at the closing; null = never closed. */
    readonly closerId: string | null
    readonly releaserId: string | null
  }
  readonly input: {
    /** What the person counted, to be compared with what the product counts. */
    readonly declaredCount?: number
    readonly declaredTotal?: string
    readonly reason?: string
  }
}
