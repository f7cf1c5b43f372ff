import type { WordsLike } from '../shared/words.js'

const id = {
  letters: 'Surat',
  lettersNone: 'Belum ada surat. Surat jaminan terbit saat perawatan dijamin.',
  letterBeingWritten: 'sedang ditulis',
  letterMissing: 'Surat jaminan belum selesai ditulis. Tulis lagi bila ini berlangsung lama.',
  writeLetters: 'Tulis surat jaminan',
  codeUntil: 'Bisa melapor sampai {date}.',
  renewCode: 'Beri kode baru',
  withdrawCode: 'Cabut kode',
} as const

const en: WordsLike<typeof id> = {
  letters: 'Letters',
  lettersNone: 'No letter yet. The guarantee is written when care is guaranteed.',
  letterBeingWritten: 'being written',
  letterMissing: 'The guarantee is not written yet. Write it again if this lasts.',
  writeLetters: 'Write the guarantee',
  codeUntil: 'May report until {date}.',
  renewCode: 'Give a new code',
  withdrawCode: 'Withdraw the code',
}

export const incidentDeskWords = { id, en }
