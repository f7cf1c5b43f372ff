import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { findConfigDirectory } from '../platform/law-loader/config-directory.js'

const FILE = join('procedure', 'scholarship-plan.yaml')

const planAssumptions = z.strictObject({
  tertiary_years: z.int('harus bilangan bulat').min(0, 'paling sedikit 0').max(20, 'paling banyak 20'),
})

/** What the plan of a scholarship assumes beyond the law. */
export type PlanAssumptions = z.output<typeof planAssumptions>

/**
 * Reads `config/procedure/scholarship-plan.yaml`.
 * @throws Error that names the file, the field and the cure
 */
export function loadPlanAssumptions(config: string = findConfigDirectory()): PlanAssumptions {
  const read = planAssumptions.safeParse(parse(readFileSync(join(config, FILE), 'utf8')))
  if (read.success) return read.data
  const problems = read.error.issues.map(({ path, message }) => `${path.join('.') || '(berkas)'}: ${message}`)
  throw new Error(`config/${FILE}: ${problems.join('; ')}`)
}
