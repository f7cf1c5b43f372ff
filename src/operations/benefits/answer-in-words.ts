import {
  type Answer,
  decisionLabels,
  explainWage,
  flagLabels,
  type Line,
  type Payee,
  placeAtSchool,
} from '#libs/benefits'
import { formatDateId } from '#libs/local-date'
import { formatRupiah, rupiahInWords } from '#libs/rupiah'
import type { EvaluatedCase } from './evaluated-case.js'

const payees: Readonly<Record<Payee, string>> = {
  participant: 'peserta',
  heirs: 'ahli waris',
  employer: 'pemberi kerja',
  child: 'anak atau wali',
}

const statuses = {
  payable: '',
  ended_age: 'berhenti karena batas usia',
  level_cap_reached: 'jatah tahun jenjang ini habis',
} as const

/** The calculation of one case as a person reads it: the decision, each line with its ground, the total in words. */
export function caseInWords({ id, title, answer }: EvaluatedCase): string {
  const heading = [id, title].filter((part) => part !== undefined).join('  ')
  if (!answer) return joined([heading, 'Gambaran dengan kata-kata; tidak dihitung.'])
  return joined([
    heading,
    `Keputusan: ${decisionLabels[answer.decision]}`,
    ...wageBlock(answer),
    ...lineBlock('', answer.lines),
    ...lineBlock('Ditanggung pemberi kerja', answer.employer_lines ?? []),
    ...shareBlock(answer),
    ...scheduleBlock(answer),
    ...groundBlock(answer),
    ...dateBlock(answer),
    `Jumlah: ${formatRupiah(answer.total)} (${inWords(answer.total)})`,
  ])
}

function joined(parts: readonly string[]): string {
  return `${parts.filter((part) => part !== '').join('\n')}\n`
}

function wageBlock({ benefit_wage_base: wage, wage_derivation: derived }: Answer): string[] {
  return wage === undefined || !derived ? [] : [`Upah sebulan: ${explainWage(wage, derived)}`]
}

function lineBlock(heading: string, lines: readonly Line[]): string[] {
  if (lines.length === 0) return []
  return [heading === '' ? '' : `${heading}:`, ...lines.map(lineInWords)]
}

function lineInWords(line: Line): string {
  const to = line.payee ? ` kepada ${payees[line.payee]}` : ''
  return `  ${formatRupiah(line.amount)}${to}\n    ${line.because}`
}

function shareBlock({ shares }: Answer): string[] {
  if (!shares) return []
  return [
    'Pembagian:',
    ...shares.map(
      ({ payee, amount, line }) => `  ${payee}  ${formatRupiah(amount)}${line ? `  (${line})` : ''}`,
    ),
  ]
}

function scheduleBlock({ schedule }: Answer): string[] {
  if (!schedule) return []
  return [
    'Jadwal (perkiraan, bukan jumlah yang dibayar):',
    ...schedule.map((year) => {
      const grade = `${placeAtSchool(year.level, year.grade)}, usia ${year.age_at_application} tahun`
      const outcome = year.status === 'payable' ? formatRupiah(year.amount) : statuses[year.status]
      return `  ${year.school_year}  ${grade}  ${outcome}`
    }),
  ]
}

function groundBlock({ counterfactuals = [], flags = [] }: Answer): string[] {
  const grounds = [...counterfactuals.map(({ because }) => because), ...flags.map((flag) => flagLabels[flag])]
  return grounds.length === 0 ? [] : ['Penjelasan:', ...grounds.map((ground) => `  ${ground}`)]
}

function dateBlock(answer: Answer): string[] {
  const dates = [
    ['Hari terakhir pengajuan', answer.last_valid_date],
    ['Tunggakan dapat dilunasi sampai', answer.grace_until],
    ['Batas pembayaran', answer.deadline],
  ] as const
  return [
    ...dates.flatMap(([label, date]) => (date ? [`${label}: ${formatDateId(date)}`] : [])),
    ...(answer.late_days === undefined ? [] : [`Terlambat: ${answer.late_days} hari`]),
    ...(answer.employer_total === undefined
      ? []
      : [`Jumlah yang ditanggung pemberi kerja: ${formatRupiah(answer.employer_total)}`]),
  ]
}

/** Beyond all words we have, the figures must do. */
function inWords(amount: bigint): string {
  return amount < 10n ** 18n ? rupiahInWords(amount) : 'terlalu besar untuk ditulis dengan kata-kata'
}
