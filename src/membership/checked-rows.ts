import {
  type RowAnswer,
  type RowContext,
  type RowLayout,
  participantColumns,
  rowChecker,
} from '#libs/participant-row'
import type { RegistrySeals } from '../platform/personal-data/personal-data.service.js'
import { CopyLines } from './copy-lines.js'
import type { FileRow } from './participant-file.js'

/** The columns of the staging table, in the order of the lines written here. */
export const stagedColumns =
  'row_number, nik_index, name, birth_date, sex, occupation, area_code, identity, kpj, segment, started_on, ' +
  'reported_income, phoned, warnings, nik_first, kpj_first, refusals, cells'

const NULL = '\\N'
const NO_VALUES = Array<string>(15).fill(NULL).join('\t')

/** A row in order by itself, NIK and phone sealed; its person and its card are parts of lines of COPY. */
export interface TakenRow {
  readonly number: number
  /** Index of the NIK, in hexadecimal digits. */
  readonly nikIndex: string
  readonly kpj: string
  readonly startedOn: string
  /** Good until the piece after the next is checked. */
  readonly parts: CopyLines
  /** From here to `cardAt`: nik_index, name, birth_date, sex, occupation, area_code, identity */
  readonly personAt: number
  /** From here to `endsAt`: kpj, segment, started_on, reported_income */
  readonly cardAt: number
  readonly endsAt: number
  readonly phoned: boolean
  /** Warnings as JSON. */
  readonly doubts: string | null
}

/** A row that cannot be taken, as a line for staging: nothing that was sent is lost. */
export interface RefusedRow {
  readonly refused: string
}

/** Numbers of the rows that had the same NIK or KPJ before. */
export interface EarlierRows {
  readonly nik?: number
  readonly kpj?: number
}

/** Checks rows one by one. NIK and phone leave here sealed, because also a table for a moment lies on a disk. */
export class CheckedRows {
  count = 0
  refused = 0
  /** Of the piece that is checked, and of the one before it, which is still being written. */
  private parts = new CopyLines()
  private partsBefore = new CopyLines()

  private readonly checkCells: (cells: readonly string[]) => RowAnswer

  constructor(
    private readonly layout: RowLayout,
    context: RowContext,
    private readonly seals: RegistrySeals,
  ) {
    this.checkCells = rowChecker(layout, context)
  }

  beginPiece(): void {
    const cleared = this.partsBefore.cleared()
    this.partsBefore = this.parts
    this.parts = cleared
  }

  check({ number, cells }: FileRow): TakenRow | RefusedRow {
    this.count += 1
    const answer = this.checkCells(cells)
    if (answer.ok) return this.taken(number, answer)
    this.refused += 1
    return {
      refused: `${number}\t${NO_VALUES}\t${json(answer.refusals)}\t${json(this.sealedCells(cells))}\n`,
    }
  }

  private taken(number: number, { row, warnings }: Extract<RowAnswer, { ok: true }>): TakenRow {
    const nikIndex = this.seals.indexInHex(row.nik)
    const identity = this.seals.json(
      'participant.identity',
      row.phone === null ? [row.nik] : [row.nik, row.phone],
    )
    const { parts } = this
    const personAt = parts.length
    parts.add(
      `\\\\x${nikIndex}\t${text(row.name)}\t${row.birthDate}\t${row.sex}\t${text(row.occupation)}\t${row.areaCode}\t${identity}`,
    )
    const cardAt = parts.length
    parts.add(`${row.kpj}\t${row.segment}\t${row.membershipStart}\t${row.reportedIncome ?? NULL}`)
    return {
      number,
      nikIndex,
      kpj: row.kpj,
      startedOn: row.membershipStart,
      parts,
      personAt,
      cardAt,
      endsAt: parts.length,
      phoned: row.phone !== null,
      doubts: warnings.length > 0 ? json(warnings) : null,
    }
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

/** A line of COPY for the staging table. */
export function addStaged(lines: CopyLines, row: TakenRow, earlier: EarlierRows = {}): void {
  lines.add(`${row.number}\t`)
  lines.addFrom(row.parts, row.personAt, row.cardAt)
  lines.add('\t')
  lines.addFrom(row.parts, row.cardAt, row.endsAt)
  const first = `${earlier.nik ?? NULL}\t${earlier.kpj ?? NULL}`
  lines.add(`\t${row.phoned}\t${row.doubts ?? NULL}\t${first}\t${NULL}\t${NULL}\n`)
}

function json(value: unknown): string {
  return text(JSON.stringify(value))
}

/** A row that was checked holds no tab and no line end, and JSON escapes them; a backslash is what COPY would misread. */
function text(value: string): string {
  return value.includes('\\') ? value.replaceAll('\\', '\\\\') : value
}
