import type { LawBook } from '#libs/law'
import type { Family, Will } from './family.js'

/**
 * A will made before the rule came may be any will; since then it must be a deed of a notary.
 * @basis Permenaker 1/2025 Pasal 79(2a)
 */
export function isWillValid({ deed, date }: Will, { on }: Pick<Family, 'on'>, law: LawBook): boolean {
  return isDeedOfNotary(deed) || !law.flag('heirs.will_must_be_notarial', date ?? on).value
}

/**
 * `notarial`, `akta notaris no. 12`, `wasiat dalam akta notaris` …, or the number of a deed alone (`No. 12/2025`): only a
 * notary numbers deeds. A will between the parties says `handwritten`, `surat di bawah tangan`, `non-notarial` …
 */
function isDeedOfNotary(deed: Will['deed']): boolean {
  if (!deed || /\b(non|not|bukan|tanpa|without)[\s-]+((akta|deed|a|by)\s+)*notar/i.test(deed)) return false
  return /\bnotar/i.test(deed) || /^\s*((akta|deed)\b\D*)?((no|nomor)\b\.?\s*)?\d/i.test(deed)
}
