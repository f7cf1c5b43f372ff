import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { type ClaimEvent, claimEvents, type ClaimFacts, claimReads, claimTable } from '#libs/lifecycle'
import { anyClaimFacts } from './any-claim-facts.js'

const sample = fc.sample(anyClaimFacts, { numRuns: 2000, seed: 2022 })
const withTheCommand = ['now', 'today', 'input']

/** What the guards of an event really look at. */
function watched(event: ClaimEvent): string[] {
  const seen = new Set<string>()
  for (const guard of claimTable.filter((row) => row.event === event).flatMap((row) => row.guards)) {
    for (const facts of sample) guard.check(watching(facts, seen))
  }
  return [...seen].filter((part) => !withTheCommand.includes(part)).sort()
}

function watching(facts: ClaimFacts, seen: Set<string>): ClaimFacts {
  return new Proxy(facts, {
    get(target, part: keyof ClaimFacts) {
      seen.add(part)
      return target[part]
    },
  })
}

describe('the parts of the facts that an event reads', () => {
  it.each(claimEvents)('are those that the guards of %s look at', (event) => {
    expect([...claimReads[event]].sort()).toEqual(watched(event))
  })
})
