import type { Rupiah } from './rupiah.js'

const digits = ['nol', 'satu', 'dua', 'tiga', 'empat', 'lima', 'enam', 'tujuh', 'delapan', 'sembilan']
const scales = ['', 'ribu', 'juta', 'miliar', 'triliun', 'kuadriliun']

/**
 * The amount as it is written on a receipt or a decision letter: `empat puluh dua juta rupiah`.
 * A negative amount begins with `minus`.
 * @throws RangeError from one quintillion (10^18) rupiah on, which no letter of ours can mean
 */
export function rupiahInWords(amount: Rupiah): string {
  const size = amount < 0n ? -amount : amount
  if (size >= 10n ** 18n) throw new RangeError(`no words for an amount as large as ${amount}`)
  const words = size === 0n ? [digits[0]] : wordsOf(size)
  return [...(amount < 0n ? ['minus'] : []), ...words, 'rupiah'].join(' ')
}

function wordsOf(size: bigint): string[] {
  const words: string[] = []
  for (let scale = scales.length - 1; scale >= 0; scale -= 1) {
    const group = Number((size / 1000n ** BigInt(scale)) % 1000n)
    if (group === 0) continue
    if (scale === 1 && group === 1) words.push('seribu')
    else words.push(...wordsBelowThousand(group), scales[scale] ?? '')
  }
  return words.filter((word) => word !== '')
}

function wordsBelowThousand(group: number): string[] {
  const hundreds = Math.floor(group / 100)
  const rest = group % 100
  return [...(hundreds > 0 ? counted(hundreds, 'ratus') : []), ...(rest > 0 ? wordsBelowHundred(rest) : [])]
}

function wordsBelowHundred(rest: number): string[] {
  if (rest < 10) return [digits[rest] ?? '']
  if (rest === 11) return ['sebelas']
  if (rest > 11 && rest < 20) return [digits[rest - 10] ?? '', 'belas']
  return [...counted(Math.floor(rest / 10), 'puluh'), ...(rest % 10 > 0 ? [digits[rest % 10] ?? ''] : [])]
}

/** One hundred is `seratus`, two hundred `dua ratus`; the same for `sepuluh`. */
function counted(count: number, unit: string): string[] {
  return count === 1 ? [`se${unit}`] : [digits[count] ?? '', unit]
}
