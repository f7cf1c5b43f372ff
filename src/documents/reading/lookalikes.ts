/** How what a machine read compares with what the claim says, knowing which letters and digits it takes for each other. */

/** `near`: equal but for what a reader confuses; `differs`: something else stands there; `not_found`: nothing was read. */
export type Likeness = 'same' | 'near' | 'differs' | 'not_found'

const digitFor: Readonly<Record<string, string>> = {
  ...{ O: '0', o: '0', Q: '0', D: '0', U: '0', I: '1', l: '1', i: '1', '|': '1', '!': '1', J: '1' },
  ...{
    Z: '2',
    z: '2',
    A: '4',
    S: '5',
    s: '5',
    $: '5',
    b: '6',
    G: '6',
    T: '7',
    '?': '7',
    B: '8',
    g: '9',
    q: '9',
  },
}
const TITLES = new Set([
  'H',
  'HJ',
  'HAJI',
  'HAJJAH',
  'ALM',
  'ALMH',
  'BAPAK',
  'IBU',
  'BPK',
  'SDR',
  'DRS',
  'IR',
])

/** Wrong, missing or extra digits that a reader may make of one number of 16. */
const DIGITS_APART = 2
/** One letter in so many of a name may be read wrongly. */
const LETTERS_PER_MISTAKE = 6

/** The text with each letter that is easily taken for a digit put right. */
export function asDigits(text: string): string {
  return [...text].map((letter) => digitFor[letter] ?? letter).join('')
}

/** Runs of digits in a line, joined across gaps, as they were read; letters among them may be misread digits. */
export function numbersIn(line: string): string[] {
  const runs: string[] = []
  let run = ''
  for (const word of [...line.split(/\s+/), '']) {
    const bare = word.replace(/[^\p{L}\d|!$?]/gu, '')
    if (isMostlyDigits(bare)) run += bare
    else {
      if (run !== '') runs.push(run)
      run = ''
    }
  }
  return runs
}

function isMostlyDigits(word: string): boolean {
  const digits = word.replace(/\D/g, '').length
  return digits > 0 && digits * 2 >= word.length && /^\d+$/.test(asDigits(word))
}

/** How near the numbers that were read come to one of 16 digits. */
export function numberLikeness(expected: string, read: readonly string[]): Likeness {
  const long = read.filter((number) => Math.abs(number.length - expected.length) <= DIGITS_APART)
  if (long.includes(expected)) return 'same'
  if (long.some((number) => distance(asDigits(number), expected) <= DIGITS_APART)) return 'near'
  return long.length > 0 ? 'differs' : 'not_found'
}

/** Words of a name without case, marks and titles. */
export function nameWords(name: string): string[] {
  return name
    .normalize('NFKD')
    .toUpperCase()
    .replace(/[^A-Z\s]/g, ' ')
    .split(/\s+/)
    .filter((word) => word !== '' && !TITLES.has(word))
}

/** How near a name that was read as such comes to the expected one. */
export function nameLikeness(expected: string, read: string | null): Likeness {
  if (read === null || nameWords(read).length === 0) return 'not_found'
  const [wanted, given] = [nameWords(expected).join(' '), nameWords(read).join(' ')]
  if (wanted === given) return 'same'
  return distance(wanted, given) <= mistakesFor(wanted) ? 'near' : 'differs'
}

/** Whether a name stands anywhere in the lines. */
export function nameAmong(expected: string, lines: readonly string[]): Likeness {
  const wanted = nameWords(expected)
  const text = wanted.join(' ')
  let best = Number.POSITIVE_INFINITY
  for (const line of lines) {
    const words = nameWords(line)
    for (let from = 0; from < words.length; from++) {
      for (const length of [wanted.length - 1, wanted.length, wanted.length + 1]) {
        if (length < 1 || from + length > words.length) continue
        best = Math.min(best, distance(words.slice(from, from + length).join(' '), text))
      }
    }
  }
  if (best === 0) return 'same'
  return best <= mistakesFor(text) ? 'near' : 'not_found'
}

function mistakesFor(text: string): number {
  return Math.max(1, Math.floor(text.length / LETTERS_PER_MISTAKE))
}

/** Levenshtein's: the fewest letters to change, add or drop. */
export function distance(one: string, other: string): number {
  let above = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (let row = 1; row <= one.length; row++) {
    const current = [row]
    for (let column = 1; column <= other.length; column++) {
      const change = (above[column - 1] ?? 0) + (one[row - 1] === other[column - 1] ? 0 : 1)
      current.push(Math.min(change, (above[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1))
    }
    above = current
  }
  return above[other.length] ?? 0
}
