/** What stands on the example papers of a fictional family: the facts of its claim, where such a paper has them. */
import { formatDateId, type LocalDate, parseLocalDate } from '#libs/local-date'
import { parseNik } from '#libs/nik'
import type { ClaimAnswers } from '../../intake/claim-answers.dto.js'

const DISTRICT_DIGITS = 6
const roles: Readonly<Record<string, string>> = { spouse: 'ISTRI', child: 'ANAK' }

/** The lines of the paper `code`; one of which nothing more is known names the two people. */
export function linesOfPaper(code: string, { participant, event, claimant }: ClaimAnswers): string[] {
  const nik = participant.nik ?? ''
  const died = parseLocalDate(event.deathDate ?? event.eventDate)
  const own = [`NIK : ${nik}`, `Nama : ${participant.name}`]
  switch (code) {
    case 'KTP_PESERTA':
      return [...own, `Tempat/Tgl Lahir : PASER, ${birthDateOf(nik, died)}`]
    case 'KTP_AHLI_WARIS':
    case 'REKENING':
      return [`Nama : ${claimant.name}`]
    case 'AKTA_KEMATIAN':
      return [...own, `Pada tanggal ${formatDateId(died)}`, 'telah meninggal dunia']
    case 'KK':
      return [
        `No. ${numberNear(nik, '010115', '0007')}`,
        `1 ${participant.name} ${nik}`,
        `2 ${claimant.name} ${numberNear(nik, '120880', '0042')}`,
        '1 KAWIN KEPALA KELUARGA',
        `2 KAWIN ${roles[claimant.relation] ?? 'FAMILI LAIN'}`,
      ]
    default:
      return [`Peserta : ${participant.name}`, `Pemohon : ${claimant.name}`]
  }
}

/** As an identity card writes it. */
function birthDateOf(nik: string, died: LocalDate): string {
  const read = parseNik(nik, died)
  return read.ok ? read.nik.birthDate.split('-').reverse().join('-') : '-'
}

/** Another number issued in the same district. */
function numberNear(nik: string, day: string, serial: string): string {
  return `${nik.slice(0, DISTRICT_DIGITS)}${day}${serial}`
}
