import type { LawBook } from '#libs/law'
import type { LocalDate } from '#libs/local-date'
import type { Rupiah } from '#libs/rupiah'
import type { LineCode } from '../codes.js'
import type { Line } from '../line.js'

/** Bills of care and travel: refunds of what somebody paid, not cash benefits under the narrower reading. */
const refunds: ReadonlySet<LineCode> = new Set<LineCode>([
  'JKK_TRANSPORT_LAND',
  'JKK_TRANSPORT_SEA',
  'JKK_TRANSPORT_AIR',
  'JKK_HOMECARE',
  'JKK_DENTURES',
  'JKK_HEARING_AID',
  'JKK_GLASSES',
  'JKK_ORTHOSIS',
  'JKK_PROSTHESIS',
])

/**
 * The amount on which lateness of a payment is counted: all its cash lines, scholarship included and medical bills
 * left out; or, under the other reading, only the *santunan* (R-7.3).
 * @basis PP 44/2015 Pasal 37(3)
 */
export function lateBase(
  lines: readonly Pick<Line, 'code' | 'amount'>[],
  law: LawBook,
  on: LocalDate,
): Rupiah {
  const onlySantunan = law.choice('late.base', on).value === 'santunan_lines'
  return lines
    .filter(({ code }) => code !== 'JKK_MEDICAL' && code !== 'LATE_COMPENSATION')
    .filter(({ code }) => !onlySantunan || !(refunds.has(code) || code.startsWith('SCHOLARSHIP')))
    .reduce((sum, { amount }) => sum + amount, 0n)
}
