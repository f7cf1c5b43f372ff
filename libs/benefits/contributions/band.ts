import type { BpuBand, LawBook, Version } from '#libs/law'
import type { LocalDate } from '#libs/local-date'
import type { Rupiah } from '#libs/rupiah'

/**
 * The income band of an informal worker. Bands are half-open, so an income printed between two bands belongs to the
 * lower one.
 * @basis PP 44/2015 Lampiran II
 * @throws RangeError when the bands of the law leave a gap at this income
 */
export function bandOf(
  income: Rupiah,
  law: LawBook,
  on: LocalDate,
): { band: BpuBand; version: Version<readonly BpuBand[]> } {
  const version = law.table('contribution.bpu_bands', on)
  const band = version.value.find(
    ({ incomeFrom, incomeTo }) => incomeFrom <= income && (incomeTo === undefined || income < incomeTo),
  )
  if (!band) throw new RangeError(`contribution.bpu_bands has no band for an income of ${income}`)
  return { band, version }
}
