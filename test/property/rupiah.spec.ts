import {
  add,
  compare,
  formatRupiah,
  multiply,
  ratio,
  roundDown,
  roundHalfUp,
  rupiahInWords,
  splitEqually,
  subtract,
} from '#libs/rupiah'
import fc from 'fast-check'

const amount = fc.bigInt({ min: 0n, max: 10n ** 18n - 1n })
const fraction = fc
  .tuple(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), fc.bigInt({ min: 1n, max: 10n ** 6n }))
  .map(([numerator, denominator]) => ratio(numerator, denominator))

const digits = ['nol', 'satu', 'dua', 'tiga', 'empat', 'lima', 'enam', 'tujuh', 'delapan', 'sembilan']
const scales = new Map([
  ['ribu', 1000n],
  ['juta', 10n ** 6n],
  ['miliar', 10n ** 9n],
  ['triliun', 10n ** 12n],
  ['kuadriliun', 10n ** 15n],
])

/** Reads the words back, as somebody with a receipt in hand would. */
function valueOfWords(text: string): bigint {
  let [total, group, last] = [0n, 0n, 0n]
  for (const word of text.replace(/\bse(?=ratus|puluh|belas|ribu)/g, 'satu ').split(' ')) {
    const scale = scales.get(word)
    if (digits.includes(word)) last = BigInt(digits.indexOf(word))
    else if (word === 'belas') [group, last] = [group + 10n + last, 0n]
    else if (word === 'puluh') [group, last] = [group + 10n * last, 0n]
    else if (word === 'ratus') [group, last] = [group + 100n * last, 0n]
    else if (scale !== undefined) [total, group, last] = [total + (group + last) * scale, 0n, 0n]
  }
  return total + group + last
}

test('the words of an amount read back as the amount', () => {
  fc.assert(fc.property(amount, (each) => expect(valueOfWords(rupiahInWords(each))).toBe(each)))
})

test('every number up to ten thousand reads back', () => {
  for (let each = 0n; each <= 10_000n; each += 1n) expect(valueOfWords(rupiahInWords(each))).toBe(each)
})

test('the figures of an amount read back as the amount', () => {
  fc.assert(
    fc.property(fc.bigInt(), (each) => {
      expect(BigInt(formatRupiah(each).replace('Rp', '').replaceAll('.', ''))).toBe(each)
      expect(formatRupiah(each)).toMatch(/^-?Rp\d{1,3}(\.\d{3})*$/)
    }),
  )
})

test('shares add up to the total, differ by at most one rupiah, and favour the first', () => {
  fc.assert(
    fc.property(amount, fc.integer({ min: 1, max: 50 }), (total, receivers) => {
      const shares = splitEqually(total, receivers)
      expect(shares).toHaveLength(receivers)
      expect(shares.reduce((sum, share) => sum + share, 0n)).toBe(total)
      expect([...shares].sort((a, b) => (a < b ? 1 : a > b ? -1 : 0))).toEqual(shares)
      expect((shares[0] ?? 0n) - (shares.at(-1) ?? 0n)).toBeLessThanOrEqual(1n)
    }),
  )
})

test('rounding half up never moves by more than half a rupiah', () => {
  fc.assert(
    fc.property(fraction, (value) => {
      const distance = subtract(roundHalfUp(value), value)
      expect(compare(distance, ratio('-0.5'))).toBe(1)
      expect(compare(distance, ratio('0.5'))).toBeLessThanOrEqual(0)
    }),
  )
})

test('rounding down never goes up, and never by a whole rupiah', () => {
  fc.assert(
    fc.property(fraction, (value) => {
      expect(compare(roundDown(value), value)).toBeLessThanOrEqual(0)
      expect(compare(add(roundDown(value), 1n), value)).toBe(1)
    }),
  )
})

test('the parts of an amount, split by fractions that make one, add up exactly', () => {
  fc.assert(
    fc.property(amount, fraction, (total, part) => {
      expect(add(multiply(total, part), multiply(total, subtract(1n, part)))).toEqual(ratio(total))
    }),
  )
})
