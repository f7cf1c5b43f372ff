/** A table as a file for spreadsheets; no cell of it can run as a formula. */
import { neutralizeCell } from '#libs/participant-row'
import { stringify } from 'csv-stringify/sync'

export type Cell = string | number | bigint | null

export interface TableFile {
  /** Names the sheet in a workbook. */
  readonly title: string
  readonly headings: readonly string[]
  readonly rows: readonly (readonly Cell[])[]
}

/** The name of a sheet is at most 31 characters, and some are not for it. */
const NOT_IN_SHEET_NAME = /[\\/?*[\]:]/g
const SHEET_NAME_LENGTH = 31
const COLUMN_WIDTH = 22

export function csvOf({ headings, rows }: TableFile): string {
  return stringify([headings, ...rows.map((row) => row.map(harmless))], { bom: true })
}

export async function xlsxOf({ title, headings, rows }: TableFile): Promise<Buffer> {
  // Hundreds of files that only a workbook needs.
  const { default: ExcelJs } = await import('exceljs')
  const workbook = new ExcelJs.Workbook()
  const sheet = workbook.addWorksheet(title.replace(NOT_IN_SHEET_NAME, ' ').slice(0, SHEET_NAME_LENGTH))
  sheet.addRow([...headings]).font = { bold: true }
  for (const row of rows) sheet.addRow(row.map((cell) => asNumber(harmless(cell))))
  sheet.columns.forEach((column) => (column.width = COLUMN_WIDTH))
  return Buffer.from(await workbook.xlsx.writeBuffer())
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
