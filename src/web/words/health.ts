import type { WordsLike } from '../shared/words.js'

/** The words of the page that shows how the system itself is doing. */
export const healthId = {
  title: 'Kesehatan sistem',
  none: 'Tidak ada yang berhenti. Semua pesan dan pekerjaan berjalan.',
  lead: 'Yang berhenti, siapa pemiliknya, dan apa yang harus dilakukan.',
  number: 'Nomor',
  what: 'Apa yang berhenti',
  todo: 'Yang harus dilakukan',
  counts: '{count} hal perlu dilihat',
} as const

const healthEn: WordsLike<typeof healthId> = {
  title: 'System health',
  none: 'Nothing has stopped. Every message and every job is moving.',
  lead: 'What has stopped, who owns it, and what to do.',
  number: 'Number',
  what: 'What has stopped',
  todo: 'What to do',
  counts: '{count} things to look at',
}

export const healthWords = { id: healthId, en: healthEn } as const
