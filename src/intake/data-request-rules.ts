import { z } from 'zod'
import { readRuleFile } from '../platform/law-loader/read-rule-file.js'

const rules = z.strictObject({
  answer_hours: z.int('harus bilangan bulat').min(24, 'paling sedikit 24').max(720, 'paling banyak 720'),
})

/**
 * Reads `config/procedure/data-requests.yaml`.
 * @throws Error that names the file, the field and the cure
 */
export function loadDataRequestRules(config?: string): z.output<typeof rules> {
  return readRuleFile('procedure/data-requests.yaml', rules, config)
}
