import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { findConfigDirectory } from '../platform/law-loader/config-directory.js'

const FILE = join('procedure', 'data-requests.yaml')

const rules = z.strictObject({
  answer_hours: z.int('harus bilangan bulat').min(24, 'paling sedikit 24').max(720, 'paling banyak 720'),
})

/**
 * Reads `config/procedure/data-requests.yaml`.
 * @throws Error that names the file, the field and the cure
 */
export function loadDataRequestRules(config: string = findConfigDirectory()): z.output<typeof rules> {
  const read = rules.safeParse(parse(readFileSync(join(config, FILE), 'utf8')))
  if (read.success) return read.data
  const problems = read.error.issues.map(({ path, message }) => `${path.join('.') || '(berkas)'}: ${message}`)
  throw new Error(`config/${FILE}: ${problems.join('; ')}`)
}
