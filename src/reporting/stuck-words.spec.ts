import { expect, it } from '@jest/globals'
import type { LocalDate } from '#libs/local-date'
import { stuckInWords, type StuckRow } from './stuck-words.js'

const row: StuckRow = {
  number: 'JKM-PSR-2611-000001',
  kind: 'attention',
  code: 'clock.legal',
  detail: 'CLOCK_RAN_OUT',
  owner: 'manager',
  since: '2026-11-16' as LocalDate,
  attempts: null,
  reminded: null,
}
const said = (told: Partial<StuckRow>): string[] =>
  stuckInWords([{ ...row, ...told }]).flatMap(({ what, todo }) => [what, todo])

it('a deadline that ran out is named as people name it, with its owner', () => {
  expect(said({})).toEqual([
    'Batas waktu pembayaran sudah lewat.',
    'Dipegang kepala cabang sejak 16 November 2026. Kerjakan dengan tangan, lalu tutup.',
  ])
})

it.each([
  [
    'a reason of a table',
    { code: 'payment.release', detail: 'PACKET_CHANGED' },
    /^Klaim tidak dapat dilepas .+\.$/,
  ],
  ['a step that was refused', { detail: 'DEADLINE_EVENT_REFUSED' }, /sudah lewat\. Langkah yang seharusnya/],
  [
    'work that a machine gave up',
    { code: 'letter.write', detail: 'no space' },
    /^Penulisan surat berhenti\. Kata mesin: no space$/,
  ],
  [
    'work that is late',
    { kind: 'work', code: 'documents.check', attempts: 3 },
    /^Pemeriksaan berkas belum selesai sesudah 3/,
  ],
  [
    'a message without an outcome',
    { kind: 'message', code: 'claim-received' },
    /^Pesan "Klaim diterima" kepada keluarga/,
  ],
  [
    'a clock',
    { kind: 'clock', code: 'legal' },
    /^Batas waktu pembayaran sudah lewat\. Sejak 16 November 2026\.$/,
  ],
  ['a state without a way out', { kind: 'state', code: 'paying' }, /^Keadaan "Dalam pembayaran"/],
  ['a decision that waits', { kind: 'waiting', code: 'recovery' }, /^kelebihan bayar belum dipastikan$/],
] as const)('%s is said without a code', (_, told, words) => {
  const [what = ''] = said(told)
  expect(what).toMatch(words)
  expect(what).not.toMatch(/[a-z]_[a-z]|[A-Z]_[A-Z]|\.[a-z]/)
})
