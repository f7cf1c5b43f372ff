import type { WordsLike } from '../shared/words.js'

/** The words of importing participants. */
export const importId = {
  title: 'Impor peserta',
  cohort: 'Siapa yang membayar iuran mereka?',
  self: 'Peserta atau pemberi kerja sendiri',
  cohortOf: '{cohort} – {sponsor}',
  choose: 'Pilih kelompok ini',
  file: 'Berkas CSV',
  fileHint:
    'Koma atau titik koma, UTF-8. Judul kolom seperti pada contoh. Paling besar 32 MB; yang lebih besar lewat perintah santun.',
  sample: 'Unduh contoh berkas',
  check: 'Periksa dulu, tanpa mengubah apa pun',
  apply: 'Terapkan berkas ini',
  applyHint:
    'Semua baris yang baik diterapkan sekaligus. Baris yang ditolak dikembalikan kepada Anda dengan alasannya.',
  checkedTitle: 'Hasil pemeriksaan: belum ada yang berubah',
  appliedTitle: 'Berkas sudah diterapkan',
  repeatedTitle: 'Berkas ini sudah pernah diterapkan; tidak ada yang berubah',
  rows: 'Baris dibaca',
  new: 'Peserta baru',
  changed: 'Berubah',
  unchanged: 'Sama seperti sebelumnya',
  refused: 'Ditolak',
  warned: 'Diterima dengan catatan',
  batch: 'Nomor impor',
  refusedRows: 'Baris yang ditolak',
  row: 'Baris',
  why: 'Mengapa, dan apa yang perlu diperbaiki',
  download: 'Unduh semua baris yang ditolak',
  again: 'Impor berkas lain',
  applyNow: 'Kirim berkas yang sama sekali lagi untuk menerapkan {count} baris.',
  notHere: 'Impor membutuhkan layar yang lebih lebar. Buka halaman ini di komputer.',
} as const

const importEn: WordsLike<typeof importId> = {
  title: 'Import participants',
  cohort: 'Who pays their contributions?',
  self: 'Participants or employers themselves',
  cohortOf: '{cohort} – {sponsor}',
  choose: 'Choose this group',
  file: 'CSV file',
  fileHint:
    'Comma or semicolon, UTF-8, headings as in the sample. 32 MB at most; larger files by the santun command.',
  sample: 'Download a sample file',
  check: 'Check first, change nothing',
  apply: 'Apply this file',
  applyHint: 'All good rows are applied at once. Refused rows come back to you with their reasons.',
  checkedTitle: 'Result of the check: nothing has changed yet',
  appliedTitle: 'The file has been applied',
  repeatedTitle: 'This file was applied before; nothing has changed',
  rows: 'Rows read',
  new: 'New participants',
  changed: 'Changed',
  unchanged: 'Same as before',
  refused: 'Refused',
  warned: 'Taken with a note',
  batch: 'Import number',
  refusedRows: 'Refused rows',
  row: 'Row',
  why: 'Why, and what to mend',
  download: 'Download all refused rows',
  again: 'Import another file',
  applyNow: 'Send the same file once more to apply {count} rows.',
  notHere: 'Importing needs a wider screen. Open this page on a computer.',
}

export const importWords = { id: importId, en: importEn } as const
