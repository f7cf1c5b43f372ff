import { formatRupiah, rupiahInWords } from '#libs/rupiah'

export function Money({ amount }: { amount: bigint | number }) {
  return <span class="santun-money">{moneyText(amount)}</span>
}

/** `Rp 42.000.000`, never broken over two lines. */
export function moneyText(amount: bigint | number): string {
  return formatRupiah(BigInt(amount)).replace('Rp', 'Rp\u00a0')
}

/** A sum that is decided on: large, and in words, so that no zero is overlooked. */
export function DecidedSum({ amount }: { amount: bigint }) {
  return (
    <p class="santun-sum">
      <span class="santun-sum__figure">{moneyText(amount)}</span>
      <span class="santun-sum__words">{rupiahInWords(amount)}</span>
    </p>
  )
}
