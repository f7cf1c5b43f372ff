import { type Parameter, isVersion } from './parameter.js'
import { sha256 } from './sha256.js'

/**
 * The same digest for the same law, in whatever order and layout the files were read. Labels, notes and links are left
 * out: correcting a spelling must not make stored calculations look outdated.
 */
export function digestOf(parameters: readonly Parameter[]): string {
  const sorted = [...parameters].sort((a, b) => (a.name < b.name ? -1 : 1))
  return sha256(canonicalText(sorted.map(({ name, unit, periods }) => [name, unit, periods.map(visible)])))
}

function visible(period: Parameter['periods'][number]): unknown[] {
  const { from, to = null } = period
  if (!isVersion(period)) return [from, to]
  const { act, article, confidence } = period.basis
  return [from, to, period.value, act, article, confidence]
}

/** JSON with sorted keys, and whole rupiah as text. */
export function canonicalText(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) => {
    if (typeof item === 'bigint') return item.toString()
    if (typeof item !== 'object' || item === null || Array.isArray(item)) return item
    return Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
  })
}
