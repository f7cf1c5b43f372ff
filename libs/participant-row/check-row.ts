import type { LocalDate } from '#libs/local-date'
import type { Nik, Sex } from '#libs/nik'
import type { Rupiah } from '#libs/rupiah'
import { cellRefusal, cellRefusalCodes, trimSpaces } from './cell.js'
import { type ParticipantColumn, type RowLayout, isOptional } from './columns.js'
import {
  type Reading,
  type Segment,
  readAreaCode,
  readBirthDate,
  readIncome,
  readKpj,
  readMembershipStart,
  readNik,
  readPhone,
  readSegment,
  readSex,
  readWords,
  readingRefusalCodes,
} from './readers.js'

/** One participant as a file states it, every value read and normalised. */
export interface ParticipantRow {
  /** 16 digits. */
  readonly nik: string
  /** 11 characters. */
  readonly kpj: string
  readonly name: string
  readonly birthDate: LocalDate
  readonly sex: Sex
  readonly segment: Segment
  readonly occupation: string
  /** 6 digits (district) or 10 (village). */
  readonly areaCode: string
  readonly membershipStart: LocalDate
  /** Rupiah a month. BPU: the band follows from it, the lowest when absent. PU: the reported wage. */
  readonly reportedIncome: Rupiah | null
  /** `+628…` */
  readonly phone: string | null
}

export const rowRefusalCodes = [
  ...cellRefusalCodes,
  ...readingRefusalCodes,
  'ROW_WRONG_WIDTH',
  'CELL_EMPTY',
  'MEMBERSHIP_BEFORE_BIRTH',
  'WAGE_MISSING',
  'SEGMENT_NOT_SPONSORED',
] as const

export type RowRefusalCode = (typeof rowRefusalCodes)[number]

/** What is wrong in a row, and where; `column` is null when it is the row as a whole. */
export interface RowRefusal {
  readonly column: ParticipantColumn | null
  readonly code: RowRefusalCode
}

export const rowWarningCodes = [
  'NIK_SEX_DIFFERS',
  'NIK_BIRTH_DATE_DIFFERS',
  'NIK_DISTRICT_UNKNOWN',
  'DISTRICT_UNKNOWN',
] as const

export type RowWarningCode = (typeof rowWarningCodes)[number]

/** What somebody should look at, though the row is taken. */
export interface RowWarning {
  readonly column: ParticipantColumn
  readonly code: RowWarningCode
}

export interface RowContext {
  /** The day of the import: no birth date is later, and centuries of NIK follow from it. */
  readonly asOf: LocalDate
  /** A sponsor pays for these participants; wage earners have an employer who pays. */
  readonly sponsored: boolean
  /** By their six-digit codes, the districts that exist today. */
  readonly knownDistricts: { has(code: string): boolean }
}

export type RowAnswer =
  | { readonly ok: true; readonly row: ParticipantRow; readonly warnings: readonly RowWarning[] }
  | { readonly ok: false; readonly refusals: readonly RowRefusal[] }

/** Longer cells hardly recur, and what is remembered would keep the whole piece of the file it was cut from. */
const LONGEST_REMEMBERED = 12
const MOST_REMEMBERED = 5_000

type Refuse = (column: ParticipantColumn, codes: readonly RowRefusalCode[]) => void
type CellAnswer<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly codes: readonly RowRefusalCode[] }

/**
 * Makes the check of the rows of one file: every cell is read, and all that is wrong is said at once, so that a file is
 * mended in one go. Doubles within the file and people already known are not seen here.
 *
 * @returns a function of the cells as the CSV reader gives them
 */
export function rowChecker(layout: RowLayout, context: RowContext): (cells: readonly string[]) => RowAnswer {
  const { asOf } = context
  const cell = <T>(column: ParticipantColumn, reader: (text: string) => Reading<T>) =>
    cellReader(column, layout, (text) => readCell(text, isOptional(column), reader))
  /** For columns in which most rows say what others said before. */
  const recurring = <T>(column: ParticipantColumn, reader: (text: string) => Reading<T>) =>
    cellReader(
      column,
      layout,
      remembering((text) => readCell(text, isOptional(column), reader)),
    )

  const nikIn = cell('nik', (text) => readNik(text, asOf))
  const kpjIn = cell('kpj', readKpj)
  const nameIn = cell('name', readWords)
  const birthDateIn = recurring('birth_date', (text) => readBirthDate(text, asOf))
  const sexIn = recurring('sex', readSex)
  const segmentIn = recurring('segment', readSegment)
  const occupationIn = recurring('occupation', readWords)
  const areaCodeIn = recurring('area_code', readAreaCode)
  const membershipStartIn = recurring('membership_start', (text) => readMembershipStart(text, asOf))
  const reportedIncomeIn = recurring('reported_income', readIncome)
  const phoneIn = cell('phone', readPhone)

  return (cells) => {
    if (cells.length !== layout.width)
      return { ok: false, refusals: [{ column: null, code: 'ROW_WRONG_WIDTH' }] }
    const refusals: RowRefusal[] = []
    const refuse: Refuse = (column, codes) => refusals.push(...codes.map((code) => ({ column, code })))
    const nik = nikIn(cells, refuse)
    const kpj = kpjIn(cells, refuse)
    const name = nameIn(cells, refuse)
    const birthDate = birthDateIn(cells, refuse)
    const sex = sexIn(cells, refuse)
    const segment = segmentIn(cells, refuse)
    const occupation = occupationIn(cells, refuse)
    const areaCode = areaCodeIn(cells, refuse)
    const membershipStart = membershipStartIn(cells, refuse)
    const reportedIncome = reportedIncomeIn(cells, refuse)
    const phone = phoneIn(cells, refuse)
    if (
      !nik ||
      !kpj ||
      !name ||
      !birthDate ||
      !sex ||
      !segment ||
      !occupation ||
      !areaCode ||
      !membershipStart
    ) {
      return { ok: false, refusals }
    }
    const person = { nik: nik.number, kpj, name, birthDate, sex, segment, occupation, areaCode }
    const row: ParticipantRow = { ...person, membershipStart, reportedIncome, phone }
    if (refusals.length === 0) refusals.push(...contradictionsIn(row, context))
    return refusals.length > 0
      ? { ok: false, refusals }
      : { ok: true, row, warnings: warningsAbout(row, nik, context) }
  }
}

function cellReader<T>(
  column: ParticipantColumn,
  layout: RowLayout,
  read: (text: string) => CellAnswer<T>,
): (cells: readonly string[], refuse: Refuse) => T | null {
  const position = layout.positions.get(column) ?? -1
  return (cells, refuse) => {
    const answer = read(cells[position] ?? '')
    if (answer.ok) return answer.value
    refuse(column, answer.codes)
    return null
  }
}

/** Reading is pure: the same text is read once. */
function remembering<T>(read: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>()
  return (text) => {
    if (text.length > LONGEST_REMEMBERED) return read(text)
    let answer = known.get(text)
    if (answer === undefined) {
      answer = read(text)
      if (known.size < MOST_REMEMBERED) known.set(text, answer)
    }
    return answer
  }
}

function readCell<T>(cell: string, optional: boolean, reader: (text: string) => Reading<T>): CellAnswer<T> {
  const text = trimSpaces(cell)
  const fault = cellRefusal(text)
  if (fault !== null) return { ok: false, codes: [fault] }
  return text === '' && !optional ? { ok: false, codes: ['CELL_EMPTY'] } : reader(text)
}

/** Cells that are each in order but cannot be true together. */
function contradictionsIn(row: ParticipantRow, { sponsored }: RowContext): RowRefusal[] {
  const refusals: RowRefusal[] = []
  if (row.membershipStart < row.birthDate) {
    refusals.push({ column: 'membership_start', code: 'MEMBERSHIP_BEFORE_BIRTH' })
  }
  if (row.segment === 'PU' && sponsored) {
    refusals.push({ column: 'segment', code: 'SEGMENT_NOT_SPONSORED' })
  } else if (row.segment === 'PU' && row.reportedIncome === null) {
    refusals.push({ column: 'reported_income', code: 'WAGE_MISSING' })
  }
  return refusals
}

/**
 * Differences between NIK, form and the map: old NIKs hold errors, districts are divided and renamed.
 *
 * @basis Domain rule: a mismatch is a warning, not a rejection.
 */
function warningsAbout(row: ParticipantRow, nik: Nik, { knownDistricts }: RowContext): RowWarning[] {
  const warnings: RowWarning[] = []
  if (nik.sex !== row.sex) warnings.push({ column: 'sex', code: 'NIK_SEX_DIFFERS' })
  if (bornWithoutCentury(nik.birthDate) !== bornWithoutCentury(row.birthDate)) {
    warnings.push({ column: 'birth_date', code: 'NIK_BIRTH_DATE_DIFFERS' })
  }
  if (!knownDistricts.has(nik.district)) warnings.push({ column: 'nik', code: 'NIK_DISTRICT_UNKNOWN' })
  if (!knownDistricts.has(row.areaCode.slice(0, 6))) {
    warnings.push({ column: 'area_code', code: 'DISTRICT_UNKNOWN' })
  }
  return warnings
}

/** A NIK has no century, so a person of more than a hundred years must not be warned about. */
function bornWithoutCentury(date: LocalDate): string {
  return date.slice(2)
}
