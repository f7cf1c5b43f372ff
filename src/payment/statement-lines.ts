/** A stated line as it is stored: what it is to us, its sum in whole rupiah, and the name by which it is known again. */
import type { StatedLine } from './iso20022/statement-entries.js'
import { type PlacementNote, RETURNED } from './payment-codes.js'

export type FileFault = Extract<PlacementNote, 'UNREADABLE' | 'TRUNCATED' | 'TOTALS_DIFFER'>

/** One row of `bank_statement_line`. */
export interface StoredLine {
  id: string
  kind: 'settlement' | 'return' | 'other' | 'unreadable'
  reference: string | null
  amount: bigint | null
  currency: string
  value_date: string | null
  reason: string | null
  direction: 'credit' | 'debit' | null
  stated_amount: string | null
  transaction_code: string | null
  file_digest: string | null
  file_line: number | null
  fault: FileFault | null
  fault_detail: string | null
}

/** The file that lines come from. */
export interface LineSource {
  digest: string
  /** Our account: a bank names its lines account by account. */
  account: string
}

const WHOLE = /^0*(\d{1,18})(?:\.0*)?$/
/** What banks write where they were given no reference. */
const NO_REFERENCE = 'NOTPROVIDED'

/** A line that names a reference and whole rupiah may be of a payment; everything else is for a person. */
export function storedLine(line: StatedLine, { digest, account }: LineSource): StoredLine {
  const whole = WHOLE.exec(line.amount)?.[1]
  const reference = line.reference === NO_REFERENCE ? null : line.reference
  const { bankReference, currency, valueDate, direction, returned } = line
  const ours = reference !== null && whole !== undefined && currency === 'IDR' && valueDate !== null
  const kind = !ours ? 'other' : direction === 'debit' ? 'settlement' : 'return'
  return {
    id:
      bankReference === ''
        ? `${digest.slice(0, 16)}#${line.line}/${line.part}`
        : `${account}/${bankReference}`,
    kind,
    reference,
    amount: whole === undefined ? null : BigInt(whole),
    currency,
    value_date: valueDate,
    reason: kind === 'return' ? (returned?.reason ?? RETURNED) : null,
    direction,
    stated_amount: line.amount,
    transaction_code: line.transactionCode,
    file_digest: digest,
    file_line: line.line,
    fault: null,
    fault_detail: null,
  }
}

/** Something wrong with the file itself, as a line of its own: it needs an owner like any other. */
export function faultLine(fault: FileFault, line: number, detail: string, digest: string): StoredLine {
  return {
    id: `${digest.slice(0, 16)}#${line}:${fault}`,
    kind: 'unreadable',
    reference: null,
    amount: null,
    currency: 'IDR',
    value_date: null,
    reason: null,
    direction: null,
    stated_amount: null,
    transaction_code: null,
    file_digest: digest,
    file_line: line,
    fault,
    fault_detail: detail.slice(0, 500),
  }
}

/** The same movement, told once more: by another file, or by another reading. */
export function sameMovement(
  one: Pick<StoredLine, 'reference' | 'stated_amount' | 'direction' | 'currency'>,
  other: typeof one,
): boolean {
  return (
    one.reference === other.reference &&
    one.stated_amount === other.stated_amount &&
    one.direction === other.direction &&
    one.currency === other.currency
  )
}

/** Why a line cannot be of a payment, whatever our books say; null when it may be. */
export function noteOf({
  kind,
  fault,
  currency,
  reference,
}: Pick<StoredLine, 'kind' | 'fault' | 'currency' | 'reference'>): PlacementNote | null {
  if (kind === 'settlement' || kind === 'return') return null
  if (fault) return fault
  if (currency !== 'IDR') return 'CURRENCY_DIFFERS'
  return reference === null ? 'NO_PAYMENT_OF_OURS' : 'AMOUNT_DIFFERS'
}
