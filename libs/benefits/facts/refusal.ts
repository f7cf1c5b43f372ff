import type { z } from 'zod'

/** One thing wrong with the facts: the field as a path (`participant.segment`, `disabilities[0].code`) and the cure. */
export interface Refusal {
  readonly path: string
  readonly message: string
}

type Issue = z.core.$ZodRawIssue

/** The path of a field as a reader of the file would write it. */
export function pathOf(keys: readonly PropertyKey[]): string {
  return keys.reduce<string>((path, key) => {
    if (typeof key === 'number') return `${path}[${key}]`
    return path === '' ? String(key) : `${path}.${String(key)}`
  }, '')
}

/** One refusal for every problem; an unknown field is named itself, not the object around it. */
export function refusalsOf(error: z.ZodError): Refusal[] {
  return error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ path: pathOf([...issue.path, key]), message: issue.message }))
      : [{ path: pathOf(issue.path), message: issue.message }],
  )
}

/** What a person reads when a field does not have the shape it must have. */
export function inIndonesian(issue: Issue): string {
  if (issue.code === 'unrecognized_keys') return 'tidak dikenal; periksa ejaannya atau hapus isian ini'
  if (issue.input === undefined) return 'wajib diisi'
  switch (issue.code) {
    case 'invalid_type':
      return `harus berupa ${typeNames[issue.expected] ?? issue.expected}`
    case 'invalid_value':
      return `harus salah satu dari: ${issue.values.map(String).join(', ')}`
    case 'too_small':
      return issue.origin === 'array' || issue.origin === 'string'
        ? 'tidak boleh kosong atau kurang isinya'
        : `paling kecil ${String(issue.minimum)}`
    case 'too_big':
      return issue.origin === 'array' || issue.origin === 'string'
        ? `terlalu panjang; paling banyak ${String(issue.maximum)}`
        : `paling besar ${String(issue.maximum)}`
    default:
      return 'bentuk isian tidak dikenali; lihat contoh isian'
  }
}

const typeNames: Readonly<Record<string, string>> = {
  object: 'kelompok isian',
  array: 'daftar',
  string: 'teks',
  number: 'angka',
  int: 'bilangan bulat',
  boolean: 'true atau false',
}
