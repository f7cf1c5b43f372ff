import { describe, expect, it } from '@jest/globals'
import { addDays, type LocalDate, parseLocalDate } from '#libs/local-date'
import { yearProgress, type YearProgressFacts } from './scholarship-progress.js'
import { yearStates } from './scholarship-year.table.js'

const day = parseLocalDate
const facts: YearProgressFacts = {
  state: 'open',
  today: day('2026-11-23'),
  since: day('2026-07-01'),
  opensOn: day('2026-07-01'),
  closesOn: day('2027-06-30'),
  catchUpUntil: day('2032-06-30'),
  promised: null,
  bounced: false,
  objectUntil: null,
  awardActive: true,
  addWorkingDays: (from: LocalDate, count: number) => addDays(from, count),
}
const of = (changes: Partial<YearProgressFacts>) => yearProgress({ ...facts, ...changes })

describe('a school year as its family reads it', () => {
  it('has an answer for every state', () => {
    for (const state of yearStates) expect(of({ state }).next.date).toMatch(/^\d{4}-/)
  })

  it('can be applied for to its last day, and caught up to the last day allowed', () => {
    expect(of({})).toMatchObject({
      duty: 'apply',
      ball: 'family',
      next: { kind: 'until', date: '2027-06-30' },
    })
    const missed = of({ state: 'missed', today: day('2032-06-30') })
    expect(missed).toMatchObject({ duty: 'catch_up', next: { kind: 'until', date: '2032-06-30' } })
    expect(of({ state: 'missed', today: day('2032-07-01') }).duty).toBe('none')
  })

  it('asks nothing of a family whose child is not supported now', () => {
    expect(of({ awardActive: false })).toMatchObject({ duty: 'none', ball: 'nobody' })
  })

  it('is ours by the promised day, and by a new one once that has passed', () => {
    const promised = day('2026-11-24')
    expect(of({ state: 'evidence_in', promised })).toMatchObject({
      ball: 'branch',
      late: false,
      next: { kind: 'by', date: promised },
    })
    const late = of({ state: 'verified', promised, today: day('2026-12-30') })
    expect(late).toMatchObject({ ball: 'approver', late: true, next: { kind: 'by' } })
    expect(late.next.date >= '2026-12-30').toBe(true)
  })

  it('asks for another account once the bank has sent the money back', () => {
    expect(of({ state: 'paying' })).toMatchObject({ ball: 'bank', duty: 'none' })
    expect(of({ state: 'paying', bounced: true })).toMatchObject({ ball: 'family', duty: 'account' })
  })

  it('that was denied can be objected to until the day that was told', () => {
    const denied = { state: 'not_payable', objectUntil: day('2026-12-01') } as const
    expect(of(denied)).toMatchObject({ duty: 'may_object', next: { kind: 'until', date: '2026-12-01' } })
    expect(of({ ...denied, today: day('2026-12-02') })).toMatchObject({ duty: 'none', ball: 'nobody' })
  })
})
