import { basename, join } from 'node:path'
import {
  type ChecklistFile,
  checklistFile,
  type Checklists,
  documentsFile,
  readChecklists,
} from '#libs/checklist'
import { issueInWords } from '#libs/law'
import type { z } from 'zod'
import { findConfigDirectory } from '../platform/law-loader/config-directory.js'
import { filesBelow, readYaml } from '../platform/law-loader/read-yaml.js'

const CATALOGUE = 'documents.yaml'

/** The checklists as they lie on disk are not usable; the message names every file and what to repair in it. */
export class ChecklistConfigError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`Daftar dokumen belum benar:\n${problems.map((problem) => `- ${problem}`).join('\n')}`)
    this.name = 'ChecklistConfigError'
  }
}

/**
 * Reads the catalogue of documents and all checklists. Everything that is wrong is said at once.
 * @throws ChecklistConfigError with every problem
 */
export function loadChecklists(folder: string = join(findConfigDirectory(), 'checklists')): Checklists {
  const problems: string[] = []
  const paths = filesBelow(folder)
  const catalogue = paths
    .filter((path) => basename(path) === CATALOGUE)
    .map((path) => parseFile(path, documentsFile, problems))[0]
  const lists = new Map<string, ChecklistFile>()
  for (const path of paths.filter((path) => basename(path) !== CATALOGUE)) {
    const list = parseFile(path, checklistFile, problems)
    if (list) lists.set(basename(path), list)
  }
  if (!catalogue && problems.length === 0) problems.push(`${CATALOGUE}: berkas ini tidak ada`)
  if (!catalogue || problems.length > 0) throw new ChecklistConfigError(problems)
  const result = readChecklists(catalogue, lists)
  if (!result.ok)
    throw new ChecklistConfigError(
      result.problems.map(({ file, message }) => `${file || folder}: ${message}`),
    )
  return result.checklists
}

function parseFile<T>(path: string, schema: z.ZodType<T>, problems: string[]): T | undefined {
  const file = readYaml(path)
  problems.push(...file.problems.map(({ line, message }) => `${file.file}:${line}: ${message}`))
  if (file.problems.length > 0) return undefined
  const parsed = schema.safeParse(file.content)
  if (parsed.success) return parsed.data
  const issues = parsed.error.issues.flatMap(issueInWords)
  problems.push(...issues.map(({ message, path: at }) => `${file.file}:${file.lineOf(at)}: ${message}`))
  return undefined
}
