import { readFileSync } from 'node:fs'
import type { Refusal } from '#libs/benefits'
import { LineCounter, parseDocument } from 'yaml'

/** One case of a file. `where` is its path in the file, empty when the file is one bare case. */
export interface FileCase {
  readonly id?: string
  readonly title?: string
  readonly where: string
  readonly input: unknown
}

export type CaseFile =
  | { readonly ok: true; readonly cases: readonly FileCase[] }
  | { readonly ok: false; readonly refusals: readonly Refusal[] }

/**
 * Reads cases from a YAML or JSON file, or from standard input when the path is `-`: a file of examples, or one bare
 * case. What is around a case is checked here, the case itself by the benefit library.
 */
export function readCaseFile(path: string): CaseFile {
  let text: string
  try {
    text = readFileSync(path === '-' ? 0 : path, 'utf8')
  } catch {
    return refuse(path === '-' ? '(masukan)' : path, 'tidak dapat dibaca; periksa nama berkas dan haknya')
  }
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const [fault] = [...document.errors, ...document.warnings]
  if (fault) {
    const { line } = lines.linePos(fault.pos[0])
    return refuse(`baris ${line}`, `bukan YAML atau JSON yang sah: ${fault.message}`)
  }
  return casesOf(document.toJS())
}

function casesOf(content: unknown): CaseFile {
  if (!isGroup(content))
    return refuse('(berkas)', 'harus berisi satu perkara, atau schema_version dan examples')
  if (!('examples' in content) && !('schema_version' in content)) {
    return { ok: true, cases: [{ where: '', input: content }] }
  }
  if (content['schema_version'] !== 1) return refuse('schema_version', 'harus 1')
  if (!Array.isArray(content['examples'])) return refuse('examples', 'harus berupa daftar perkara')
  const examples: readonly unknown[] = content['examples']
  const refusals = examples.flatMap((example, index) => checkExample(example, index))
  if (refusals.length > 0) return { ok: false, refusals }
  return { ok: true, cases: examples.filter(isGroup).map(fileCase) }
}

function checkExample(example: unknown, index: number): Refusal[] {
  const path = `examples[${index}]`
  if (!isGroup(example)) return [{ path, message: 'harus berupa kelompok isian dengan id dan input' }]
  const hasId = typeof example['id'] === 'string' || typeof example['id'] === 'number'
  return [
    ...(hasId ? [] : [{ path: `${path}.id`, message: 'wajib diisi; beri setiap perkara tanda pengenal' }]),
    ...('input' in example ? [] : [{ path: `${path}.input`, message: 'wajib diisi' }]),
  ]
}

function fileCase(example: Readonly<Record<string, unknown>>, index: number): FileCase {
  const { id, title, input } = example
  return {
    id: String(id),
    ...(typeof title === 'string' ? { title } : {}),
    where: `examples[${index}].input`,
    input,
  }
}

function isGroup(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function refuse(path: string, message: string): CaseFile {
  return { ok: false, refusals: [{ path, message }] }
}
