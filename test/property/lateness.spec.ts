import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { type Answer, evaluate } from '#libs/benefits'
import { addDays, parseLocalDate } from '#libs/local-date'
import { LawInForce } from '../../src/platform/law-loader/law-in-force.js'

const { book, calendar } = new LawInForce()
const first = parseLocalDate('2022-01-03')

/** Compensation for an amount that arrives some days after its file was complete. */
function lateness(complete: string, days: number, base: bigint, program: 'JKM' | 'JKK' = 'JKM'): Answer {
  const result = evaluate(
    {
      program,
      requirements_complete: complete,
      paid_on: addDays(parseLocalDate(complete), days),
      late_base: Number(base),
    },
    book,
    calendar,
  )
  if (!result.ok) throw new Error(JSON.stringify(result.refusals))
  return result.answer
}

const complete = fc.integer({ min: 0, max: 1_300 }).map((days) => addDays(first, days))
const days = fc.integer({ min: 0, max: 120 })
const base = fc.bigInt({ min: 1n, max: 1_000_000_000n })
const program = fc.constantFrom('JKM' as const, 'JKK' as const)

describe('what a delay is owed', () => {
  it('is nothing up to the deadline, and something from the day after', () => {
    fc.assert(
      fc.property(complete, days, base, program, (on, late, sum, which) => {
        const answer = lateness(on, late, sum * 100n, which)
        const after = addDays(on, late) > (answer.deadline ?? '')
        expect(answer.total > 0n).toBe(after)
        expect(answer.decision).toBe(after ? 'late_compensation_due' : 'on_time')
      }),
    )
  })

  it('grows by one percent of the sum for each further day, never compound, without an end', () => {
    fc.assert(
      fc.property(complete, days, base, (on, late, hundreds) => {
        const sum = hundreds * 100n
        const [before, after] = [lateness(on, late, sum), lateness(on, late + 1, sum)]
        const grew = (after.late_days ?? 0) > (before.late_days ?? 0)
        expect(after.total - before.total).toBe(grew ? hundreds : 0n)
      }),
    )
  })

  it('is the same for a sum as for its halves together, but for a rupiah of rounding', () => {
    fc.assert(
      fc.property(complete, days, base, (on, late, sum) => {
        const halves = lateness(on, late, sum / 2n).total + lateness(on, late, sum - sum / 2n).total
        const difference = lateness(on, late, sum).total - halves
        expect(difference >= -1n && difference <= 1n).toBe(true)
      }),
    )
  })
})
