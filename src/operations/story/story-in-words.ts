import { formatRupiah } from '#libs/rupiah'
import { ProblemWords } from '../../platform/problem/problem-words.js'
import { minute } from '../claim-story-in-words.js'
import type { ToldStory } from './run-story.js'

/** The story for a reader: totals, who got what and why, and each claim's history with its actors. */
export function storyInWords({ report, lines, histories }: ToldStory): string {
  const words = new ProblemWords()
  const rupiah = (amount: number): string => formatRupiah(BigInt(amount))
  return [
    '',
    `Kabupaten Paser, Oktober 2022: ${report.participants.toLocaleString('id-ID')} pekerja rentan terdaftar, ${report.refused_rows} baris ditolak.`,
    `Iuran tiga bulan ditanggung APBD: ${rupiah(report.contributions_total)}.`,
    '',
    'Siapa menerima apa, kapan, dan mengapa',
    ...lines.map(
      (line) =>
        `  ${line.number}  ${(line.paid_on ?? 'belum').padEnd(10)}  ${line.payee.padEnd(18)} ${line.code.padEnd(18)} ${rupiah(line.amount).padStart(14)}\n` +
        `      ${line.because}\n      ${line.article}`,
    ),
    '',
    'Rencana beasiswa (perkiraan, diajukan setiap tahun)',
    ...report.scholarship_plans.map(
      (plan) => `  ${plan.child.padEnd(20)} ${rupiah(plan.total).padStart(14)}`,
    ),
    '',
    ...histories.flatMap((story) => [
      `${story.number}: ${words.label('claim_states', story.state)}`,
      ...story.steps.map(
        (step) =>
          `  ${minute(step.at)}  ${words.label('claim_events', step.event).padEnd(32)} ${step.actor} (${words.label('roles', step.role)})`,
      ),
      '',
    ]),
    `Jumlah seluruhnya: ${rupiah(report.grand_total)}.`,
    '',
  ].join('\n')
}
