import { readFileSync, readdirSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { LawBookError, type LawProblem } from '#libs/law'
import { type Document, LineCounter, isNode, parseDocument } from 'yaml'
import { type ParsedFiles, digestOfText } from './parsed-files.js'

/** A YAML file as read: its content, and the line of each key for whoever must repair it. */
export interface YamlFile {
  readonly file: string
  /** Of the text; the same text has the same content. */
  readonly digest: string
  readonly content: unknown
  readonly lineOf: (path: readonly PropertyKey[]) => number
  /** What kept the file from being read; the content is then not to be used. */
  readonly problems: readonly LawProblem[]
}

/**
 * All files below a folder, in a fixed order.
 * @throws LawBookError when there is no such folder
 */
export function filesBelow(folder: string): string[] {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new LawBookError([{ file: folder, line: 1, message: 'folder tidak ditemukan' }])
  }
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

/** Parses a file, unless its very text was parsed before. */
export function readYaml(path: string, parsedBefore: ParsedFiles = new Map()): YamlFile {
  const file = nameForPeople(path)
  if (!path.endsWith('.yaml')) {
    const problems = [{ file, line: 1, message: 'hanya berkas .yaml yang boleh ada di folder ini' }]
    return { file, digest: '', content: undefined, lineOf: () => 1, problems }
  }
  const text = readFileSync(path, 'utf8')
  const digest = digestOfText(text)
  const lineOf = (at: readonly PropertyKey[]) => lineIn(parse(text), at)
  if (parsedBefore.has(digest))
    return { file, digest, content: parsedBefore.get(digest), lineOf, problems: [] }
  const { document, lines } = parse(text)
  const faults = [...document.errors, ...document.warnings]
  const problems = faults.map(({ pos, message }) => ({ file, line: lines.linePos(pos[0]).line, message }))
  const content: unknown = problems.length > 0 ? undefined : document.toJS()
  return { file, digest, content, lineOf, problems }
}

interface Parsed {
  readonly document: Document
  readonly lines: LineCounter
}

function parse(text: string): Parsed {
  const lines = new LineCounter()
  return { document: parseDocument(text, { lineCounter: lines, prettyErrors: false }), lines }
}

/** The line of the value at a path, or of the nearest thing around it that exists. */
function lineIn({ document, lines }: Parsed, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true)
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line
  }
  return 1
}

function nameForPeople(path: string): string {
  const near = relative(process.cwd(), path)
  return near.startsWith('..') ? path : near
}
