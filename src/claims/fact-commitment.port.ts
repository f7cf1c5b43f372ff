import { createHash } from 'node:crypto'
import { canonicalJson } from './canonical-digest.port.js'

/** Tells, to who is given the salt, that facts are the ones that were frozen; hides them from everyone else. */
export function commitmentTo(facts: unknown, salt: string): string {
  return createHash('sha256')
    .update(`${salt}\n${canonicalJson(facts)}`)
    .digest('hex')
}
