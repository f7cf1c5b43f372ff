import type { Rupiah } from '#libs/rupiah'
import { type Account, accounts } from './accounts.js'
import type { Entry } from './entry.js'

/** The balance of every account: whole rupiah, above zero a debit balance. They add up to zero. */
export type Balances = Readonly<Record<Account, Rupiah>>

/** What the entries leave in each account. */
export function balances(entries: Iterable<Entry>): Balances {
  const sums = Object.fromEntries(accounts.map((account) => [account, 0n])) as Record<Account, Rupiah>
  for (const { postings } of entries) {
    for (const { account, amount } of postings) sums[account] += amount
  }
  return sums
}
