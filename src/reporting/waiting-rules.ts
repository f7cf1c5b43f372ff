import { z } from 'zod'
import { readRuleFile } from '../platform/law-loader/read-rule-file.js'

/** What waits for one person, and how it is said to whoever looks for what stands still. */
export const waitingInWords = {
  recovery: ['kelebihan bayar belum dipastikan', 'pastikan atau bebaskan di halaman kelebihan bayar'],
  recovery_untold: [
    'kelebihan bayar sudah dipastikan, penerima belum diberi tahu',
    'beri tahu penerima di halaman kelebihan bayar',
  ],
  recovery_unarranged: [
    'penerima sudah diberi tahu kelebihan bayar, belum ada kesepakatan',
    'bicarakan cicilan dengan penerima, atau catat sanggahannya',
  ],
  recovery_disputed: [
    'sanggahan atas kelebihan bayar belum dijawab',
    'periksa lagi, lalu pertahankan atau bebaskan di halaman kelebihan bayar',
  ],
  recovery_missed: [
    'cicilan kelebihan bayar lewat jatuh tempo',
    'hubungi penerima, lalu sepakati cicilan yang ia sanggupi',
  ],
  reclassification: ['perubahan jenis klaim belum diputus', 'putuskan di halaman perubahan jenis klaim'],
  undecided: ['dana kembali dari bank selagi klaim diputus ulang', 'selesaikan keputusan yang baru'],
  came_back: [
    'dana kembali dari bank, dan hanya sebagian masih menjadi hak penerima',
    'buka kembali klaim ini agar bagiannya diputus lagi',
  ],
  objection: [
    'klaim sudah diputus lagi, tetapi keberatannya belum dijawab',
    'penelaah menjawab di halaman keberatan',
  ],
  objection_late: [
    'keberatan yang lewat waktu belum dilihat kepala cabang',
    'terima, rujuk, atau nyatakan tetap lewat waktu di halaman keberatan',
  ],
} as const satisfies Record<string, readonly [what: string, todo: string]>

export type WaitingKind = keyof typeof waitingInWords
export const waitingKinds = Object.keys(waitingInWords) as WaitingKind[]

const schema = z.strictObject({ days: z.record(z.enum(waitingKinds), z.int().positive()) })

/**
 * Reads `config/procedure/waiting-decisions.yaml`: the days that each decision may wait.
 * @throws Error that names the file, the line, the field and the cure
 */
export function loadWaitingDays(config?: string): Record<WaitingKind, number> {
  return readRuleFile('procedure/waiting-decisions.yaml', schema, config).days
}
