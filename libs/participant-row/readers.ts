import { type LocalDate, addYears, isLocalDate } from '#libs/local-date'
import {
  type Nik,
  type Sex,
  kpjRefusalCodes,
  nikRefusalCodes,
  normalizePhone,
  parseKpj,
  parseNik,
  phoneRefusalCodes,
} from '#libs/nik'
import type { Rupiah } from '#libs/rupiah'

/** Wage earner (PU) or informal and self-employed (BPU). */
export type Segment = 'PU' | 'BPU'

export const readingRefusalCodes = [
  ...nikRefusalCodes,
  ...kpjRefusalCodes,
  ...phoneRefusalCodes,
  'NUMBER_CHANGED_BY_SPREADSHEET',
  'DATE_UNREADABLE',
  'DATE_DOES_NOT_EXIST',
  'BIRTH_DATE_IN_FUTURE',
  'BIRTH_DATE_TOO_LONG_AGO',
  'MEMBERSHIP_START_TOO_FAR',
  'SEX_UNKNOWN',
  'SEGMENT_UNKNOWN',
  'WORDS_WITHOUT_LETTERS',
  'AREA_CODE_UNREADABLE',
  'INCOME_UNREADABLE',
] as const

export type ReadingRefusalCode = (typeof readingRefusalCodes)[number]

/** A value read from one cell, or why it was not. */
export type Reading<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly codes: readonly ReadingRefusalCode[] }

const OLDEST_PERSON_YEARS = 120
/** A cohort is enrolled some months ahead at most; a later start is a slip of the pen. */
const ENROLLED_AHEAD_YEARS = 1

const ISO_DATE = /^(\d{4})-(\d{2})-(\d{2})$/
const INDONESIAN_DATE = /^(\d{2})[-/.](\d{2})[-/.](\d{4})$/
const AREA_CODE = /^[1-9]\d{5}(?:\d{4})?$/
const INCOME = /^(?:Rp\.?\s?)?(\d{1,3}(?:\.\d{3}){1,3}|\d{1,12})$/i
const LETTER = /\p{L}/u
/** Words of letters without marks, with single spaces: as they are to be. */
const PLAIN_WORDS = /^[A-Za-z]+(?: [A-Za-z]+)*$/
/** What a spreadsheet makes of a long number: `6,40104E+15`. Its last digits are lost. */
const SPREADSHEET_NUMBER = /^\d(?:[.,]\d+)?E\+?\d+$/i

const sexWords: ReadonlyMap<string, Sex> = new Map([
  ['l', 'male'],
  ['laki-laki', 'male'],
  ['laki laki', 'male'],
  ['male', 'male'],
  ['p', 'female'],
  ['perempuan', 'female'],
  ['female', 'female'],
])
const segmentWords: ReadonlyMap<string, Segment> = new Map([
  ['bpu', 'BPU'],
  ['bukan penerima upah', 'BPU'],
  ['pu', 'PU'],
  ['penerima upah', 'PU'],
])

const value = <T>(read: T): Reading<T> => ({ ok: true, value: read })
const refusal = (...codes: ReadingRefusalCode[]): Reading<never> => ({ ok: false, codes })
const codesOf = ({ refusals }: { readonly refusals: readonly { readonly code: ReadingRefusalCode }[] }) =>
  refusals.map(({ code }) => code)

export function readNik(text: string, asOf: LocalDate): Reading<Nik> {
  if (SPREADSHEET_NUMBER.test(text)) return refusal('NUMBER_CHANGED_BY_SPREADSHEET')
  const answer = parseNik(text, asOf)
  return answer.ok ? value(answer.nik) : refusal(...codesOf(answer))
}

export function readKpj(text: string): Reading<string> {
  if (SPREADSHEET_NUMBER.test(text)) return refusal('NUMBER_CHANGED_BY_SPREADSHEET')
  const answer = parseKpj(text)
  return answer.ok ? value(answer.kpj) : refusal(...codesOf(answer))
}

export function readPhone(text: string): Reading<string | null> {
  if (text === '') return value(null)
  const answer = normalizePhone(text)
  return answer.ok ? value(answer.phone) : refusal(...codesOf(answer))
}

/** Reads `YYYY-MM-DD`, `DD-MM-YYYY`, `DD/MM/YYYY` or `DD.MM.YYYY`; the day always comes before the month. */
export function readDate(text: string): Reading<LocalDate> {
  const indonesian = INDONESIAN_DATE.exec(text)
  const iso = indonesian ? `${indonesian[3]}-${indonesian[2]}-${indonesian[1]}` : text
  if (isLocalDate(iso)) return value(iso)
  return refusal(ISO_DATE.test(iso) ? 'DATE_DOES_NOT_EXIST' : 'DATE_UNREADABLE')
}

export function readBirthDate(text: string, asOf: LocalDate): Reading<LocalDate> {
  const date = readDate(text)
  if (!date.ok) return date
  if (date.value > asOf) return refusal('BIRTH_DATE_IN_FUTURE')
  return date.value < addYears(asOf, -OLDEST_PERSON_YEARS) ? refusal('BIRTH_DATE_TOO_LONG_AGO') : date
}

export function readMembershipStart(text: string, asOf: LocalDate): Reading<LocalDate> {
  const date = readDate(text)
  if (!date.ok) return date
  return date.value > addYears(asOf, ENROLLED_AHEAD_YEARS) ? refusal('MEMBERSHIP_START_TOO_FAR') : date
}

export function readSex(text: string): Reading<Sex> {
  const sex = sexWords.get(text.toLowerCase())
  return sex ? value(sex) : refusal('SEX_UNKNOWN')
}

export function readSegment(text: string): Reading<Segment> {
  const segment = segmentWords.get(text.toLowerCase())
  return segment ? value(segment) : refusal('SEGMENT_UNKNOWN')
}

/** A name or an occupation as it is written, with single spaces; a single name is normal. */
export function readWords(text: string): Reading<string> {
  if (PLAIN_WORDS.test(text)) return value(text)
  if (!LETTER.test(text)) return refusal('WORDS_WITHOUT_LETTERS')
  return value(text.replace(/\s+/g, ' ').normalize('NFC'))
}

/** Code of a district (6 digits) or a village (10), with or without dots. */
export function readAreaCode(text: string): Reading<string> {
  const code = text.replaceAll('.', '')
  return AREA_CODE.test(code) ? value(code) : refusal('AREA_CODE_UNREADABLE')
}

/** Rupiah a month: `1000000`, `1.000.000` or `Rp1.000.000`; an empty cell means that none was reported. */
export function readIncome(text: string): Reading<Rupiah | null> {
  if (text === '') return value(null)
  const digits = INCOME.exec(text)?.[1]
  return digits === undefined ? refusal('INCOME_UNREADABLE') : value(BigInt(digits.replaceAll('.', '')))
}
