import { type Rupiah, splitEqually } from '#libs/rupiah'

/**
 * Splits each amount among so many payees that what every payee receives in all is the equal share of the whole: the
 * rupiahs that one line leaves over are made good by the next. One row for each amount, one share for each payee,
 * the eldest first; a row always adds up to its amount.
 * @throws RangeError for a negative amount, or nobody to share with
 */
export function allotLines(amounts: readonly Rupiah[], payees: number): Rupiah[][] {
  let sum = 0n
  let before = splitEqually(sum, payees)
  return amounts.map((amount) => {
    if (amount < 0n) throw new RangeError(`cannot split the negative amount ${amount}`)
    sum += amount
    const now = splitEqually(sum, payees)
    const row = now.map((share, index) => share - (before[index] ?? 0n))
    before = now
    return row
  })
}
