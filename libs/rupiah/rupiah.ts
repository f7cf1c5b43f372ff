/** Whole rupiah. Money is never a floating-point number and never has a smaller part. */
export type Rupiah = bigint

/** `Rp42.000.000`; a negative amount is `-Rp1.000`. */
export function formatRupiah(amount: Rupiah): string {
  const [sign, size] = amount < 0n ? ['-', -amount] : ['', amount]
  return `${sign}Rp${size.toString().replace(/\B(?=(\d{3})+$)/g, '.')}`
}

/**
 * Equal shares in whole rupiah. What is left over goes one rupiah each to the first ones, so the shares always add up
 * to the total; order the receivers before asking.
 * @throws RangeError when the total is negative or the number of shares is not a whole number above zero
 */
export function splitEqually(total: Rupiah, shares: number): Rupiah[] {
  if (total < 0n) throw new RangeError(`cannot split the negative amount ${total}`)
  if (!Number.isSafeInteger(shares) || shares < 1) throw new RangeError(`cannot split into ${shares} shares`)
  const each = total / BigInt(shares)
  const leftOver = Number(total % BigInt(shares))
  return Array.from({ length: shares }, (_, index) => (index < leftOver ? each + 1n : each))
}
