import type { ContributionRelief, LawBook, Version } from '#libs/law'
import type { LocalDate } from '#libs/local-date'
import type { Ratio } from '#libs/rupiah'
import type { ContributionFacts } from '../facts/other-facts.js'

/**
 * The part of the normal bill that is still payable in a month of relief. A worker whose sector is not stated
 * is in none of the named sectors.
 * @basis PP 49/2020 Pasal 9; PP 50/2025 Pasal 4
 */
export function reliefFor(
  { segment, sector = 'other', sponsor }: ContributionFacts,
  month: LocalDate,
  law: LawBook,
): { payable: Ratio; version: Version<readonly ContributionRelief[]> } | undefined {
  const version = law.findTable('contribution.relief', month)
  const row = version?.value.find(
    (each) =>
      (each.segment === 'ALL' || each.segment === segment) &&
      (each.sector === 'all' || each.sector === sector) &&
      !each.excludedSponsors.some((excluded) => excluded === sponsor),
  )
  return version && row ? { payable: row.payable, version } : undefined
}
