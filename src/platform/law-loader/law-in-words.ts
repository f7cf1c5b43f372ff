import type { Basis, Confidence, LawValue, Period, Selector, Unit } from '#libs/law'
import { formatDateId, isLocalDate } from '#libs/local-date'
import { type Ratio, formatPercent, formatRupiah, multiply } from '#libs/rupiah'

const unitWords: Record<Unit, string> = {
  IDR: 'rupiah',
  percent: '%',
  years: 'tahun',
  months: 'bulan',
  days: 'hari',
  working_days: 'hari kerja',
  hours: 'jam',
  children: 'anak',
  decibel: 'desibel',
  number: '',
  choice: '',
  boolean: '',
  text: '',
  date: '',
  month_day: '(bulan-hari)',
  table: '',
}

const columnWords: Record<string, string> = {
  amountPerYear: 'per tahun',
  band: 'golongan',
  benefitWageBase: 'dasar upah',
  code: 'kode',
  confidence: 'kepastian',
  consequence: 'akibat',
  containedIn: 'bagian dari',
  contractFrom: 'nilai kontrak dari',
  contractTo: 'sampai',
  excludedSponsors: 'bukan untuk iuran dari',
  from: 'sejak',
  grades: 'kelas',
  group: 'tingkat',
  incomeFrom: 'penghasilan dari',
  incomeTo: 'sampai kurang dari',
  jkkConfidence: 'kepastian JKK',
  jkkRate: 'JKK',
  jkmConfidence: 'kepastian JKM',
  jkmRate: 'JKM',
  label: 'yaitu',
  maxPaidYears: 'paling banyak (tahun)',
  mode: 'cara hitung',
  name: 'nama',
  parameter: 'menurut',
  payable: 'dibayar',
  payee: 'penerima',
  percent: 'persentase',
  percentMax: 'sampai',
  percentMin: 'dari',
  rank: 'urutan',
  rate: 'tarif',
  recomposedRate: 'tetap pada JKK',
  relations: 'hubungan',
  sector: 'sektor',
  segment: 'segmen',
  side: 'sisi',
  slice: 'lapis',
  split: 'pembagian',
  startsFrom: 'dihitung sejak',
  what: 'perihal',
  who: 'oleh',
}

export const confidenceWords: Record<Confidence, string> = {
  Q: 'naskah peraturan dilihat',
  S: 'dilihat pada sumber kedua',
  M: 'pengetahuan umum, naskah belum dilihat',
  D: 'tafsir yang dipilih, dapat diatur',
}

export const selectorWords: Record<Selector, string> = {
  reference_date: 'tanggal kecelakaan, diagnosis atau kematian',
  application_received: 'tanggal permohonan diterima',
  reported: 'tanggal laporan diterima',
  requirements_complete: 'tanggal persyaratan lengkap',
  contribution_month: 'bulan iuran',
  employment_ended: 'tanggal hubungan kerja berakhir',
  will_made: 'tanggal wasiat dibuat',
}

/** The readings that can be chosen, as people say them. */
const choiceWords: Readonly<Record<string, string>> = {
  all_cash_lines: 'semua baris uang',
  always_equal: 'selalu dibagi rata',
  application_date: 'pada tanggal permohonan',
  balai_harta_peninggalan: 'Balai Harta Peninggalan',
  calendar: 'hari kalender',
  completed: 'tahap yang penuh saja',
  consecutive: 'berturut-turut',
  contribution_months: 'bulan yang iurannya dibayar',
  cumulative: 'dijumlahkan',
  dana_jaminan_sosial: 'dana jaminan sosial',
  elapsed: 'bulan yang sudah lewat',
  event_date: 'tanggal kejadian',
  floor: 'dibulatkan ke bawah',
  half_up: 'setengah dibulatkan ke atas',
  manual_review: 'diperiksa petugas',
  outcome_date: 'tanggal akibatnya ditetapkan',
  per_membership: 'untuk setiap kepesertaan',
  proportional: 'sebanding',
  representative: 'kepada satu wakil',
  santunan_lines: 'baris santunan saja',
  school_year_start: 'pada awal tahun ajaran',
  working: 'hari kerja',
}

/** A reading in words, with the code by which the files name it. */
export function choiceInWords(code: string): string {
  const words = choiceWords[code]
  return words === undefined ? code : `${words} (${code})`
}

/** A value as people read it: `Rp42.000.000`, `0,54%`, `36 bulan`, `ya`, `46 baris`. */
export function valueInWords(value: LawValue, unit: Unit): string {
  if (typeof value === 'bigint') return formatRupiah(value)
  if (isRatio(value)) return formatPercent(value)
  if (typeof value === 'object') return `${value.length} baris`
  if (typeof value === 'boolean') return value ? 'ya' : 'tidak'
  if (isLocalDate(value)) return formatDateId(value)
  if (unit === 'choice') return choiceInWords(String(value))
  return `${value} ${unitWords[unit]}`.trim()
}

/** The article as it is cited; where the law is silent, that the value is our reading. */
export function articleInWords({ act, article }: Basis): string {
  return act === 'Tafsir' ? `Tafsir (${article})` : article
}

/** A row of a table on one line: `kode SMP, kelas 7, 8, 9`. Empty cells are left out. */
export function rowInWords(row: object): string {
  return Object.entries(row as Record<string, unknown>)
    .filter(([, cell]) => cell !== undefined)
    .map(([column, cell]) => `${columnWords[column] ?? column} ${cellInWords(cell)}`)
    .join(' · ')
}

function cellInWords(cell: unknown): string {
  if (typeof cell === 'bigint') return formatRupiah(cell)
  if (isRatio(cell)) return formatPercent(cell)
  if (Array.isArray(cell)) return cell.length === 0 ? '(tidak ada)' : cell.map(cellInWords).join(', ')
  if (typeof cell === 'object' && cell !== null) return Object.values(cell).map(cellInWords).join(' ')
  return String(cell)
}

/** `1 Juli 2015 sampai 1 Desember 2019`, or `sejak 2 Desember 2019`. */
export function periodInWords({ from, to }: Pick<Period, 'from' | 'to'>): string {
  return to === undefined ? `sejak ${formatDateId(from)}` : `${formatDateId(from)} sampai ${formatDateId(to)}`
}

/** A value for machines, in the numbers of the files: whole rupiah and percent as plain numbers. */
export function valueAsJson(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value)
  if (isRatio(value)) {
    const { numerator, denominator } = multiply(value, 100n)
    return Number(numerator) / Number(denominator)
  }
  if (Array.isArray(value)) return value.map(valueAsJson)
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, valueAsJson(item)]))
  }
  return value
}

function isRatio(value: unknown): value is Ratio {
  return typeof value === 'object' && value !== null && 'numerator' in value && 'denominator' in value
}
