import { fill } from '../shared/words.js'
import { schoolNames, scholarshipWords as words } from '../words/claimant-scholarship.js'

/** Counts as tertiary education and has no grades. */
export const TRAINING = 'pelatihan'

/** `SD kelas 5`, `TK A`, `Kuliah tahun ke-2` */
export function placeInWords(level: string | null | undefined, grade: string | null | undefined): string {
  if (!level || !grade) return words.placeNone
  if (grade === TRAINING) return words.training
  if (grade.startsWith('TK-')) return fill(words.gradeKindergarten, { grade: grade.slice(3) })
  const school = schoolNames[level]
  return school === undefined
    ? fill(words.gradeTertiary, { grade })
    : fill(words.gradeSchool, { school, grade })
}
