import { type AnyVersion, decisionLabels } from '#libs/benefits'
import { formatDateId } from '#libs/local-date'
import { formatRupiah } from '#libs/rupiah'
import { valueInWords } from '../../platform/law-loader/law-in-words.js'
import type { ChangedCase, ChangedParameter, Outcome } from './comparison.js'

/** Every changed rupiah with its cause, for whoever must answer for a change of law. */
export function comparisonInWords(changes: readonly ChangedCase[], compared: number): string {
  const sums = changes.reduce(
    (sum, { before, after }) => ({
      before: sum.before + amountOf(before),
      after: sum.after + amountOf(after),
    }),
    { before: 0n, after: 0n },
  )
  const totals = `${formatRupiah(sums.before)} menjadi ${formatRupiah(sums.after)}`
  const summary = `${changes.length} dari ${compared} perkara berubah; ${totals} (${signed(sums.after - sums.before)}).`
  return [...changes.map(changeInWords), summary, ''].join('\n')
}

function changeInWords({ id, title, before, after, lines, causes }: ChangedCase): string {
  return [
    [id, title].filter((part) => part !== undefined).join('  '),
    `  ${outcomeInWords(before)} -> ${outcomeInWords(after)}`,
    ...lines.map(
      (each) =>
        `  ${each.line}: ${formatRupiah(each.before)} -> ${formatRupiah(each.after)} (${signed(each.difference)}), karena ${each.causes.join(', ')}`,
    ),
    ...causes.map((cause) => `  ${causeInWords(cause)}`),
    '',
  ].join('\n')
}

function outcomeInWords(outcome: Outcome): string {
  if ('refused' in outcome) return `tidak dapat dihitung (${outcome.refused})`
  return `${decisionLabels[outcome.decision]}, ${formatRupiah(outcome.total)}`
}

function causeInWords({ parameter, before, after }: ChangedParameter): string {
  const source = (after ?? before)?.basis.article ?? ''
  return `${parameter}: ${versionInWords(before)} -> ${versionInWords(after)} (${source})`
}

function versionInWords(version: AnyVersion | undefined): string {
  if (!version) return 'tidak ada nilai'
  return `${valueInWords(version.value, version.unit)} sejak ${formatDateId(version.from)}`
}

function amountOf(outcome: Outcome): bigint {
  return 'total' in outcome ? outcome.total : 0n
}

function signed(difference: bigint): string {
  return difference > 0n ? `+${formatRupiah(difference)}` : formatRupiah(difference)
}
