import type { Ratio } from '#libs/rupiah'
import type { AnyVersion } from '../line-data.js'
import type { Working } from '../working.js'

/** A value of law as it appears beside a line: name, value, since when, from where. */
export interface PlainParameter {
  readonly name: string
  readonly value: unknown
  readonly unit: string
  readonly from: string
  readonly to?: string
  readonly source: string
  readonly confidence: string
}

/** A table is named, not copied: its rows that count are in the working of the line. */
export function plainParameter({ parameter, value, unit, from, to, basis }: AnyVersion): PlainParameter {
  return {
    name: parameter,
    value: unit === 'table' ? 'tabel' : isRatio(value) ? inPercent(value) : value,
    unit,
    from,
    ...(to === undefined ? {} : { to }),
    source: basis.article,
    confidence: basis.confidence,
  }
}

/** The working with fractions as percentages; numbers of parts and steps stay numbers. */
export function plainWorking(working: Working): unknown {
  return plain(working, '')
}

export function inPercent({ numerator, denominator }: Ratio): number {
  return asNumber({ numerator: numerator * 100n, denominator })
}

function plain(value: unknown, key: string): unknown {
  if (isRatio(value)) return key === 'units' ? asNumber(value) : inPercent(value)
  if (Array.isArray(value)) return value.map((each) => plain(each, key))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, each]) => each !== undefined)
      .map(([name, each]) => [snakeCase(name), plain(each, name)]),
  )
}

/** The document speaks snake case throughout. */
function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

/** Twelve decimal places before the division, so that 12.8 is 12.8. */
function asNumber({ numerator, denominator }: Ratio): number {
  const scale = 10n ** 12n
  const scaled = (numerator * scale) / denominator
  return Number(`${scaled / scale}.${(scaled % scale).toString().padStart(12, '0')}`)
}

function isRatio(value: unknown): value is Ratio {
  return typeof value === 'object' && value !== null && 'numerator' in value && 'denominator' in value
}
