import { formatDateId, type LocalDate } from '#libs/local-date'
import { AttentionWords } from '../platform/problem/attention-words.js'
import { ProblemWords } from '../platform/problem/problem-words.js'
import { waitingInWords } from './waiting-rules.js'

/** One thing that nobody is moving, in codes. */
export interface StuckRow {
  /** Of a claim or an incident. */
  number: string | null
  kind: 'attention' | 'work' | 'message' | 'clock' | 'incident_clock' | 'state' | 'waiting'
  /** A topic, template, clock, state or kind of decision. */
  code: string
  /** The reason, or what a machine said last. */
  detail: string | null
  owner: string | null
  since: LocalDate | null
  attempts: number | null
  reminded: LocalDate | null
}

export interface Stuck extends StuckRow {
  what: string
  todo: string
}

/** Says what stands still, who must act, and how; the codes stay beside the words, for machines. */
export function stuckInWords(
  rows: readonly StuckRow[],
  words = new AttentionWords(new ProblemWords()),
): Stuck[] {
  return rows.map((row) => {
    const [what, todo] = said(row, words)
    return { ...row, what, todo }
  })
}

const WORKERS = 'Periksa apakah pekerja berjalan'

function said(row: StuckRow, words: AttentionWords): [what: string, todo: string] {
  const { code, detail, since } = row
  switch (row.kind) {
    case 'attention':
      return [words.what(code, detail ?? ''), `${ownedBy(row, words)}. Kerjakan dengan tangan, lalu tutup.`]
    case 'work':
      return [
        `${words.work(code)} belum selesai sesudah ${row.attempts ?? 0} percobaan.`,
        detail === null ? `${WORKERS}.` : `${WORKERS}. Kesalahan terakhir: ${detail}`,
      ]
    case 'message':
      return [
        `Pesan "${words.message(code)}" kepada keluarga tanpa hasil sejak ${day(since)}.`,
        `${WORKERS}, lalu lihat santun messages list.`,
      ]
    case 'clock':
      return [`${words.clockRanOut(code)} Sejak ${day(since)}.`, 'Lihat klaim ini di daftar pimpinan.']
    case 'incident_clock':
      return [
        `${words.clockRanOut(code)} Sejak ${day(since)}.`,
        `${WORKERS}, lalu lihat daftar kecelakaan kerja.`,
      ]
    case 'state':
      return [
        `Keadaan "${words.state(code)}" tidak punya jalan keluar.`,
        'Laporkan: tabel siklus hidup dan data tidak cocok.',
      ]
    case 'waiting':
      return waiting(row, words)
  }
}

function waiting(row: StuckRow, words: AttentionWords): [what: string, todo: string] {
  const [what, todo] = (waitingInWords as Record<string, readonly [string, string]>)[row.code] ?? [
    row.code,
    '',
  ]
  const reminded = row.reminded === null ? '' : `, diingatkan ${day(row.reminded)}`
  return [what, `${ownedBy(row, words)}${reminded}; ${todo}`]
}

function ownedBy({ owner, since }: StuckRow, words: AttentionWords): string {
  return `Dipegang ${words.role(owner ?? '')} sejak ${day(since)}`
}

function day(date: LocalDate | null): string {
  return date === null ? '' : formatDateId(date)
}
