import { type LocalDate, dayOf, monthOf, yearOf } from '#libs/local-date'
import { type NumberRefused, refused, withoutGrouping } from './refusal.js'
import { pastDateOf, twoDigits } from './two-digit-year.js'

export type Sex = 'male' | 'female'

/** What the 16 digits of a NIK, the national identity number, say about the person. */
export interface Nik {
  /** The 16 digits. */
  readonly number: string
  /** Two digits, for example `64` East Kalimantan. */
  readonly province: string
  /** Four digits with the province, for example `6401` Paser. */
  readonly regency: string
  /** Six digits with the regency. Where the number was first issued, not where the person lives today. */
  readonly district: string
  readonly sex: Sex
  readonly birthDate: LocalDate
  /** Four digits, never `0000`. */
  readonly serial: string
}

export const nikRefusalCodes = [
  'NIK_NOT_16_DIGITS',
  'NIK_AREA_IMPOSSIBLE',
  'NIK_BIRTH_DATE_IMPOSSIBLE',
  'NIK_SERIAL_ZERO',
] as const

export type NikRefusalCode = (typeof nikRefusalCodes)[number]

export type NikAnswer = { readonly ok: true; readonly nik: Nik } | NumberRefused<NikRefusalCode>

const SIXTEEN_DIGITS = /^\d{16}$/
const ADDED_FOR_WOMEN = 40

/**
 * Reads a NIK: district (6), birth date DDMMYY with 40 added to the day for women, serial (4). Spaces, dots and dashes
 * are dropped. Whether sex and birth date agree with a form is for the caller, and a warning: old numbers hold errors.
 *
 * @param asOf the latest birth date possible; it also decides the century
 * @returns every refusal at once, or the parts
 * @basis Domain rule.
 */
export function parseNik(text: string, asOf: LocalDate): NikAnswer {
  const number = withoutGrouping(text)
  if (!SIXTEEN_DIGITS.test(number)) return refused('NIK_NOT_16_DIGITS')

  const writtenDay = Number(number.slice(6, 8))
  const sex: Sex = writtenDay > ADDED_FOR_WOMEN ? 'female' : 'male'
  const day = sex === 'female' ? writtenDay - ADDED_FOR_WOMEN : writtenDay
  const birthDate = pastDateOf(Number(number.slice(10, 12)), Number(number.slice(8, 10)), day, asOf)
  const serial = number.slice(12)

  const codes: NikRefusalCode[] = []
  if (number.startsWith('0')) codes.push('NIK_AREA_IMPOSSIBLE')
  if (birthDate === null) codes.push('NIK_BIRTH_DATE_IMPOSSIBLE')
  if (serial === '0000') codes.push('NIK_SERIAL_ZERO')
  if (codes.length > 0 || birthDate === null) return refused(...codes)

  const [province, regency, district] = [number.slice(0, 2), number.slice(0, 4), number.slice(0, 6)]
  return { ok: true, nik: { number, province, regency, district, sex, birthDate, serial } }
}

/** The parts that determine a NIK. */
export type NikParts = Pick<Nik, 'district' | 'sex' | 'birthDate'> & { readonly serial: number }

/**
 * Writes the 16 digits for the parts; `parseNik` reads them back.
 *
 * @throws RangeError when the district is not six digits or the serial not a whole number from 1 to 9999
 */
export function composeNik({ district, sex, birthDate, serial }: NikParts): string {
  if (!/^[1-9]\d{5}$/.test(district)) throw new RangeError(`district code "${district}" is not six digits`)
  if (!Number.isInteger(serial) || serial < 1 || serial > 9999) {
    throw new RangeError(`serial ${serial} is not a whole number from 1 to 9999`)
  }
  const day = dayOf(birthDate) + (sex === 'female' ? ADDED_FOR_WOMEN : 0)
  const born = `${twoDigits(day)}${twoDigits(monthOf(birthDate))}${twoDigits(yearOf(birthDate) % 100)}`
  return `${district}${born}${String(serial).padStart(4, '0')}`
}

/** For lists, letters and logs: all but the last four characters hidden, and all of a number that has no more. */
export function maskNik(number: string): string {
  return number.length > 4 ? number.slice(-4).padStart(number.length, '*') : '*'.repeat(number.length)
}
