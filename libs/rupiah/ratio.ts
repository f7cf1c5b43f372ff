/** An exact fraction in lowest terms; the denominator is always positive. */
export interface Ratio {
  readonly numerator: bigint
  readonly denominator: bigint
}

/** What the arithmetic below accepts: a fraction, or a whole number of rupiah, months, people … */
export type Exact = Ratio | bigint

/** How a fraction of a rupiah becomes whole rupiah: parameter `rounding.mode`. */
export type RoundingMode = 'half_up' | 'floor'

const decimal = /^(-?)(\d+)(?:\.(\d+))?$/

/**
 * An exact fraction. Text is a plain decimal (`ratio('0.54')` is 27/50); two whole numbers are numerator and
 * denominator (`ratio(3n, 4n)`).
 * @throws RangeError when the text is not a plain decimal or the denominator is zero
 */
export function ratio(value: string | bigint, denominator: bigint = 1n): Ratio {
  if (typeof value === 'bigint') return lowestTerms(value, denominator)
  const parts = decimal.exec(value)
  if (!parts) throw new RangeError(`"${value}" is not a plain decimal number such as 0.54`)
  const [, sign, whole = '0', fraction = ''] = parts
  const digits = BigInt(whole + fraction)
  return lowestTerms(sign === '-' ? -digits : digits, denominator * 10n ** BigInt(fraction.length))
}

/** A percentage as a fraction: `percent('0.54')` is 27/5000. */
export function percent(value: string): Ratio {
  return ratio(value, 100n)
}

export function add(...terms: readonly Exact[]): Ratio {
  return terms.map(fraction).reduce((sum, term) => {
    const numerator = sum.numerator * term.denominator + term.numerator * sum.denominator
    return lowestTerms(numerator, sum.denominator * term.denominator)
  }, zero)
}

export function subtract(from: Exact, amount: Exact): Ratio {
  return add(from, multiply(amount, -1n))
}

export function multiply(...factors: readonly Exact[]): Ratio {
  return factors.map(fraction).reduce((product, factor) => {
    return lowestTerms(product.numerator * factor.numerator, product.denominator * factor.denominator)
  }, one)
}

/** @throws RangeError when the divisor is zero */
export function divide(dividend: Exact, divisor: Exact): Ratio {
  const { numerator, denominator } = fraction(divisor)
  return multiply(dividend, ratio(denominator, numerator))
}

/** Below zero when a < b, zero when equal, above zero when a > b: fit for `sort`. */
export function compare(a: Exact, b: Exact): number {
  const [left, right] = [fraction(a), fraction(b)]
  const difference = left.numerator * right.denominator - right.numerator * left.denominator
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

export function smallest(first: Exact, ...others: readonly Exact[]): Ratio {
  return fraction(others.reduce((least, each) => (compare(each, least) < 0 ? each : least), first))
}

/** The whole number nearest to the fraction; exactly half goes up (towards plus infinity). */
export function roundHalfUp(value: Exact): bigint {
  const { numerator, denominator } = fraction(value)
  return floorDivide(2n * numerator + denominator, 2n * denominator)
}

/** The largest whole number not above the fraction. */
export function roundDown(value: Exact): bigint {
  const { numerator, denominator } = fraction(value)
  return floorDivide(numerator, denominator)
}

/** Rounds once to whole rupiah in the way the law in force says (`rounding.mode`). */
export function round(value: Exact, mode: RoundingMode): bigint {
  return mode === 'half_up' ? roundHalfUp(value) : roundDown(value)
}

/** Decimal text with a comma, exact when the fraction ends and cut after six places otherwise: `0,54`. */
export function formatDecimal(value: Exact): string {
  const { numerator, denominator } = fraction(value)
  const [sign, size] = numerator < 0n ? ['-', -numerator] : ['', numerator]
  const millionths = ((size % denominator) * 1_000_000n) / denominator
  const places = millionths.toString().padStart(6, '0').replace(/0+$/, '')
  return `${sign}${size / denominator}${places ? `,${places}` : ''}`
}

/** `formatPercent(percent('0.54'))` is `0,54%`. */
export function formatPercent(value: Ratio): string {
  return `${formatDecimal(multiply(value, 100n))}%`
}

const one: Ratio = { numerator: 1n, denominator: 1n }
const zero: Ratio = { numerator: 0n, denominator: 1n }

function fraction(value: Exact): Ratio {
  return typeof value === 'bigint' ? { numerator: value, denominator: 1n } : value
}

function lowestTerms(numerator: bigint, denominator: bigint): Ratio {
  if (denominator === 0n) throw new RangeError('a fraction cannot have the denominator zero')
  const divisor = greatestCommonDivisor(numerator, denominator)
  const signed = denominator < 0n ? -divisor : divisor
  return { numerator: numerator / signed, denominator: denominator / signed }
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [left, right] = [a < 0n ? -a : a, b < 0n ? -b : b]
  while (right !== 0n) [left, right] = [right, left % right]
  return left
}

function floorDivide(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor
  return dividend % divisor < 0n ? quotient - 1n : quotient
}
