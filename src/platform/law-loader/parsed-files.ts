/**
 * What the YAML files of the last good start contained, by the digest of their text. Parsing YAML takes three quarters
 * of the time of loading the law, on every start and every command; this spares it. Found by content, so it is never
 * out of date; kept beside the compiled program, so a new build begins afresh; written only after the law was checked.
 */
import { createHash } from 'node:crypto'
import { accessSync, constants, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

export type ParsedFiles = ReadonlyMap<string, unknown>

export function digestOfText(text: string): string {
  return createHash('sha256').update(text).digest('base64')
}

/** Nothing when there is no such file, or none that can be used. */
export function recallParsed(file: string): ParsedFiles {
  try {
    return new Map(JSON.parse(readFileSync(file, 'utf8')) as [string, unknown][])
  } catch {
    return new Map()
  }
}

/** Keeps the contents for the next start. Where the program may not write, each start parses again. */
export function rememberParsed(file: string, parsed: ParsedFiles): void {
  if (!mayWriteIn(dirname(file))) return
  const fresh = `${file}.${process.pid}`
  writeFileSync(fresh, JSON.stringify([...parsed]))
  renameSync(fresh, file)
}

function mayWriteIn(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK)
    return true
  } catch {
    return false
  }
}
