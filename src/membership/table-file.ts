/** A table as a file for spreadsheets; no cell of it can run as a formula. */
import { neutralizeCell } from '#libs/participant-row'
import { stringify } from 'csv-stringify/sync'
import ExcelJs from 'exceljs'

export interface TableFile {
  /** Name of the sheet in a workbook. */
  readonly name: string
  readonly headings: readonly string[]
  readonly rows: readonly (readonly (string | number | bigint | null)[])[]
}

const COLUMN_WIDTH = 24

export function csvOf({ headings, rows }: TableFile): string {
  const safe = rows.map((row) => row.map((cell) => (typeof cell === 'string' ? neutralizeCell(cell) : cell)))
  return stringify([headings, ...safe], { bom: true })
}

export async function xlsxOf({ name, headings, rows }: TableFile): Promise<Buffer> {
  const workbook = new ExcelJs.Workbook()
  const sheet = workbook.addWorksheet(name)
  sheet.addRow(headings).font = { bold: true }
  for (const row of rows) {
    // A workbook knows no whole number beyond 15 digits; no sponsor's rupiah comes near.
    sheet.addRow(
      row.map((cell) =>
        typeof cell === 'string' ? neutralizeCell(cell) : typeof cell === 'bigint' ? Number(cell) : cell,
      ),
    )
  }
  sheet.columns.forEach((column) => (column.width = COLUMN_WIDTH))
  return Buffer.from(await workbook.xlsx.writeBuffer())
}
