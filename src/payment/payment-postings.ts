import { type Entry, type EntryKind, moneyMove } from '#libs/ledger'
import type { PaymentState } from '#libs/lifecycle'

/** What a payment pays. */
export type PaymentPurpose = 'benefit' | 'late_compensation' | 'escrow_release' | 'scholarship'

const atTheBank: readonly PaymentState[] = ['sent', 'unknown', 'acknowledged']

/**
 * What a payment's step means in money. Its obligation or reissue was posted when it was made; from then on each step
 * moves its whole amount, or nothing.
 */
export function entryKindsOf(from: PaymentState, to: PaymentState, purpose: PaymentPurpose): EntryKind[] {
  if (from === to) return []
  if (from === 'in_batch' && to === 'sent') return ['instruction']
  if (atTheBank.includes(from) && to === 'settled') return ['settlement']
  if (atTheBank.includes(from) && (to === 'refused' || to === 'returned')) return ['bounce']
  if (from === 'settled' && to === 'returned') return ['settlement_reversal', 'bounce']
  if (to === 'written_back') return [purpose === 'late_compensation' ? 'late_write_back' : 'write_back']
  if (to === 'cancelled') return ['cancellation']
  return []
}

/** The entries of a payment's step. A payment has an amount above zero, so a refusal is a fault of the program. */
export function entriesOf(
  from: PaymentState,
  to: PaymentState,
  { amount, purpose }: { amount: bigint; purpose: PaymentPurpose },
): Entry[] {
  return entryKindsOf(from, to, purpose).map((kind) => {
    const answer = moneyMove(kind, amount)
    if (!answer.ok)
      throw new Error(`no ledger entry ${kind} over ${amount}: ${JSON.stringify(answer.refusals)}`)
    return answer.entry
  })
}
