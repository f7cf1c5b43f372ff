import {
  type RowAnswer,
  type RowContext,
  type RowLayout,
  checkParticipantRow,
  participantColumns,
} from '#libs/participant-row'
import type { RegistrySeals } from '../platform/personal-data/personal-data.service.js'
import type { FileRow } from './participant-file.js'

/** The columns of the staging table, in the order of the lines written here. */
export const stagedColumns = [
  'row_number',
  'nik_index',
  'kpj',
  'name',
  'birth_date',
  'sex',
  'segment',
  'occupation',
  'area_code',
  'started_on',
  'reported_income',
  'identity',
  'phoned',
  'warnings',
  'refusals',
  'cells',
] as const

const NULL = '\\N'
const NO_VALUES = Array<string>(12).fill(NULL).join('\t')

/**
 * Checks rows one by one and writes each as a line of COPY, good or refused: nothing that was sent is lost. NIK and phone
 * leave here sealed, because also a table for a moment lies on a disk.
 */
export class StagedRows {
  count = 0
  refused = 0

  constructor(
    private readonly layout: RowLayout,
    private readonly context: RowContext,
    private readonly seals: RegistrySeals,
  ) {}

  lines(rows: readonly FileRow[]): string {
    let lines = ''
    for (const row of rows) lines += this.line(row)
    return lines
  }

  private line({ number, cells }: FileRow): string {
    this.count += 1
    const answer = checkParticipantRow(cells, this.layout, this.context)
    return `${number}\t${answer.ok ? this.taken(answer) : this.refusedLine(answer, cells)}\n`
  }

  private refusedLine(answer: Extract<RowAnswer, { ok: false }>, cells: readonly string[]): string {
    this.refused += 1
    return `${NO_VALUES}\t${NULL}\t${json(answer.refusals)}\t${json(this.sealedCells(cells))}`
  }

  private taken({ row, warnings }: Extract<RowAnswer, { ok: true }>): string {
    const index = this.seals.indexOf(row.nik).toString('hex')
    const identity = this.seals.json(
      'participant.identity',
      row.phone === null ? [row.nik] : [row.nik, row.phone],
    )
    const person = `\\\\x${index}\t${row.kpj}\t${text(row.name)}\t${row.birthDate}\t${row.sex}\t${row.segment}`
    const work = `${text(row.occupation)}\t${row.areaCode}\t${row.membershipStart}\t${row.reportedIncome ?? NULL}`
    const doubts = warnings.length > 0 ? json(warnings) : NULL
    return `${person}\t${work}\t${identity}\t${row.phone !== null}\t${doubts}\t${NULL}\t${NULL}`
  }

  private sealedCells(cells: readonly string[]): string {
    return this.seals.json('import_finding.cells', this.inOrderOfTemplate(cells))
  }

  /** As the template orders them, so that the list of refused rows has one header; a row of another width stays as it is. */
  private inOrderOfTemplate(cells: readonly string[]): readonly string[] {
    const readable = cells.map((cell) => cell.replaceAll('\u0000', '\uFFFD'))
    if (cells.length !== this.layout.width) return readable
    return participantColumns.map((column) => readable[this.layout.positions.get(column) ?? -1] ?? '')
  }
}

function json(value: unknown): string {
  return text(JSON.stringify(value))
}

/** A row that was checked holds no tab and no line end, and JSON escapes them; a backslash is what COPY would misread. */
function text(value: string): string {
  return value.includes('\\') ? value.replaceAll('\\', '\\\\') : value
}
