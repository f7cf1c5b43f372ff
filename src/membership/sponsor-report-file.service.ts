/** A sponsor's report as a file for spreadsheets; no cell of it can run as a formula. */
import { Injectable } from '@nestjs/common'
import { neutralizeCell } from '#libs/participant-row'
import { stringify } from 'csv-stringify/sync'
import ExcelJs from 'exceljs'
import type { CohortReport, SponsorReport } from './sponsor-report.query.js'

const HEADINGS = ['kelompok', 'bagian', 'uraian', 'peserta', 'rupiah', 'keterangan']
const HIDDEN = 'kurang dari 5 atau disembunyikan'

type Row = readonly [string, string, string, number | null, bigint | null, string]

@Injectable()
export class SponsorReportFile {
  csv(report: SponsorReport): string {
    const rows = rowsOf(report).map((row) =>
      row.map((cell) => (typeof cell === 'string' ? neutralizeCell(cell) : cell)),
    )
    return stringify([HEADINGS, ...rows], { bom: true })
  }

  async xlsx(report: SponsorReport): Promise<Buffer> {
    const workbook = new ExcelJs.Workbook()
    const sheet = workbook.addWorksheet(`Laporan ${report.year}`)
    sheet.addRow(HEADINGS).font = { bold: true }
    for (const row of rowsOf(report)) {
      // A workbook knows no whole number beyond 15 digits; no sponsor's rupiah comes near.
      sheet.addRow(
        row.map((cell) =>
          typeof cell === 'string' ? neutralizeCell(cell) : typeof cell === 'bigint' ? Number(cell) : cell,
        ),
      )
    }
    sheet.columns.forEach((column) => (column.width = 24))
    return Buffer.from(await workbook.xlsx.writeBuffer())
  }
}

function rowsOf({ cohorts }: SponsorReport): Row[] {
  return cohorts.flatMap(rowsOfCohort)
}

function rowsOfCohort(cohort: CohortReport): Row[] {
  const { name, members, target, reachedPercent, yearlyBudget, billed, paid } = cohort
  const left = target === null ? '' : `kurang ${Math.max(0, target - members)} dari target ${target}`
  const used = yearlyBudget === null ? '' : `dari anggaran ${yearlyBudget}`
  const cells = (part: string, list: CohortReport['districts']): Row[] =>
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
    [name, 'ringkasan', 'ditagihkan tahun ini', null, billed, used],
    [name, 'ringkasan', 'dibayar tahun ini', null, paid, used],
    ...cohort.bills.map((bill): Row => {
      return [
        name,
        'tagihan',
        bill.month.slice(0, 7),
        bill.members,
        bill.amount,
        bill.paid ? 'lunas' : 'belum',
      ]
    }),
    ...cells('kecamatan', cohort.districts),
    ...cells('pekerjaan', cohort.occupations),
  ]
}
