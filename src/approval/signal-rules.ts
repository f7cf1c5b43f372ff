import { z } from 'zod'
import { readRuleFile } from '../platform/law-loader/read-rule-file.js'

const schema = z.strictObject({
  cover_days_before_event: z.int().min(0).max(366),
  other_claims_named: z.int().min(1).max(20),
})

export type SignalRules = z.output<typeof schema>

/**
 * Reads `config/procedure/signals.yaml`.
 * @throws Error that names the file, the line, the field and the cure
 */
export function loadSignalRules(config?: string): SignalRules {
  return readRuleFile('procedure/signals.yaml', schema, config)
}
