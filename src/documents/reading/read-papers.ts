/** The fields of the papers that families give most, found by their labels in text that a machine read. */
import type { LocalDate } from '#libs/local-date'
import { asDigits, distance, numbersIn } from './lookalikes.js'
import { datesIn } from './read-dates.js'

const NIK_DIGITS = 16

export interface IdentityCard {
  nik: string | null
  name: string | null
  birthDate: LocalDate | null
}

export interface FamilyMember {
  name: string
  nik: string
  role: FamilyRole | null
}

export interface FamilyCard {
  number: string | null
  members: FamilyMember[]
}

export interface DeathCertificate {
  number: string | null
  nik: string | null
  name: string | null
  deathDate: LocalDate | null
}

const familyRoles = {
  'KEPALA KELUARGA': 'head',
  SUAMI: 'husband',
  ISTRI: 'wife',
  ANAK: 'child',
  MENANTU: 'child_in_law',
  CUCU: 'grandchild',
  'ORANG TUA': 'parent',
  MERTUA: 'parent_in_law',
  'FAMILI LAIN': 'other',
} as const
export type FamilyRole = (typeof familyRoles)[keyof typeof familyRoles]

export function readIdentityCard(lines: readonly string[]): IdentityCard {
  return {
    nik: firstNik(lines),
    name: nameIn(after(lines, 'NAMA')),
    birthDate: datesIn(after(lines, 'TEMPAT') ?? '')[0] ?? null,
  }
}

/** Members stand in two tables, names and numbers above, roles below, in the same order. */
export function readFamilyCard(lines: readonly string[]): FamilyCard {
  const head = lines.findIndex((line) => /KARTU\s*KELUARGA/i.test(line))
  const number = lines.slice(Math.max(head, 0), head + 3).flatMap(niksIn)[0] ?? null
  const roles = lines.map(roleIn).filter((role) => role !== null)
  const rows = lines.flatMap((line) => {
    const nik = niksIn(line).find((one) => one !== number)
    const name = nameIn(
      line.slice(0, Math.max(0, line.search(/\d[\d\s]{8}/))).replace(/^\W*\w{1,2}[\s.|]+/, ''),
    )
    return nik && name ? [{ nik, name }] : []
  })
  return { number, members: rows.map((row, index) => ({ ...row, role: roles[index] ?? null })) }
}

export function readDeathCertificate(lines: readonly string[]): DeathCertificate {
  const text = lines.join(' ')
  const dead = lines.findIndex((line) => /MENINGGAL/i.test(line))
  // The date of the death stands before the words "telah meninggal dunia", the name after them.
  const around = lines.slice(Math.max(0, dead - 2), dead + 1).join(' ')
  return {
    number: certificateNumberIn(text),
    nik: firstNik(lines),
    name: nameIn(after(lines, 'NAMA')),
    deathDate: dead < 0 ? null : (datesIn(around).at(-1) ?? null),
  }
}

/** Number of a civil registry certificate: area, kind, day of registration, serial; without gaps. */
export function certificateNumberIn(text: string): string | null {
  const pattern =
    /([\dOolI]{4})\s?[-—–]\s?(K[MN]|L[TUI])\s?[-—–]\s?([\dOolISB]{8})\s?[-—–]\s?([\dOolISB]{4})(?!\w)/
  const match = pattern.exec(text)
  if (!match) return null
  const [, area = '', kind = '', day = '', serial = ''] = match
  return [asDigits(area), kind, asDigits(day), asDigits(serial)].join('-')
}

function firstNik(lines: readonly string[]): string | null {
  return lines.flatMap(niksIn)[0] ?? null
}

function niksIn(line: string): string[] {
  return numbersIn(line).filter((number) => number.length === NIK_DIGITS)
}

function roleIn(line: string): FamilyRole | null {
  const text = line
    .toUpperCase()
    .replace(/[^A-Z\s]/g, ' ')
    .replace(/\s+/g, ' ')
  if (!/KAWIN|CERAI|BELUM/.test(text)) return null
  const role = Object.entries(familyRoles).find(([label]) => new RegExp(`\\b${label}\\b`).test(text))
  return role?.[1] ?? null
}

/** What follows a label: the rest of its line behind the colon, or behind the label. */
function after(lines: readonly string[], label: string): string | null {
  for (const line of lines) {
    const words = line.split(/\s+/).slice(0, 3)
    const at = words.findIndex(
      (word) => distance(lettersOf(word).slice(0, label.length), label) <= (label.length > 4 ? 1 : 0),
    )
    if (at < 0) continue
    const colon = line.indexOf(':')
    return colon >= 0
      ? line.slice(colon + 1)
      : line
          .split(/\s+/)
          .slice(at + 1)
          .join(' ')
  }
  return null
}

function lettersOf(word: string): string {
  return word.toUpperCase().replace(/[^A-Z]/g, '')
}

function nameIn(text: string | null | undefined): string | null {
  const name = (text ?? '')
    .replace(/[^\p{L}\s.'-]/gu, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[\s.'-]+|[\s'-]+$/g, '')
  return name.length < 2 ? null : name
}
