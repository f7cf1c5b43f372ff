import { isLocalDate, type LocalDate } from '#libs/local-date'
import { asDigits, distance } from './lookalikes.js'

const months = [
  ...['JANUARI', 'FEBRUARI', 'MARET', 'APRIL', 'MEI', 'JUNI'],
  ...['JULI', 'AGUSTUS', 'SEPTEMBER', 'OKTOBER', 'NOVEMBER', 'DESEMBER'],
]
const units = ['NOL', 'SATU', 'DUA', 'TIGA', 'EMPAT', 'LIMA', 'ENAM', 'TUJUH', 'DELAPAN', 'SEMBILAN']
const whole: Readonly<Record<string, number>> = { SEPULUH: 10, SEBELAS: 11, SERATUS: 100, SERIBU: 1000 }
const scales: Readonly<Record<string, number>> = { PULUH: 10, RATUS: 100, RIBU: 1000 }
const numberWords = [...units, ...Object.keys(whole), ...Object.keys(scales), 'BELAS']

/** Longest day in words is "dua puluh sembilan", longest year "seribu sembilan ratus sembilan puluh sembilan". */
const DAY_WORDS = 3
const YEAR_WORDS = 7

/** Every calendar date of a text in its order: 17-08-1985, 17 Agustus 1985, tujuh belas Agustus seribu sembilan ratus … */
export function datesIn(text: string): LocalDate[] {
  const found = [...datesInNumbers(text), ...datesInWords(text)]
  return found.sort((one, other) => one.at - other.at).map(({ date }) => date)
}

interface DateAt {
  at: number
  date: LocalDate
}

function datesInNumbers(text: string): DateAt[] {
  const pattern =
    /(?<![\w-])([\dOoIlZSB]{2})\s?[-/.—–]\s?([\dOoIlZSB]{2})\s?[-/.—–]\s?([\dOoIlZSB]{4})(?![\w-])/g
  return [...text.matchAll(pattern)].flatMap((match) => {
    const [day, month, year] = match.slice(1).map((part) => Number(asDigits(part)))
    return dateAt(match.index, year, month, day)
  })
}

function datesInWords(text: string): DateAt[] {
  const words = [...text.toUpperCase().matchAll(/[A-Z]+|\d+/g)].map((match) => ({
    at: match.index,
    word: match[0],
  }))
  return words.flatMap(({ at, word }, index) => {
    const month = monthOf(word)
    if (month === 0) return []
    const before = words.slice(0, index).map((one) => one.word)
    const after = words.slice(index + 1).map((one) => one.word)
    const day = numberAtEnd(before)
    const year = numberAtStart(after[0] === 'TAHUN' ? after.slice(1) : after)
    return dateAt(at, year, month, day)
  })
}

function dateAt(at: number, year = 0, month = 0, day = 0): DateAt[] {
  const text = [
    String(year).padStart(4, '0'),
    String(month).padStart(2, '0'),
    String(day).padStart(2, '0'),
  ].join('-')
  return isLocalDate(text) && year >= 1900 ? [{ at, date: text }] : []
}

function monthOf(word: string): number {
  return months.findIndex((month) => distance(month, word) <= (month.length > 5 ? 1 : 0)) + 1
}

/** Number at the end of the words, of which the longest that makes sense counts. */
function numberAtEnd(words: readonly string[]): number {
  const last = words.at(-1) ?? ''
  if (/^\d{1,2}$/.test(last)) return Number(last)
  const known = tailOf(words.slice(-DAY_WORDS))
  return known.length > 0 ? inNumber(known) : 0
}

function tailOf(words: readonly string[]): string[] {
  const known: string[] = []
  for (const word of words.toReversed()) {
    const meant = numberWordOf(word)
    if (!meant) break
    known.unshift(meant)
  }
  return known
}

function numberAtStart(words: readonly string[]): number {
  const first = words[0] ?? ''
  if (/^\d{4}$/.test(first)) return Number(first)
  return inNumber(tailOf(words.slice(0, YEAR_WORDS).toReversed()).toReversed())
}

function numberWordOf(word: string): string | undefined {
  return (
    numberWords.find((known) => known === word) ??
    numberWords.find((known) => known.length > 4 && distance(known, word) <= 1)
  )
}

/** "DUA RIBU DUA PULUH ENAM" is 2026. */
function inNumber(words: readonly string[]): number {
  let total = 0
  let unit = 0
  for (const word of words) {
    const scale = scales[word]
    if (scale) {
      total = scale === 1000 ? (total + unit) * scale : total + unit * scale
      unit = 0
    } else if (word === 'BELAS') {
      unit += 10
    } else {
      const value = whole[word] ?? units.indexOf(word)
      if (value >= 100) total += value
      else unit += value
    }
  }
  return total + unit
}
