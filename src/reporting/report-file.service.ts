/** A report as a file for spreadsheets; no cell of it can run as a formula. */
import { neutralizeCell } from '#libs/participant-row'
import { Injectable } from '@nestjs/common'
import { stringify } from 'csv-stringify/sync'
import ExcelJs from 'exceljs'

export type Cell = string | number | bigint | null

export interface ReportTable {
  title: string
  headings: readonly string[]
  rows: readonly (readonly Cell[])[]
}

/** The name of a sheet is at most 31 characters, and some are not for it. */
const SHEET = /[\\/?*[\]:]/g

@Injectable()
export class ReportFile {
  csv({ headings, rows }: ReportTable): string {
    return stringify([headings, ...rows.map((row) => row.map(harmless))], { bom: true })
  }

  async xlsx({ title, headings, rows }: ReportTable): Promise<Buffer> {
    const workbook = new ExcelJs.Workbook()
    const sheet = workbook.addWorksheet(title.replace(SHEET, ' ').slice(0, 31))
    sheet.addRow([...headings]).font = { bold: true }
    for (const row of rows) sheet.addRow(row.map((cell) => asNumber(harmless(cell))))
    sheet.columns.forEach((column) => (column.width = 22))
    return Buffer.from(await workbook.xlsx.writeBuffer())
  }
}

function harmless(cell: Cell): Cell {
  return typeof cell === 'string' ? neutralizeCell(cell) : cell
}

/** A workbook knows no whole number beyond 15 digits: a larger sum stays text rather than becoming another sum. */
function asNumber(cell: Cell): string | number | null {
  if (typeof cell !== 'bigint') return cell
  return cell <= BigInt(Number.MAX_SAFE_INTEGER) && cell >= -BigInt(Number.MAX_SAFE_INTEGER)
    ? Number(cell)
    : cell.toString()
}
