import {
  add,
  compare,
  divide,
  formatDecimal,
  formatPercent,
  multiply,
  percent,
  ratio,
  round,
  roundDown,
  roundHalfUp,
  smallest,
  subtract,
} from './index.js'

describe('an exact fraction', () => {
  test('is read from a plain decimal in lowest terms', () => {
    expect(ratio('0.54')).toEqual({ numerator: 27n, denominator: 50n })
  })

  test('keeps its sign in the numerator', () => {
    expect(ratio(3n, -4n)).toEqual({ numerator: -3n, denominator: 4n })
    expect(ratio('-0.5')).toEqual({ numerator: -1n, denominator: 2n })
  })

  test.each(['', '1e3', '0,54', '.5', '5.', 'x'])('refuses the text "%s"', (text) => {
    expect(() => ratio(text)).toThrow(RangeError)
  })

  test('refuses the denominator zero', () => {
    expect(() => ratio(1n, 0n)).toThrow(RangeError)
    expect(() => divide(1n, 0n)).toThrow(RangeError)
  })

  test('is a hundredth for a percentage', () => {
    expect(percent('70')).toEqual(ratio(7n, 10n))
  })

  test('adds, subtracts, multiplies and divides without losing anything', () => {
    expect(add(ratio('0.1'), ratio('0.2'))).toEqual(ratio('0.3'))
    expect(subtract(1n, ratio(1n, 3n))).toEqual(ratio(2n, 3n))
    expect(multiply(percent('70'), 80n, 1_000_000n)).toEqual(ratio(56_000_000n))
    expect(divide(3_600_000n, 30n)).toEqual(ratio(120_000n))
  })

  test('knows which is larger', () => {
    expect(compare(ratio(1n, 3n), ratio('0.33'))).toBe(1)
    expect(compare(ratio(1n, 2n), ratio('0.5'))).toBe(0)
    expect(smallest(percent('82'), percent('70'))).toEqual(percent('70'))
  })
})

describe('rounding to whole rupiah', () => {
  test('takes exactly half upwards', () => {
    expect(roundHalfUp(ratio('1.5'))).toBe(2n)
    expect(roundHalfUp(ratio('1.4999'))).toBe(1n)
    expect(roundHalfUp(ratio('-1.5'))).toBe(-1n)
  })

  test('takes the whole part below when the law says floor', () => {
    expect(roundDown(ratio('1.99'))).toBe(1n)
    expect(roundDown(ratio('-1.01'))).toBe(-2n)
    expect(round(ratio('1.99'), 'floor')).toBe(1n)
    expect(round(ratio('1.99'), 'half_up')).toBe(2n)
  })
})

describe('a fraction in words', () => {
  test('has a decimal comma and no needless zeros', () => {
    expect(formatDecimal(ratio('4.50'))).toBe('4,5')
    expect(formatDecimal(ratio('-0.25'))).toBe('-0,25')
    expect(formatDecimal(7n)).toBe('7')
  })

  test('shows a percentage as it is printed in the regulation', () => {
    expect(formatPercent(percent('0.54'))).toBe('0,54%')
    expect(formatPercent(percent('100'))).toBe('100%')
  })
})
