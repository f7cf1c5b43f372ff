import { describe, expect, it } from '@jest/globals'
import { addDays, type LocalDate, parseLocalDate } from '#libs/local-date'
import fc from 'fast-check'
import { claimTable } from './claim.table.js'
import { type PastStep, type ProgressFacts, publicProgress } from './public-progress.js'
import { type ClaimState, claimStates } from './vocabulary.js'

const day = (date: string): LocalDate => parseLocalDate(date)
const step = (event: PastStep['event'], to: ClaimState, on: string, round = 1): PastStep => ({
  event,
  to,
  round,
  on: day(on),
})

const facts = (changes: Partial<ProgressFacts> = {}): ProgressFacts => ({
  state: 'in_verification',
  round: 1,
  requestsThisRound: 0,
  today: day('2026-11-10'),
  createdOn: day('2026-11-01'),
  clocks: [],
  history: [step('submit', 'screening', '2026-11-02'), step('checks_done', 'in_verification', '2026-11-03')],
  addWorkingDays: addDays,
  ...changes,
})

describe('what the family is told of a claim', () => {
  it('names in every state who has the ball, a next step and a date', () => {
    for (const state of claimStates) {
      const { ball, next, steps, duty } = publicProgress(facts({ state }))
      expect(ball).not.toBe('')
      expect(next.date).toMatch(/^\d{4}-\d{2}-\d{2}$/)
      expect(steps).toHaveLength(6)
      expect(duty).not.toBe('')
    }
  })

  it('promises a date that is not over, whatever clock ran out and whoever has the ball', () => {
    fc.assert(
      fc.property(anyFacts, (any) => {
        const { next } = publicProgress(any)
        if (next.kind !== 'since') expect(next.date >= any.today).toBe(true)
      }),
    )
  })

  it('asks the family for something exactly when it has the ball, and then never calls us late', () => {
    fc.assert(
      fc.property(anyFacts, (any) => {
        const told = publicProgress(any)
        if (told.ball === 'claimant') expect(told.late).toBeNull()
        if (told.ball !== 'claimant' && told.ball !== 'nobody') expect(told.duty).toBe('none')
        if (told.interruption === 'your_action') expect(told.duty).not.toBe('none')
      }),
    )
  })

  it('dates the steps behind it in order and leaves those ahead without a date', () => {
    fc.assert(
      fc.property(anyWalk, (any) => {
        const { steps } = publicProgress(any)
        const dated = steps.flatMap(({ since }) => (since === null ? [] : [since]))
        expect(dated).toEqual([...dated].sort())
        expect(steps.filter(({ state, since }) => state === 'ahead' && since !== null)).toEqual([])
        expect(steps.filter(({ state }) => state === 'now').length).toBeLessThanOrEqual(1)
      }),
    )
  })

  it('never shows an earlier step than before without the event that says why', () => {
    fc.assert(
      fc.property(anyWalk, (any) => {
        const all = any.history
        for (let length = 2; length <= all.length; length++) {
          const before = progressAfter(all.slice(0, length - 1))
          const after = progressAfter(all.slice(0, length))
          if (before.number !== null && after.number !== null && after.number < before.number)
            expect(after.wentBack?.event).toBe(all[length - 1]?.event)
        }
      }),
    )
  })

  it('says first that we are late, keeps the new date until it comes, and tells when the law adds one percent a day', () => {
    const clocks = [{ name: 'legal', dueOn: day('2026-11-09'), paused: false }] as const
    const told = (today: string) => publicProgress(facts({ clocks, today: day(today) }))
    expect(told('2026-11-09').late).toBeNull()
    expect(told('2026-11-10').late).toEqual({ promised: '2026-11-12', legal: true })
    expect(told('2026-11-12').next).toEqual({ kind: 'by', date: '2026-11-12' })
    expect(told('2026-11-13').late?.promised).toBe('2026-11-15')
  })

  it('is not late while the family gathers its papers', () => {
    const clocks = [
      { name: 'service', dueOn: day('2026-11-09'), paused: true },
      { name: 'return', dueOn: day('2026-12-01'), paused: false },
    ] as const
    const told = publicProgress(facts({ state: 'awaiting_documents', clocks }))
    expect(told).toMatchObject({
      late: null,
      duty: 'supply_documents',
      next: { kind: 'until', date: '2026-12-01' },
    })
  })

  it('tells until when one may object, and that it is over', () => {
    const clocks = [{ name: 'objection', dueOn: day('2026-12-01'), paused: false }] as const
    const told = (today: string) => publicProgress(facts({ state: 'rejected', clocks, today: day(today) }))
    expect(told('2026-12-01')).toMatchObject({
      duty: 'may_object',
      next: { kind: 'until', date: '2026-12-01' },
    })
    expect(told('2026-12-02')).toMatchObject({ duty: 'objection_over', next: { kind: 'since' } })
  })

  it('goes back to the second step on an objection and says that this is why', () => {
    const history = [
      ...facts().history,
      step('propose', 'in_approval', '2026-11-05'),
      step('reject', 'rejected', '2026-11-06'),
      step('object', 'in_verification', '2026-11-08', 2),
    ]
    const told = publicProgress(facts({ round: 2, history }))
    expect(told).toMatchObject({
      number: 2,
      objection: true,
      wentBack: { event: 'object', on: '2026-11-08' },
    })
    expect(told.steps.map(({ state, since }) => [state, since])).toEqual([
      ['done', '2026-11-02'],
      ['now', '2026-11-08'],
      ['ahead', null],
      ['ahead', null],
      ['ahead', null],
      ['ahead', null],
    ])
  })

  it('is done with all six steps when the money has arrived', () => {
    const way = [
      ['submit', 'screening'],
      ['checks_done', 'in_verification'],
      ['propose', 'in_approval'],
      ['approve', 'approved'],
      ['release', 'paying'],
      ['all_settled', 'paid'],
    ] as const
    const history = way.map(([event, to], index) => step(event, to, `2026-11-0${index + 1}`))
    const told = publicProgress(facts({ state: 'paid', history }))
    expect(told.steps.every(({ state }) => state === 'done')).toBe(true)
    expect(told).toMatchObject({ ball: 'nobody', ended: true, next: { kind: 'since', date: '2026-11-06' } })
  })
})

const anyDate = fc.integer({ min: 0, max: 400 }).map((days) => addDays(day('2026-01-01'), days))
const anyClock = fc.record({
  name: fc.constantFrom(
    'service',
    'legal',
    'return',
    'third_party',
    'investigation',
    'objection',
    'objection_outcome',
    'expiry',
  ),
  dueOn: anyDate,
  paused: fc.boolean(),
})

const anyFacts: fc.Arbitrary<ProgressFacts> = fc
  .record({
    state: fc.constantFrom(...claimStates),
    round: fc.integer({ min: 1, max: 3 }),
    requestsThisRound: fc.integer({ min: 0, max: 2 }),
    today: anyDate,
    clocks: fc.uniqueArray(anyClock, { selector: ({ name }) => name }),
  })
  .map((changes) => facts({ ...changes, createdOn: day('2026-01-01') }) satisfies ProgressFacts)

/** Histories that the claim table allows. */
const anyWalk: fc.Arbitrary<ProgressFacts> = fc.array(fc.nat(), { maxLength: 25 }).map((choices) => {
  const history: PastStep[] = []
  let state: ClaimState = 'draft'
  let round = 1
  choices.forEach((choice, index) => {
    const rows = claimTable.filter(({ from }) => from === state)
    const row = rows[choice % Math.max(1, rows.length)]
    if (!row) return
    if (row.effects.some(({ kind }) => kind === 'next_round')) round += 1
    state = row.to
    history.push({ event: row.event, to: row.to, round, on: addDays(day('2026-01-01'), index) })
  })
  return progressFacts(history)
})

function progressFacts(history: readonly PastStep[]): ProgressFacts {
  const last = history.at(-1)
  const round = last?.round ?? 1
  const requests = history.filter((past) => past.round === round && past.event === 'request_documents')
  return facts({
    state: last?.to ?? 'draft',
    round,
    requestsThisRound: requests.length,
    history,
    createdOn: day('2026-01-01'),
    today: day('2027-06-01'),
  })
}

function progressAfter(history: readonly PastStep[]) {
  return publicProgress(progressFacts(history))
}
