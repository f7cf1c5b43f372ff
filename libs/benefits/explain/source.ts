import type { Basis } from '#libs/law'

/** The citation for people. Where the law is silent we say so instead of naming an article. */
export function source({ act, article }: Basis): string {
  return act === 'Tafsir' ? 'tafsir yang dipilih karena peraturan tidak menyebutnya' : article
}
