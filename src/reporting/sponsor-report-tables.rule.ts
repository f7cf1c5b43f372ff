/** What a sponsor sees, and what is watched, as tables for spreadsheets. */
import type { EndingCohort } from '../membership/coverage-watch.service.js'
import type { CohortReport, SponsorReport } from '../membership/sponsor-report.query.js'
import type { ClaimsOfMonth } from './sponsor-claims.query.js'
import type { TableFile } from '../platform/table-file.js'

const HIDDEN = 'kurang dari 5 atau disembunyikan'

type ReportRow = readonly [string, string, string, number | null, bigint | null, string]

export function reportTable(report: SponsorReport, claims: readonly ClaimsOfMonth[]): TableFile {
  return {
    title: `Laporan ${report.year}`,
    headings: ['kelompok', 'bagian', 'uraian', 'peserta', 'rupiah', 'keterangan'],
    rows: [...report.cohorts.flatMap(rowsOfCohort), ...claims.flatMap(rowsOfMonth)],
  }
}

export function watchTable(endings: readonly EndingCohort[]): TableFile {
  return {
    title: 'Perlindungan berakhir',
    headings: [
      'penyandang',
      'nama penyandang',
      'kelompok',
      'peserta',
      'dibayar sampai',
      'sisa hari',
      'keadaan',
    ],
    rows: endings.map(({ sponsorCode, sponsor, cohort, members, paidUntil, daysLeft, reason }) => {
      return [sponsorCode, sponsor, cohort, members, paidUntil, daysLeft, endingInWords[reason]]
    }),
  }
}

/** Why a cohort is watched. */
export const endingInWords = {
  ENDS_SOON: 'segera berakhir',
  MONTH_MISSED: 'ada bulan belum dibayar',
} as const

function rowsOfMonth({ month, lodged, paid, amount }: ClaimsOfMonth): ReportRow[] {
  return [
    ['', 'klaim masuk', month, lodged, null, lodged === null ? HIDDEN : ''],
    ['', 'klaim dibayar', month, paid, amount, paid === null ? HIDDEN : ''],
  ]
}

function rowsOfCohort(cohort: CohortReport): ReportRow[] {
  const { name, members, target, reachedPercent, yearlyBudget, billed, paid, paidUntil } = cohort
  const left = target === null ? '' : `kurang ${Math.max(0, target - members)} dari target ${target}`
  const used = yearlyBudget === null ? '' : `dari anggaran ${yearlyBudget}`
  const cells = (part: string, list: CohortReport['districts']): ReportRow[] =>
    list.map(({ label, members: count }) => [name, part, label, count, null, count === null ? HIDDEN : ''])
  return [
    [
      name,
      'ringkasan',
      `capaian${reachedPercent === null ? '' : ` ${reachedPercent}%`}`,
      members,
      null,
      left,
    ],
    [name, 'ringkasan', 'perlindungan dibayar sampai', null, null, paidUntil ?? 'belum ada'],
    [name, 'ringkasan', 'ditagihkan tahun ini', null, billed, used],
    [name, 'ringkasan', 'dibayar tahun ini', null, paid, used],
    ...cohort.bills.map((bill): ReportRow => {
      const { month, members: counted, amount, paid: isPaid } = bill
      return [name, 'tagihan', month.slice(0, 7), counted, amount, isPaid ? 'lunas' : 'belum']
    }),
    ...cells('kecamatan', cohort.districts),
    ...cells('pekerjaan', cohort.occupations),
  ]
}
