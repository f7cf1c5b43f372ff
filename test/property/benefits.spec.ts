import { describe, expect, it } from '@jest/globals'
import { type Answer, evaluate, toJson } from '#libs/benefits'
import fc from 'fast-check'
import { loadWorkingCalendar } from '../../src/platform/law-loader/load-calendar.js'
import { loadLaw } from '../../src/platform/law-loader/load-law.js'
import { goldenFiles } from '../golden/golden-cases.js'
import { type CaseInput, claimOn, eventDate, oldEventDate, wage } from '../support/benefit-facts.js'

const law = loadLaw()
const calendar = loadWorkingCalendar({ cutiBersamaCounts: false })
const runs = { numRuns: Number(process.env['BENEFIT_RUNS'] ?? 2000) }

function answerTo(input: CaseInput): Answer {
  const evaluation = evaluate(input, law, calendar)
  if (!evaluation.ok) throw new Error(`${JSON.stringify(evaluation.refusals)} for ${JSON.stringify(input)}`)
  return evaluation.answer
}

function accident(fields: Record<string, unknown>, base: number, on = '2023-05-10'): CaseInput {
  const { outcome = 'recovered', ...rest } = fields
  return {
    participant: { segment: 'PU', benefit_wage_base: base },
    event: { type: 'work_accident', event_date: on, outcome },
    claim: { received: on },
    ...rest,
  }
}

describe('every possible claim', () => {
  it('gets an answer whose lines add up to its total', () => {
    fc.assert(
      fc.property(claimOn(eventDate), (input) => {
        const { lines, total, employer_lines: owed = [], employer_total: owedTotal = 0n } = answerTo(input)
        expect(lines.reduce((sum, { amount }) => sum + amount, 0n)).toBe(total)
        expect(owed.reduce((sum, { amount }) => sum + amount, 0n)).toBe(owedTotal)
        for (const { amount } of [...lines, ...owed]) expect(amount).toBeGreaterThanOrEqual(0n)
      }),
      runs,
    )
  })

  it('gets the same answer every time, to the letter', () => {
    fc.assert(
      fc.property(claimOn(eventDate), (input) => {
        expect(toJson(answerTo(structuredClone(input)))).toBe(toJson(answerTo(input)))
      }),
      { numRuns: runs.numRuns / 4 },
    )
  })

  it('is given lines that name their article and say their arithmetic', () => {
    fc.assert(
      fc.property(claimOn(eventDate), (input) => {
        const { lines, counterfactuals = [] } = answerTo(input)
        for (const line of lines) {
          expect(line.article).not.toBe('')
          expect(line.because).toMatch(/^[A-Z].*Rp[\d.]+.*\.$/)
        }
        for (const { because } of counterfactuals) expect(because).toMatch(/^[A-Z].*\.$/)
      }),
      { numRuns: runs.numRuns / 4 },
    )
  })

  it('rests only on values in force on the date that selects them', () => {
    fc.assert(
      fc.property(claimOn(eventDate), (input) => {
        const on = (input['event'] as { event_date: string }).event_date
        for (const { parameters } of answerTo(input).lines) {
          for (const { from, to = '9999-12-31' } of parameters) expect(from <= on && on <= to).toBe(true)
        }
      }),
      runs,
    )
  })

  it('never sees a new rate when the event is old', () => {
    fc.assert(
      fc.property(claimOn(oldEventDate), (input) => {
        for (const { parameters } of answerTo(input).lines) {
          for (const { from } of parameters) expect(from < '2019-12-02').toBe(true)
        }
      }),
      runs,
    )
  })
})

describe('more harm', () => {
  it('of longer incapacity never pays less', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('2018-05-10', '2023-05-10'),
        wage,
        fc.nat(900),
        fc.nat(90),
        (on, base, days, more) => {
          const [shorter, longer] = [days, days + more].map(
            (stmb_days) => answerTo(accident({ stmb_days }, base, on)).total,
          )
          expect(longer).toBeGreaterThanOrEqual(shorter ?? 0n)
        },
      ),
      runs,
    )
  })

  const entries = ['THUMB_R', 'HAND_WRIST_L', 'SMELL', 'EYES_BOTH', 'INDEX_TIP_L', 'IMPOTENCE'].map(
    (code) => ({ code }),
  )
  const partial = (disabilities: readonly object[], base: number) =>
    answerTo(accident({ outcome: 'partial', disabilities }, base)).total

  it('to the function of a part never pays less', () => {
    const loss = fc.integer({ min: 1, max: 1000 })
    fc.assert(
      fc.property(fc.constantFrom(...entries), loss, loss, wage, (entry, one, other, base) => {
        const [less, more] = [Math.min(one, other), Math.max(one, other)].map((tenths) =>
          partial([{ ...entry, function_loss_pct: tenths / 10 }, { code: 'THUMB_L' }], base),
        )
        expect(more).toBeGreaterThanOrEqual(less ?? 0n)
      }),
      runs,
    )
  })

  it('to another part never pays less, and never more than the cap', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(entries, { minLength: 2 }), wage, (list, base) => {
        const totals = list.map((_, index) => partial(list.slice(0, index + 1), base))
        totals.reduce((before, total) => {
          expect(total).toBeGreaterThanOrEqual(before)
          return total
        })
        expect(totals.at(-1)).toBeLessThanOrEqual(56n * BigInt(base))
      }),
      runs,
    )
  })

  it('in decibels never pays less, and never more than deafness', () => {
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 140 }), fc.nat(60), wage, (decibel, more, base) => {
        const [less, greater] = [decibel, decibel + more].map((each) =>
          partial([{ code: 'HEARING_LOSS_BOTH_10DB', decibel: each }], base),
        )
        expect(greater).toBeGreaterThanOrEqual(less ?? 0n)
        expect(greater).toBeLessThanOrEqual(partial([{ code: 'HEARING_BOTH' }], base))
      }),
      runs,
    )
  })

  it('does not depend on the order in which parts are listed', () => {
    const parts = [...entries, { code: 'ARM_ELBOW_L' }, { code: 'INDEX_L' }, { code: 'VISION_COLOUR' }]
    fc.assert(
      fc.property(fc.shuffledSubarray(parts, { minLength: 2 }), wage, (list, base) => {
        expect(partial([...list].reverse(), base)).toBe(partial(list, base))
      }),
      runs,
    )
  })
})

describe('a projection', () => {
  const level = fc.constantFrom(['TK_SD', 'TK-A'], ['TK_SD', '5'], ['SMP', '7'], ['SMA', '11'], ['PT', '1'])
  const repeats = fc.array(fc.constantFrom(['TK_SD', '3'], ['SMP', '8'], ['SMA', '12'], ['PT', '2']), {
    maxLength: 12,
  })
  const projection = fc
    .tuple(level, fc.integer({ min: 2020, max: 2030 }), fc.integer({ min: 3, max: 25 }), fc.nat(12), repeats)
    .map(([[name, grade], year, age, tertiary_years, again]) => ({
      kind: 'scholarship_projection',
      child: {
        birth_date: `${year - age}-07-01`,
        level: name,
        grade,
        first_school_year: `${year}/${year + 1}`,
      },
      assumptions: { tertiary_years, repeats: again },
    }))

  it('never exceeds 87 million a child or 174 million for two', () => {
    fc.assert(
      fc.property(projection, projection, (first, second) => {
        const [one, other] = [answerTo(first).total, answerTo(second).total]
        expect(one).toBeLessThanOrEqual(87_000_000n)
        expect(one + other).toBeLessThanOrEqual(
          law.amount('scholarship.max_total_two_children', calendarEnd).value,
        )
      }),
      runs,
    )
  })

  it('counts one school year after another and pays nothing from 23 on', () => {
    fc.assert(
      fc.property(projection, (input) => {
        const { schedule = [], total } = answerTo(input)
        expect(schedule.reduce((sum, { amount }) => sum + amount, 0n)).toBe(total)
        schedule.forEach((year, index) => {
          expect(Number(year.school_year.slice(0, 4))).toBe(
            Number(schedule[0]?.school_year.slice(0, 4)) + index,
          )
          if (year.age_at_application >= 23) expect(year.status).toBe('ended_age')
        })
      }),
      runs,
    )
  })
})

const calendarEnd = '2026-12-31' as Parameters<typeof law.amount>[1]

describe('what the facts may not be', () => {
  const cases = goldenFiles().flatMap(({ cases: list }) => list)

  it('is refused with the path of an unknown field, wherever it stands', () => {
    fc.assert(
      fc.property(fc.constantFrom(...cases), fc.nat(), (each, seed) => {
        const input = structuredClone(each.input) as CaseInput
        const groups = groupsOf(input, '')
        const group = groups[seed % groups.length]
        if (!group) return
        group.value['not_a_field'] = 1
        const evaluation = evaluate(input, law, calendar)
        if (evaluation.ok) throw new Error(`${group.path} took a field nobody knows`)
        const path = group.path === '' ? 'not_a_field' : `${group.path}.not_a_field`
        expect(evaluation.refusals.map((refusal) => refusal.path)).toContain(path)
      }),
      runs,
    )
  })

  it('never stops the calculation: any value at any place is decided or refused', () => {
    const odd = fc.oneof(
      fc.anything({ withBigInt: true, withDate: true, withNullPrototype: true }),
      fc.constantFrom<unknown>(
        -1,
        0,
        0.5,
        1e300,
        NaN,
        '',
        '2024-02-30',
        '9999-12-31',
        '0001-01-01',
        null,
        [],
        {},
      ),
    )
    fc.assert(
      fc.property(fc.constantFrom(...cases), fc.nat(), odd, (each, seed, value) => {
        const input = structuredClone(each.input) as CaseInput
        const groups = groupsOf(input, '')
        const group = groups[seed % groups.length]
        const fields = Object.keys(group?.value ?? {})
        const field = fields[seed % Math.max(1, fields.length)]
        if (group && field !== undefined) group.value[field] = value
        const evaluation = evaluate(input, law, calendar)
        if (!evaluation.ok)
          for (const { path, message } of evaluation.refusals) expect(path + message).toMatch(/\S \S/)
      }),
      { numRuns: runs.numRuns * 2 },
    )
  })

  it('never stops the calculation: any value instead of a case is refused', () => {
    fc.assert(
      fc.property(fc.anything(), (input) => {
        expect(evaluate(input, law, calendar).ok).toBe(false)
      }),
      runs,
    )
  })
})

/** Every group of fields in a case, with its path. */
function groupsOf(value: unknown, path: string): { path: string; value: Record<string, unknown> }[] {
  if (Array.isArray(value)) return value.flatMap((each, index) => groupsOf(each, `${path}[${index}]`))
  if (typeof value !== 'object' || value === null) return []
  const own = { path, value: value as Record<string, unknown> }
  const inner = Object.entries(value).flatMap(([name, each]) =>
    name === 'repeats' ? [] : groupsOf(each, path === '' ? name : `${path}.${name}`),
  )
  return [own, ...inner]
}
