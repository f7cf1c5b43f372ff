import type { Rupiah } from '#libs/rupiah'
import { type EntryAnswer, entry, reversalOf } from './entry.js'
import { type EntryKind, type MoveKind, moves, reversals } from './moves.js'

/** The entry of one move over an amount above zero. */
export function moneyMove(kind: EntryKind, amount: Rupiah): EntryAnswer {
  if (amount <= 0n)
    return { ok: false, refusals: [{ code: 'AMOUNT_NOT_POSITIVE', params: { amount: amount.toString() } }] }
  if (kind in reversals) {
    const original = moneyMove(reversals[kind as keyof typeof reversals], amount)
    return original.ok ? { ok: true, entry: reversalOf(original.entry, kind) } : original
  }
  const { debit, credit } = moves[kind as MoveKind]
  return entry(kind, [
    { account: debit, amount },
    { account: credit, amount: -amount },
  ])
}
