import { formatRupiah, splitEqually } from './index.js'

describe('an amount in figures', () => {
  test.each([
    [0n, 'Rp0'],
    [999n, 'Rp999'],
    [1000n, 'Rp1.000'],
    [42_000_000n, 'Rp42.000.000'],
    [-1500n, '-Rp1.500'],
    [1_626_307_200n, 'Rp1.626.307.200'],
  ])('%s is written %s', (amount, written) => {
    expect(formatRupiah(amount)).toBe(written)
  })
})

describe('equal shares', () => {
  test('give what is left over one rupiah each to the first', () => {
    expect(splitEqually(42_000_000n, 4)).toEqual([10_500_000n, 10_500_000n, 10_500_000n, 10_500_000n])
    expect(splitEqually(11n, 3)).toEqual([4n, 4n, 3n])
  })

  test('refuse a negative total and no receivers', () => {
    expect(() => splitEqually(-1n, 2)).toThrow(RangeError)
    expect(() => splitEqually(1n, 0)).toThrow(RangeError)
    expect(() => splitEqually(1n, 1.5)).toThrow(RangeError)
  })
})
