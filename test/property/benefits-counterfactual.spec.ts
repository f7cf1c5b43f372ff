import { describe, expect, it } from '@jest/globals'
import { type Answer, type Counterfactual, evaluate } from '#libs/benefits'
import { addDays, type LocalDate } from '#libs/local-date'
import fc from 'fast-check'
import { loadWorkingCalendar } from '../../src/platform/law-loader/load-calendar.js'
import { loadLaw } from '../../src/platform/law-loader/load-law.js'
import { type CaseInput, claimOn, eventDate } from '../support/benefit-facts.js'

const law = loadLaw()
const calendar = loadWorkingCalendar({ cutiBersamaCounts: false })
const runs = { numRuns: Number(process.env['BENEFIT_RUNS'] ?? 2000) }

function answerTo(input: CaseInput): Answer {
  const evaluation = evaluate(input, law, calendar)
  if (!evaluation.ok) throw new Error(JSON.stringify(evaluation.refusals))
  return evaluation.answer
}

type Group = Record<string, unknown>

/** The same case with the fact of a condition set to a value. */
function withFact(input: CaseInput, path: string, value: unknown): CaseInput {
  const [group = '', field = ''] = path.split('.')
  return { ...input, [group]: { ...(input[group] as Group), [field]: value } }
}

function findReason(answer: Answer, reason: string): Counterfactual | undefined {
  return (answer.counterfactuals ?? []).find((each) => each.reason === reason)
}

/** Facts of the case itself, which a test can set; those of a child are set in the golden cases. */
const settable =
  /^(participant\.(contribution_months|membership_start|paid_until|arrears_months)|claim\.received)$/

describe('what would have to be otherwise', () => {
  it('is true: with the fact it names, the ground is gone', () => {
    let tried = 0
    fc.assert(
      fc.property(claimOn(eventDate), (input) => {
        for (const { reason, unmet } of answerTo(input).counterfactuals ?? []) {
          if (!unmet || !settable.test(unmet.fact)) continue
          tried += 1
          const changed = answerTo(withFact(input, unmet.fact, unmet.value))
          expect(findReason(changed, reason)).toBeUndefined()
        }
      }),
      runs,
    )
    expect(tried).toBeGreaterThan(0)
  })

  it('names the very edge: one day or one month less, and the ground is still there', () => {
    fc.assert(
      fc.property(claimOn(eventDate), (input) => {
        for (const { reason, unmet } of answerTo(input).counterfactuals ?? []) {
          if (!unmet || !settable.test(unmet.fact)) continue
          const near = withFact(input, unmet.fact, oneShort(unmet.needs, unmet.value))
          const evaluation = evaluate(near, law, calendar)
          if (evaluation.ok && reason !== 'MEMBERSHIP_ENDED') {
            expect(findReason(evaluation.answer, reason)).toBeDefined()
          }
        }
      }),
      runs,
    )
  })

  it('is a sentence that names the value and the article it comes from', () => {
    fc.assert(
      fc.property(claimOn(eventDate), (input) => {
        for (const counterfactual of answerTo(input).counterfactuals ?? []) {
          const [first] = counterfactual.unmet?.parameters ?? []
          if (!first) continue
          expect(counterfactual.because).toContain(' bila ')
          const source = first.basis.act === 'Tafsir' ? 'tafsir yang dipilih' : first.basis.article
          expect(counterfactual.because).toContain(`(${source}`)
        }
      }),
      runs,
    )
  })
})

function oneShort(needs: string, value: unknown): unknown {
  if (typeof value === 'number') return needs === 'at_least' ? value - 1 : value + 1
  return addDays(value as LocalDate, needs === 'on_or_before' ? 1 : -1)
}
