import type { LawBook } from '#libs/law'
import { formatDateId, isLocalDate, isSchoolYear, type LocalDate } from '#libs/local-date'
import type { FixedReasonCode, ReasonCode } from '../codes.js'
import type { RefusalData, Unmet } from '../line-data.js'
import { lineLabels, reasonLabels } from './labels.js'
import { source } from './source.js'

const NOT_PAID = 'tidak dibayar'

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
      return { not: NOT_PAID, wouldBe: 'Akan dibayar' }
  }
}

export function reasonInWords(reason: ReasonCode): string {
  const months = /^JKM_CONTRIBUTION_MONTHS_BELOW_(\d+)$/.exec(reason)
  if (months) return `masa iur kurang dari ${months[1]} bulan`
  const age = /^AGE_(\d+)_REACHED$/.exec(reason)
  if (age) return `anak telah berusia ${age[1]} tahun`
  return reasonLabels[reason as FixedReasonCode]
}

/** Every reason for which nothing is paid by the law of that day, in words and by their order; numbers are that law's. */
export function reasonsToRefuse(law: LawBook, on: LocalDate): { reason: ReasonCode; words: string }[] {
  const months = law.find('scholarship.jkm_min_contribution_months', on)
  const age = law.find('scholarship.age_limit', on)
  const reasons: ReasonCode[] = [
    ...(Object.keys(reasonLabels) as FixedReasonCode[]),
    ...(months && typeof months.value === 'number'
      ? [`JKM_CONTRIBUTION_MONTHS_BELOW_${months.value}` as const]
      : []),
    ...(age && typeof age.value === 'number' ? [`AGE_${age.value}_REACHED` as const] : []),
  ]
  return reasons
    .filter((reason) => verbs(reason).not === NOT_PAID)
    .map((reason) => ({ reason, words: reasonInWords(reason) }))
    .toSorted((one, other) => one.words.localeCompare(other.words, 'id'))
}

function conditionInWords({ fact, needs, value, actual }: Unmet): string {
  const phrase = conditions[`${fact} ${needs}`] ?? conditions[fact]
  const words = phrase ? phrase(inWords(value)) : `${fact} ${inWords(value)}`
  const recorded = typeof actual === 'number' || isLocalDate(actual) || isSchoolYear(actual)
  return recorded ? `${words}, tercatat ${inWords(actual)}` : words
}

function citation({ parameters: [first] }: Unmet): string {
  return first ? ` (${source(first.basis)})` : ''
}

/** Each condition as it reads after "bila"; two directions of one fact have a phrase each. */
const conditions: Readonly<Record<string, (value: string) => string>> = {
  'participant.contribution_months': (value) => `masa iur paling sedikit ${value} bulan`,
  'participant.membership_start': (value) => `kepesertaan dimulai paling lambat ${value}`,
  'participant.employment_ended': (value) => `hubungan kerja atau kepesertaan berakhir paling awal ${value}`,
  'participant.paid_until': (value) => `iuran lunas sekurang-kurangnya sampai ${value}`,
  'participant.arrears_months': (value) => `tunggakan iuran paling banyak ${value} bulan`,
  'event.event_date': (value) => `penyakit didiagnosis paling lambat ${value}`,
  'event.died_at': (value) => `peserta meninggal paling lama ${value} jam sesudah jatuh`,
  'event.taken_directly_to_care': () => 'peserta langsung dibawa ke perawatan',
  'claim.received': (value) => `pengajuan pertama diterima paling lambat ${value}`,
  stage1_reported_at: (value) => `laporan tahap I diterima paling lambat ${value} jam sesudah kejadian`,
  'application.received on_or_after': (value) => `pengajuan diterima paling awal ${value}`,
  'application.received on_or_before': (value) => `pengajuan diterima paling lambat ${value}`,
  school_year: (value) => `tahun ajaran yang diminta paling awal ${value}`,
  'child.age': (value) => `usia anak paling banyak ${value} tahun`,
  'child.married': () => 'anak belum menikah',
  'child.employment': () => 'anak tidak bekerja',
  'child.employment.consecutive_months': (value) =>
    `anak bekerja sebagai penerima upah paling lama ${value} bulan berturut-turut`,
  'child.birth_date': (value) => `anak lahir paling lambat ${value}`,
  'child.level': () => 'anak sudah bersekolah',
  'child.place': (value) => `anak ini termasuk ${value} anak yang didaftarkan lebih dahulu`,
  'child.paid_years.TK_SD': (value) => `tahun TK dan SD yang sudah dibayar paling banyak ${value}`,
  'child.paid_years.SMP': (value) => `tahun SMP yang sudah dibayar paling banyak ${value}`,
  'child.paid_years.SMA': (value) => `tahun SMA yang sudah dibayar paling banyak ${value}`,
  'child.paid_years.PT': (value) => `tahun pendidikan tinggi yang sudah dibayar paling banyak ${value}`,
}

function inWords(value: number | string | boolean): string {
  if (typeof value === 'boolean') return value ? 'ya' : 'tidak'
  return isLocalDate(value) ? formatDateId(value) : String(value)
}
