import type { LawBook } from '#libs/law'
import type { Family, Will } from './family.js'

/**
 * A will made before the rule came may be any will; since then it must be a deed of a notary.
 * @basis Permenaker 1/2025 Pasal 79(2a)
 */
export function isWillValid({ deed, date }: Will, { on }: Pick<Family, 'on'>, law: LawBook): boolean {
  return isDeedOfNotary(deed) || !law.flag('heirs.will_must_be_notarial', date ?? on).value
}

/** `notarial`, `akta notaris no. 12`, `notariil` … */
function isDeedOfNotary(deed: string | undefined): boolean {
  return deed !== undefined && /^\s*(akta\s+)?notar/i.test(deed)
}
