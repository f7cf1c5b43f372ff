import type { WordsLike } from '../shared/words.js'

const id = {
  title: 'Pemeriksaan kasus',
  none: 'Klaim ini belum pernah diperiksa khusus.',
  opened: 'Dibuka {by}, {at}. Pemeriksa: {investigator}. Paling lambat {due}.',
  why: 'Mengapa diperiksa',
  open: 'Belum dijawab',
  answeredBy: '{by}, {at}',
  source: 'Sumber: {source}',
  file: 'Berkas: {name}',
  answer: 'Jawaban',
  answerAgain: 'Betulkan jawaban',
  sourceField: 'Dari siapa, kapan, dan di mana',
  sourceHint: 'Misalnya Ketua RT 04 Long Kali, 12 November, di rumahnya. Kosongkan bila ada berkasnya.',
  fileField: 'Berkas yang membuktikan',
  noFile: 'Tidak ada berkas',
  save: 'Simpan jawaban',
  saved: 'Jawaban sudah tersimpan.',
  report: 'Laporkan hasil pemeriksaan',
  reportHint: 'Semua pertanyaan sudah dijawab. Klaim kembali ke verifikator.',
} as const

const en: WordsLike<typeof id> = {
  title: 'Investigation',
  none: 'This claim was never investigated.',
  opened: 'Opened by {by}, {at}. Investigator: {investigator}. Until {due}.',
  why: 'Why it is investigated',
  open: 'Not answered yet',
  answeredBy: '{by}, {at}',
  source: 'Source: {source}',
  file: 'Document: {name}',
  answer: 'Answer',
  answerAgain: 'Correct the answer',
  sourceField: 'Who said so, when and where',
  sourceHint:
    'For example the head of RT 04 Long Kali, 12 November, at his home. Leave empty if a document says it.',
  fileField: 'Document that shows it',
  noFile: 'No document',
  save: 'Save the answer',
  saved: 'The answer is saved.',
  report: 'Report the findings',
  reportHint: 'Every question is answered. The claim goes back to the verifier.',
}

export const investigationWords = { id, en }
