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

/**
 * Whether the holder of an account is the payee: case, titles, punctuation and the abbreviations of Muhammad do not
 * matter, anything else does.
 */
export function isSameName(payee: string, holder: string): boolean {
  return words(payee).join(' ') === words(holder).join(' ')
}

function words(name: string): string[] {
  return name
    .toLowerCase()
    .replace(/[^\p{L}\s]/gu, ' ')
    .split(/\s+/)
    .filter((word) => word !== '' && !TITLES.has(word))
    .map((word) => (MUHAMMAD.has(word) ? 'muhammad' : word))
}
