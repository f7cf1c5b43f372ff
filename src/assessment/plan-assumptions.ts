import { z } from 'zod'
import { readRuleFile } from '../platform/law-loader/read-rule-file.js'

const planAssumptions = z.strictObject({
  tertiary_years: z.int('harus bilangan bulat').min(0, 'paling sedikit 0').max(20, 'paling banyak 20'),
  school_entry_age: z.int('harus bilangan bulat').min(0, 'paling sedikit 0').max(20, 'paling banyak 20'),
})

/** What the plan of a scholarship assumes beyond the law. */
export type PlanAssumptions = z.output<typeof planAssumptions>

/**
 * Reads `config/procedure/scholarship-plan.yaml`.
 * @throws Error that names the file, the field and the cure
 */
export function loadPlanAssumptions(config?: string): PlanAssumptions {
  return readRuleFile('procedure/scholarship-plan.yaml', planAssumptions, config)
}
