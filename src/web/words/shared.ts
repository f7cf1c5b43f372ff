import type { WordsLike } from '../shared/words.js'

export const sharedId = {
  skip: 'Langsung ke isi',
  errorTitle: 'Perlu diperbaiki',
  errorSummary: 'Ada yang perlu diperbaiki',
  problemHome: 'Kembali ke halaman awal',
  problemNumber: 'Nomor kejadian: {id}',

  relation_spouse: 'Suami atau istri',
  relation_child: 'Anak',
  relation_father: 'Ayah',
  relation_mother: 'Ibu',
  relation_grandparent: 'Kakek atau nenek',
  relation_grandchild: 'Cucu',
  relation_sibling: 'Saudara kandung',
  relation_parent_in_law: 'Mertua',
  relation_other: 'Lainnya',
} as const

const sharedEn: WordsLike<typeof sharedId> = {
  skip: 'Skip to content',
  errorTitle: 'Needs fixing',
  errorSummary: 'Something needs fixing',
  problemHome: 'Back to the start',
  problemNumber: 'Incident number: {id}',

  relation_spouse: 'Husband or wife',
  relation_child: 'Child',
  relation_father: 'Father',
  relation_mother: 'Mother',
  relation_grandparent: 'Grandparent',
  relation_grandchild: 'Grandchild',
  relation_sibling: 'Brother or sister',
  relation_parent_in_law: 'Parent-in-law',
  relation_other: 'Other',
}

export const sharedWords = { id: sharedId, en: sharedEn } as const

/** What a relation to the participant is called; the code itself where there are no words. */
export function relationIn(words: WordsLike<typeof sharedId>, relation: string): string {
  const key = `relation_${relation}`
  return key in words ? words[key as keyof typeof sharedId] : relation
}
