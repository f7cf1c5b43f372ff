import { type Rupiah, splitEqually } from '#libs/rupiah'
import type { HeirPayee } from './settle-heirs.js'

export interface HeirShare {
  readonly payee: HeirPayee
  readonly amount: Rupiah
}

/**
 * Equal shares in whole rupiah; rupiahs left over go one each to the first payees, who are the eldest. The
 * shares always add up to the amount.
 * @throws RangeError when there is nobody to share with
 */
export function shareOut(amount: Rupiah, payees: readonly HeirPayee[]): HeirShare[] {
  const shares = splitEqually(amount, payees.length)
  return payees.map((payee, index) => ({ payee, amount: shares[index] ?? 0n }))
}
