const TITLES = new Set([
  'h',
  'hj',
  'haji',
  'hajjah',
  'bapak',
  'ibu',
  'bpk',
  'dr',
  'drs',
  'ir',
  'spd',
  'se',
  'sh',
  'st',
  'alm',
  'almh',
])
const MUHAMMAD = new Set(['muhammad', 'mohammad', 'mohamad', 'muhamad', 'muh', 'moh', 'mhd', 'm'])

/** How the name on an account relates to the payee's. */
export type NameLikeness = 'match' | 'near' | 'mismatch'

/** Letters that may differ in all between two names that are near each other. */
const SLIPS = 2

/**
 * Whether the holder of an account is the payee: case, titles, punctuation and the abbreviations of Muhammad do not
 * matter, anything else does.
 */
export function isSameName(payee: string, holder: string): boolean {
  return words(payee).join(' ') === words(holder).join(' ')
}

/**
 * The same; or near: the same words in another order, one name inside the other with at least two words in common, or a
 * slip of the pen; or another name.
 */
export function compareNames(payee: string, holder: string): NameLikeness {
  const [one, other] = [words(payee), words(holder)]
  if (one.join(' ') === other.join(' ')) return 'match'
  const [shorter, longer] = one.length <= other.length ? [one, other] : [other, one]
  const contained = shorter.every((word) => longer.includes(word))
  if (contained && (shorter.length >= 2 || shorter.length === longer.length)) return 'near'
  const long = one.join('').length > 2 * SLIPS + 2
  return one.length === other.length && long && distance(one.join(' '), other.join(' ')) <= SLIPS
    ? 'near'
    : 'mismatch'
}

function words(name: string): string[] {
  return name
    .toLowerCase()
    .replace(/[^\p{L}\s]/gu, ' ')
    .split(/\s+/)
    .filter((word) => word !== '' && !TITLES.has(word))
    .map((word) => (MUHAMMAD.has(word) ? 'muhammad' : word))
}

/** How many letters must be put in, taken out or changed (Levenshtein). */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (const [above, letter] of [...from].entries()) {
    const next = [above + 1]
    for (const [index, other] of [...to].entries()) {
      const changed = (row[index] ?? 0) + (letter === other ? 0 : 1)
      next.push(Math.min(changed, (row[index + 1] ?? 0) + 1, (next[index] ?? 0) + 1))
    }
    row = next
  }
  return row[to.length] ?? 0
}
