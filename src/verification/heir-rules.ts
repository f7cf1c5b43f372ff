import { z } from 'zod'
import { readRuleFile } from '../platform/law-loader/read-rule-file.js'

const schema = z.strictObject({ public_notice_days: z.int().min(1).max(730) })

/**
 * Reads `config/procedure/heirs.yaml`.
 * @throws Error that names the file, the line, the field and the cure
 */
export function loadHeirRules(config?: string): z.output<typeof schema> {
  return readRuleFile('procedure/heirs.yaml', schema, config)
}
