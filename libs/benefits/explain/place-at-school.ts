import type { Level } from '../facts/fields.js'

const schools: Readonly<Record<Level, string>> = {
  TK_SD: 'SD',
  SMP: 'SMP',
  SMA: 'SMA atau SMK',
  PT: 'perguruan tinggi',
}
const KINDERGARTEN = 'TK-'

/** Where a child learns, in a sentence: `TK A`, `SD kelas 5`, `perguruan tinggi tahun ke-2`. */
export function placeAtSchool(level: Level, grade?: string): string {
  if (grade === undefined) return level === 'TK_SD' ? 'TK atau SD' : schools[level]
  if (grade.startsWith(KINDERGARTEN)) return `TK ${grade.slice(KINDERGARTEN.length)}`
  if (level !== 'PT') return `${schools[level]} kelas ${grade}`
  return /^\d+$/.test(grade) ? `${schools[level]} tahun ke-${grade}` : grade
}
