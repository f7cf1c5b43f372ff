import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { splitEqually } from '#libs/rupiah'
import { allotLines } from './index.js'

const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((total, each) => total + each, 0n)
const anyAmounts = fc.array(fc.bigInt({ min: 0n, max: 500_000_000n }), { maxLength: 8 })
const anyHeirs = fc.integer({ min: 1, max: 20 })

describe('the lines of a benefit among its heirs', () => {
  it('give three children 14 million each of 42 million, though no line can be divided by three', () => {
    const rows = allotLines([20_000_000n, 12_000_000n, 10_000_000n], 3)
    expect([0, 1, 2].map((heir) => sum(rows.map((row) => row[heir] ?? 0n)))).toEqual([
      14_000_000n,
      14_000_000n,
      14_000_000n,
    ])
  })

  it('add up to each line, and to the equal share of the whole for each heir', () => {
    fc.assert(
      fc.property(anyAmounts, anyHeirs, (amounts, heirs) => {
        const rows = allotLines(amounts, heirs)
        expect(rows.map(sum)).toEqual(amounts)
        const received = Array.from({ length: heirs }, (_, heir) => sum(rows.map((row) => row[heir] ?? 0n)))
        expect(received).toEqual(splitEqually(sum(amounts), heirs))
      }),
    )
  })

  it('take from nobody', () => {
    fc.assert(
      fc.property(anyAmounts, anyHeirs, (amounts, heirs) => {
        expect(
          allotLines(amounts, heirs)
            .flat()
            .every((share) => share >= 0n),
        ).toBe(true)
      }),
    )
  })

  it('refuse a negative amount', () => {
    expect(() => allotLines([5n, -1n], 2)).toThrow(RangeError)
  })
})
