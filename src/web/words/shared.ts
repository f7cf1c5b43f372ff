import type { WordsLike } from '../shared/words.js'

export const sharedId = {
  skip: 'Langsung ke isi',
  errorTitle: 'Perlu diperbaiki',
  errorSummary: 'Ada yang perlu diperbaiki',
  problemHome: 'Kembali ke halaman awal',
  problemNumber: 'Nomor kejadian: {id}',
} as const

const sharedEn: WordsLike<typeof sharedId> = {
  skip: 'Skip to content',
  errorTitle: 'Needs fixing',
  errorSummary: 'Something needs fixing',
  problemHome: 'Back to the start',
  problemNumber: 'Incident number: {id}',
}

export const sharedWords = { id: sharedId, en: sharedEn } as const
