import type { Answer } from '../answer.js'
import type { ReasonCode } from '../codes.js'

/** No rule set of ours covers the date; a person handles the case. */
export function unsupported(reason: ReasonCode): Answer {
  return { decision: 'unsupported_rule_set', reason, lines: [], total: 0n, rejected_lines: [] }
}
