import type { LawBook } from '#libs/law'
import type { LocalDate } from '#libs/local-date'

const names = {
  dana_jaminan_sosial: 'Dana Jaminan Sosial',
  balai_harta_peninggalan: 'Balai Harta Peninggalan',
} as const

/**
 * Where the money goes that nobody inherits, without the burial cost.
 * @basis PP 44/2015 Pasal 37(5)b.5
 */
export function fundOn(law: LawBook, on: LocalDate): (typeof names)[keyof typeof names] {
  return names[law.choice('heirs.none_destination', on).value]
}
