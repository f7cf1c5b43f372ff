/**
 * Where the money of a decision may lie. Every rupiah that was approved and not taken back lies in exactly one of
 * `payable`, `in_transit`, `returned`, `escrow`, `forfeited_to_fund` and `bank`, so the balances say at any moment what is still to be done.
 */
export const accounts = [
  // what decisions have cost
  'benefit_expense',
  'late_compensation_expense',
  // paid too much and given up, or lost
  'recovery_loss',
  // owed, not yet handed to the bank
  'payable',
  'late_compensation_payable',
  // whose it is, heirs do not agree on
  'escrow',
  // handed to the bank, outcome open
  'in_transit',
  // refused or sent back, waiting for another account
  'returned',
  // nobody's after all: the fund's
  'forfeited_to_fund',
  // received by the payee
  'bank',
  // paid too much, owed back by the payee
  'recovery_receivable',
] as const
export type Account = (typeof accounts)[number]

/** Accounts that must be empty for a claim before it counts as paid. */
export const clearingAccounts = ['payable', 'in_transit', 'returned'] as const satisfies readonly Account[]

export function isAccount(value: unknown): value is Account {
  return (accounts as readonly unknown[]).includes(value)
}
