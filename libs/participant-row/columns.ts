/** The columns of a participants file, in the order of the template. */
export const participantColumns = [
  'nik',
  'kpj',
  'name',
  'birth_date',
  'sex',
  'segment',
  'occupation',
  'area_code',
  'membership_start',
  'reported_income',
  'phone',
] as const

export type ParticipantColumn = (typeof participantColumns)[number]

/** The headings a file may use: the one of the template first, then what officials also write. */
export const columnHeadings: Readonly<Record<ParticipantColumn, readonly [string, ...string[]]>> = {
  nik: ['nik', 'nomor_induk_kependudukan'],
  kpj: ['kpj', 'nomor_kpj', 'no_kpj', 'nomor_kartu_peserta'],
  name: ['nama', 'nama_lengkap', 'nama_peserta'],
  birth_date: ['tanggal_lahir', 'tgl_lahir'],
  sex: ['jenis_kelamin', 'kelamin'],
  segment: ['segmen', 'segmen_kepesertaan'],
  occupation: ['pekerjaan'],
  area_code: ['kode_wilayah', 'kode_desa', 'kode_kecamatan'],
  membership_start: ['mulai_kepesertaan', 'tanggal_mulai'],
  reported_income: ['penghasilan', 'penghasilan_dilaporkan', 'upah'],
  phone: ['no_hp', 'nomor_hp', 'telepon'],
}

const optionalColumns: ReadonlySet<ParticipantColumn> = new Set(['reported_income', 'phone'])

/** Columns that our own list of refused rows puts in front; a mended list may be sent as it is, and they are passed over. */
export const reportHeadings = ['baris', 'alasan'] as const

const passedOver: ReadonlySet<string> = new Set(reportHeadings)

export function isOptional(column: ParticipantColumn): boolean {
  return optionalColumns.has(column)
}

export const headerRefusalCodes = [
  'HEADER_COLUMN_MISSING',
  'HEADER_COLUMN_UNKNOWN',
  'HEADER_COLUMN_TWICE',
] as const

export interface HeaderRefusal {
  readonly code: (typeof headerRefusalCodes)[number]
  readonly heading: string
}

/** Where each column stands in this file; an absent optional column has no position. */
export interface RowLayout {
  readonly width: number
  readonly positions: ReadonlyMap<ParticipantColumn, number>
  /** The headings as the file writes them, for messages to the people who made it. */
  readonly headings: readonly string[]
}

export type HeaderAnswer =
  | { readonly ok: true; readonly layout: RowLayout }
  | { readonly ok: false; readonly refusals: readonly HeaderRefusal[] }

const columnOfHeading = new Map<string, ParticipantColumn>(
  participantColumns.flatMap((column) =>
    [column, ...columnHeadings[column]].map((heading) => [heading, column] as const),
  ),
)

/** A heading as headings are compared: small letters, with underscores for spaces. */
export function headingName(heading: string): string {
  return heading
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_')
}

/** The column that a heading stands for by itself; undefined for one we do not know. */
export function columnOf(heading: string): ParticipantColumn | undefined {
  return columnOfHeading.get(headingName(heading))
}

/** What a person said that headings stand for, by their names; null for a column that is not used. */
export type HeadingChoices = ReadonlyMap<string, ParticipantColumn | null>

/**
 * Reads the first line of a file. Order is free, upper and lower case, spaces and dashes do not matter; English column
 * names and the Indonesian headings are both understood. Nothing is guessed: an unknown heading is refused, since it
 * may be a misspelt column we need, unless a person has said what it stands for.
 *
 * @returns the layout, or every fault of the header at once
 */
export function readHeader(cells: readonly string[], choices: HeadingChoices = new Map()): HeaderAnswer {
  const refusals: HeaderRefusal[] = []
  const positions = new Map<ParticipantColumn, number>()
  const headings = cells.map((cell) => cell.trim())
  headings.forEach((heading, position) => {
    const name = headingName(heading)
    const chosen = choices.get(name)
    if (passedOver.has(name) || chosen === null) return
    const column = chosen ?? columnOfHeading.get(name)
    if (column === undefined) refusals.push({ code: 'HEADER_COLUMN_UNKNOWN', heading })
    else if (positions.has(column)) refusals.push({ code: 'HEADER_COLUMN_TWICE', heading })
    else positions.set(column, position)
  })
  for (const column of participantColumns) {
    if (!positions.has(column) && !isOptional(column)) {
      refusals.push({ code: 'HEADER_COLUMN_MISSING', heading: columnHeadings[column][0] })
    }
  }
  if (refusals.length > 0) return { ok: false, refusals }
  return { ok: true, layout: { width: cells.length, positions, headings } }
}
