import { formatDateId, isLocalDate } from '#libs/local-date'
import type { FixedReasonCode, ReasonCode } from '../codes.js'
import type { RefusalData, Unmet } from '../line-data.js'
import { lineLabels, reasonLabels } from './labels.js'

/** Why something is not paid and, from the same condition that refused it, when it would be. */
export function explainRefusal({ code, child, school_year: schoolYear, reason, unmet }: RefusalData): string {
  const what = code === undefined ? 'Klaim ini' : lineLabels[code]
  const whose = child === undefined ? '' : ` untuk ${child}`
  const when = schoolYear === undefined ? '' : ` tahun ajaran ${schoolYear}`
  const { not, wouldBe } = verbs(reason)
  const because = `${what}${whose}${when} ${not} karena ${reasonInWords(reason)}.`
  return unmet ? `${because} ${wouldBe} bila ${conditionInWords(unmet)}${citation(unmet)}.` : because
}

/** Some reasons do not refuse: they say that somebody else pays, later, or less. */
function verbs(reason: ReasonCode): { not: string; wouldBe: string } {
  switch (reason) {
    case 'JKM_SHORT_MEMBERSHIP':
      return { not: 'belum dibayar penuh', wouldBe: 'Akan dibayar penuh' }
    case 'ARREARS_WITHIN_GRACE':
      return { not: 'belum dibayar', wouldBe: 'Akan dibayar' }
    case 'ARREARS_BEYOND_COVER':
    case 'STAGE1_REPORTED_LATE':
      return { not: 'dibayar lebih dahulu oleh pemberi kerja', wouldBe: 'Akan dibayar BPJS Ketenagakerjaan' }
    case 'STAGE1_LATENESS_UNDECIDED':
    case 'CALENDAR_YEAR_MISSING':
      return { not: 'perlu diperiksa petugas', wouldBe: 'Akan dibayar' }
    default:
      return { not: 'tidak dibayar', wouldBe: 'Akan dibayar' }
  }
}

export function reasonInWords(reason: ReasonCode): string {
  const months = /^JKM_CONTRIBUTION_MONTHS_BELOW_(\d+)$/.exec(reason)
  if (months) return `masa iur kurang dari ${months[1]} bulan`
  const age = /^AGE_(\d+)_REACHED$/.exec(reason)
  if (age) return `anak telah berusia ${age[1]} tahun`
  return reasonLabels[reason as FixedReasonCode]
}

function conditionInWords({ fact, needs, value, actual }: Unmet): string {
  const now = actual === undefined || typeof actual === 'boolean' ? '' : `, tercatat ${inWords(actual)}`
  return `${factLabels[fact] ?? fact} ${needsInWords[needs]} ${inWords(value)}${unitOf[fact] ?? ''}${now}`
}

function citation({ parameters: [first] }: Unmet): string {
  return first ? ` (${first.basis.article})` : ''
}

const needsInWords: Readonly<Record<Unmet['needs'], string>> = {
  at_least: 'paling sedikit',
  at_most: 'paling banyak',
  on_or_after: 'paling awal',
  on_or_before: 'paling lambat',
  equals: 'adalah',
}

const factLabels: Readonly<Record<string, string>> = {
  'participant.contribution_months': 'masa iur',
  'participant.membership_start': 'kepesertaan dimulai',
  'participant.employment_ended': 'hubungan kerja berakhir',
  'participant.paid_until': 'iuran lunas sampai',
  'participant.arrears_months': 'tunggakan iuran',
  'event.event_date': 'diagnosis',
  'event.died_at': 'peserta meninggal sesudah jatuh sakit',
  'event.taken_directly_to_care': 'peserta langsung dibawa ke perawatan',
  'claim.received': 'pengajuan pertama diterima',
  stage1_reported_at: 'laporan tahap I diterima sesudah kejadian',
  'application.received': 'pengajuan diterima',
  school_year: 'tahun ajaran',
  'child.age': 'usia anak',
  'child.married': 'anak menikah',
  'child.employment': 'anak bekerja',
  'child.employment.consecutive_months': 'anak bekerja sebagai penerima upah berturut-turut',
  'child.birth_date': 'anak lahir',
  'child.level': 'jenjang sekolah anak',
  'child.place': 'jumlah anak yang didaftarkan lebih dahulu',
  'child.paid_years.TK_SD': 'tahun TK/SD yang sudah dibayar',
  'child.paid_years.SMP': 'tahun SMP yang sudah dibayar',
  'child.paid_years.SMA': 'tahun SMA yang sudah dibayar',
  'child.paid_years.PT': 'tahun pendidikan tinggi yang sudah dibayar',
}

const unitOf: Readonly<Record<string, string>> = {
  'participant.contribution_months': ' bulan',
  'participant.arrears_months': ' bulan',
  'event.died_at': ' jam',
  stage1_reported_at: ' jam',
  'child.age': ' tahun',
  'child.employment.consecutive_months': ' bulan',
}

function inWords(value: number | string | boolean): string {
  if (typeof value === 'boolean') return value ? 'ya' : 'tidak'
  return isLocalDate(value) ? formatDateId(value) : String(value)
}
