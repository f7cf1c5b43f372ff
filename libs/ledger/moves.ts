import type { Account } from './accounts.js'

interface Move {
  readonly debit: Account
  readonly credit: Account
}

/** The ways in which the money of a decision moves, each one debit and one credit. */
export const moves = {
  /** A decision to pay creates the debt. */
  obligation: { debit: 'benefit_expense', credit: 'payable' },
  /** The share of a payee that others dispute waits; the undisputed shares are paid. */
  escrow: { debit: 'benefit_expense', credit: 'escrow' },
  /** The dispute is over: the share is owed to its payee. */
  escrow_release: { debit: 'escrow', credit: 'payable' },
  /** Nobody is entitled to the share. */
  forfeiture: { debit: 'escrow', credit: 'forfeited_to_fund' },
  /** A new decision takes the place of the one for which the share waited. */
  escrow_return: { debit: 'escrow', credit: 'benefit_expense' },
  /** The same for a share that fell to the fund. */
  fund_return: { debit: 'forfeited_to_fund', credit: 'benefit_expense' },
  /** The bank is instructed. */
  instruction: { debit: 'payable', credit: 'in_transit' },
  /** The payee has the money. */
  settlement: { debit: 'in_transit', credit: 'bank' },
  /** Refused, sent back or never received: the money is ours again and still owed. */
  bounce: { debit: 'in_transit', credit: 'returned' },
  /** What bounced is to be paid once more. */
  reissue: { debit: 'returned', credit: 'payable' },
  /** What bounced is owed no more: a later decision took the place of the one that owed it. */
  write_back: { debit: 'returned', credit: 'benefit_expense' },
  /** The same for a compensation whose benefit is refused. */
  late_write_back: { debit: 'returned', credit: 'late_compensation_expense' },
  /** One percent a day, a cost of the agency and not of the benefit. @basis PP 44/2015 Pasal 37(3) */
  late_compensation: { debit: 'late_compensation_expense', credit: 'late_compensation_payable' },
  /** Somebody approved that it is paid now, by a transfer of its own. */
  late_compensation_due: { debit: 'late_compensation_payable', credit: 'payable' },
  /** Two persons agree that a payee was paid too much: it is no cost any more, and owed back. */
  overpayment: { debit: 'recovery_receivable', credit: 'benefit_expense' },
  /** The payee has sent some of it back. */
  repayment: { debit: 'bank', credit: 'recovery_receivable' },
  /** It is not asked back after all. */
  recovery_waiver: { debit: 'benefit_expense', credit: 'recovery_receivable' },
  /** A new decision takes the place of the one that asked it back. */
  recovery_superseded: { debit: 'benefit_expense', credit: 'recovery_receivable' },
  /** It will not come back. */
  recovery_loss: { debit: 'recovery_loss', credit: 'recovery_receivable' },
} as const satisfies Record<string, Move>

export type MoveKind = keyof typeof moves

/** Entries that take another entry back, and which. */
export const reversals = {
  /** The decision is recalled before anything was released. */
  cancellation: 'obligation',
  /** The same for a share that waits. */
  escrow_cancellation: 'escrow',
  /** Money that had been received came back. */
  settlement_reversal: 'settlement',
} as const satisfies Record<string, MoveKind>

export type EntryKind = MoveKind | keyof typeof reversals
export const entryKinds = [...Object.keys(moves), ...Object.keys(reversals)] as EntryKind[]
