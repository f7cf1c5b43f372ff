import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { claimEvents, claimStates, claimTable, decide, refusalCodes, roles, stepsFrom } from '#libs/lifecycle'
import { anyClaimFacts as facts } from './any-claim-facts.js'

const at = fc.record({
  state: fc.constantFrom(...claimStates),
  event: fc.constantFrom(...claimEvents),
  role: fc.constantFrom(...roles),
})
const many = { numRuns: 3000 }

describe('a decision on any facts at all', () => {
  it('is a value and never an exception, the same each time, and leaves the facts alone', () => {
    fc.assert(
      fc.property(at, facts, (where, known) => {
        const before = JSON.stringify(known)
        expect(decide(claimTable, where, known)).toEqual(decide(claimTable, where, known))
        expect(JSON.stringify(known)).toBe(before)
      }),
      many,
    )
  })

  it('refuses with codes that have words, or not at all', () => {
    fc.assert(
      fc.property(at, facts, (where, known) => {
        const decision = decide(claimTable, where, known)
        if (decision.ok) return
        expect(decision.why === 'not-yet').toBe(decision.refusals.length > 0)
        for (const { code } of decision.refusals) expect(refusalCodes).toContain(code)
      }),
      many,
    )
  })

  it('agrees with what the screen offers: a step that is not offered is refused', () => {
    fc.assert(
      fc.property(at, facts, (where, known) => {
        const offered = stepsFrom(claimTable, where.state, where.role, known).find(
          (step) => step.event === where.event,
        )
        const decision = decide(claimTable, where, known)
        if (decision.ok) expect(offered).toMatchObject({ allowed: true, to: decision.to })
        if (offered?.allowed && offered.asks.length === 0) expect(decision.ok).toBe(true)
      }),
      many,
    )
  })

  it('survives the way through JSON, in which the database hands the facts over', () => {
    fc.assert(
      fc.property(at, facts, (where, known) => {
        expect(decide(claimTable, where, JSON.parse(JSON.stringify(known)))).toEqual(
          decide(claimTable, where, known),
        )
      }),
    )
  })
})
