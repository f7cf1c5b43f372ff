import { describe, expect, it } from '@jest/globals'
import { ApprovalLimits } from './approval-limits.js'

const row = (changes: object = {}) => ({
  from: '2015-07-01',
  role: 'approver',
  program: 'jkm',
  evidence: 'complete',
  up_to: 1_000,
  second_above: 500,
  ...changes,
})
const every = (changes: object = {}) =>
  ['jkm', 'jkk'].flatMap((program) =>
    ['complete', 'substituted', 'waived'].map((evidence) => row({ program, evidence, ...changes })),
  )
const rules = (limits: object[], freezes: object[] = []) => ApprovalLimits.of({ limits, freezes })

describe('the limits of approval', () => {
  it('of the product are sound', () => {
    expect(ApprovalLimits.fromConfig().on('2026-11-22').limits).toHaveLength(6)
  })

  it('are those of the latest row that is in force', () => {
    const both = rules([...every(), row({ from: '2026-01-01', up_to: 900 })])
    const upTo = (day: string) => both.on(day).limits[0]?.upTo
    expect([upTo('2025-12-31'), upTo('2026-01-01')]).toEqual(['1000', '900'])
  })

  it('allow nothing before the first row', () => {
    expect(rules(every()).on('2015-06-30').limits).toEqual([])
  })

  it('know the days on which nothing is decided, both ends included', () => {
    const frozen = rules(every(), [
      { from: '2026-12-30', to: '2027-01-02', reason: 'Tutup buku akhir tahun.' },
    ])
    const days = ['2026-12-29', '2026-12-30', '2027-01-02', '2027-01-03']
    expect(days.map((day) => frozen.on(day).frozenUntil)).toEqual([null, '2027-01-02', '2027-01-02', null])
  })

  it('are those of the day where the branch is', () => {
    const newYear = rules([...every(), row({ from: '2027-01-01', up_to: 900 })])
    const upTo = (now: string) => Object.values(newYear.inZones(now)).map(({ limits }) => limits[0]?.upTo)
    expect(upTo('2026-12-31T14:59:59.999Z')).toEqual(['1000', '1000', '1000'])
    expect(upTo('2026-12-31T15:30:00.000Z')).toEqual(['1000', '1000', '900'])
    expect(upTo('2026-12-31T16:30:00.000Z')).toEqual(['1000', '900', '900'])
    expect(upTo('2026-12-31T17:00:00.000Z')).toEqual(['900', '900', '900'])
  })

  it.each([
    ['a program without a limit', [row()], 'tidak ada batas untuk jkk'],
    ['the same row twice', [...every(), row()], 'tertulis dua kali'],
    ['a second limit above the first', every({ second_above: 2_000 }), 'second_above'],
    ['a role that does not approve', every({ role: 'manager' }), 'role'],
    ['a date that is none', every({ from: '2015-13-01' }), 'TTTT-BB-HH'],
  ])('are refused with %s', (_, limits, words) => {
    expect(() => rules(limits)).toThrow(words)
  })

  it('are refused with a freeze that ends before it begins', () => {
    const freeze = { from: '2027-01-02', to: '2026-12-30', reason: 'Tutup buku akhir tahun.' }
    expect(() => rules(every(), [freeze])).toThrow('to tidak boleh sebelum from')
  })
})
