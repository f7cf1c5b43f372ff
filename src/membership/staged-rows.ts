import {
  type RowAnswer,
  type RowContext,
  type RowLayout,
  checkParticipantRow,
  participantColumns,
} from '#libs/participant-row'
import type { FileRow } from './participant-file.js'

/** The columns of the staging table, in the order of the lines written here. */
export const stagedColumns = [
  'row_number',
  'nik',
  'kpj',
  'name',
  'birth_date',
  'sex',
  'segment',
  'occupation',
  'area_code',
  'started_on',
  'reported_income',
  'phone',
  'warnings',
  'refusals',
  'cells',
] as const

const NULL = '\\N'
const NO_VALUES = Array<string>(11).fill(NULL).join('\t')

/** Checks rows one by one and writes each as a line of COPY, good or refused: nothing that was sent is lost. */
export class StagedRows {
  count = 0
  refused = 0

  constructor(
    private readonly layout: RowLayout,
    private readonly context: RowContext,
  ) {}

  lines(rows: readonly FileRow[]): string {
    let lines = ''
    for (const row of rows) lines += this.line(row)
    return lines
  }

  private line({ number, cells }: FileRow): string {
    this.count += 1
    const answer = checkParticipantRow(cells, this.layout, this.context)
    return `${number}\t${answer.ok ? taken(answer) : this.refusedLine(answer, cells)}\n`
  }

  private refusedLine(answer: Extract<RowAnswer, { ok: false }>, cells: readonly string[]): string {
    this.refused += 1
    return `${NO_VALUES}\t${NULL}\t${json(answer.refusals)}\t${json(this.inOrderOfTemplate(cells))}`
  }

  /** As the template orders them, so that the list of refused rows has one header; a row of another width stays as it is. */
  private inOrderOfTemplate(cells: readonly string[]): readonly string[] {
    const readable = cells.map((cell) => cell.replaceAll('\u0000', '\uFFFD'))
    if (cells.length !== this.layout.width) return readable
    return participantColumns.map((column) => readable[this.layout.positions.get(column) ?? -1] ?? '')
  }
}

function taken({ row, warnings }: Extract<RowAnswer, { ok: true }>): string {
  const person = `${row.nik}\t${row.kpj}\t${text(row.name)}\t${row.birthDate}\t${row.sex}\t${row.segment}`
  const work = `${text(row.occupation)}\t${row.areaCode}\t${row.membershipStart}\t${row.reportedIncome ?? NULL}`
  const doubts = warnings.length > 0 ? json(warnings) : NULL
  return `${person}\t${work}\t${row.phone ?? NULL}\t${doubts}\t${NULL}\t${NULL}`
}

function json(value: unknown): string {
  return text(JSON.stringify(value))
}

/** A row that was checked holds no tab and no line end, and JSON escapes them; a backslash is what COPY would misread. */
function text(value: string): string {
  return value.includes('\\') ? value.replaceAll('\\', '\\\\') : value
}
