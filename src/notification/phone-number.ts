import { parsePhoneNumberFromString } from 'libphonenumber-js/core'
import metadata from 'libphonenumber-js/metadata.mobile'

/**
 * The one form in which a phone is handed to a gateway, `+62…`; null when no mobile phone has such a number. People
 * write `0812…`, `812…` and `62812…`, which a parser that only knows `+` misreads.
 */
export function toMobileNumber(written: string): string | null {
  const digits = written.replace(/[^\d+]/g, '')
  const whole = digits.startsWith('+') ? digits : digits.replace(/^(?:62|0)?(?=8)/, '+62')
  const number = parsePhoneNumberFromString(whole, 'ID', metadata)
  return number?.isValid() ? number.number : null
}
