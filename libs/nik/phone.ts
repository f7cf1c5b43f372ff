import { type NumberRefused, refused, withoutGrouping } from './refusal.js'

export const phoneRefusalCodes = ['PHONE_NOT_INDONESIAN_MOBILE'] as const

export type PhoneRefusalCode = (typeof phoneRefusalCodes)[number]

export type PhoneAnswer = { readonly ok: true; readonly phone: string } | NumberRefused<PhoneRefusalCode>

const MOBILE = /^(?:\+?62|0)8(\d{8,11})$/

/**
 * Brings an Indonesian mobile number to the one form that is stored: `+628` and 8 to 11 digits. Accepts `08…`,
 * `628…` and `+62 8…` with spaces, dots, dashes and brackets.
 *
 * @basis Domain rule.
 */
export function normalizePhone(text: string): PhoneAnswer {
  const digits = MOBILE.exec(withoutGrouping(text).replace(/[()]/g, ''))?.[1]
  return digits === undefined ? refused('PHONE_NOT_INDONESIAN_MOBILE') : { ok: true, phone: `+628${digits}` }
}
