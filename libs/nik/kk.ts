import type { LocalDate } from '#libs/local-date'
import { type NumberRefused, refused, withoutGrouping } from './refusal.js'
import { pastDateOf } from './two-digit-year.js'

/** What the 16 digits of a KK number, the number of a family card, say. */
export interface Kk {
  /** The 16 digits. */
  readonly number: string
  /** Six digits: where the card was first issued. */
  readonly district: string
  readonly issuedOn: LocalDate
  /** Four digits. */
  readonly serial: string
}

export type KkRefusalCode = 'KK_NOT_16_DIGITS' | 'KK_AREA_IMPOSSIBLE' | 'KK_ISSUE_DATE_IMPOSSIBLE'

export type KkAnswer = { readonly ok: true; readonly kk: Kk } | NumberRefused<KkRefusalCode>

const SIXTEEN_DIGITS = /^\d{16}$/

/**
 * Reads a KK number: district (6), day of issue DDMMYY (nothing is added to the day), serial (4).
 *
 * @param asOf the latest day of issue possible; it also decides the century
 * @returns every refusal at once, or the parts
 * @basis Domain rule.
 */
export function parseKk(text: string, asOf: LocalDate): KkAnswer {
  const number = withoutGrouping(text)
  if (!SIXTEEN_DIGITS.test(number)) return refused('KK_NOT_16_DIGITS')

  const [day, month, year] = [number.slice(6, 8), number.slice(8, 10), number.slice(10, 12)].map(Number)
  const issuedOn = pastDateOf(year ?? 0, month ?? 0, day ?? 0, asOf)
  const codes: KkRefusalCode[] = []
  if (number.startsWith('0')) codes.push('KK_AREA_IMPOSSIBLE')
  if (issuedOn === null) codes.push('KK_ISSUE_DATE_IMPOSSIBLE')
  if (codes.length > 0 || issuedOn === null) return refused(...codes)

  return { ok: true, kk: { number, district: number.slice(0, 6), issuedOn, serial: number.slice(12) } }
}
