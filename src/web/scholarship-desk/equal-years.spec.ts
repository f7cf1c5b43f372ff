import { describe, expect, it } from '@jest/globals'
import type { WaitingYear } from '../../scholarship/school-years-in-branch.query.js'
import { areEqual, AT_MOST, equalYears, isPlain } from './equal-years.js'

const year: WaitingYear = {
  id: 'a',
  claim_number: 'JKM-PSR-2210-000001',
  child_name: 'Ani',
  school_year: '2022/2023',
  level: 'TK_SD',
  grade: '5',
  state: 'verified',
  seq: 3,
  received_on: '2022-10-12',
  amount: 1_500_000n,
  payable: true,
  reason: null,
  verifier_id: 'verifier',
  verifier: 'Dewi',
  marks: [],
}
const approver = { staffId: 'approver', limit: '2000000' }

describe('years that one person approves together', () => {
  it('are equal in year, level and sum, and at least two', () => {
    const others = [
      { ...year, id: 'b' },
      { ...year, id: 'c', level: 'SMP', amount: 2_000_000n },
      { ...year, id: 'd', school_year: '2023/2024' },
    ]
    expect([areEqual([year, year]), areEqual([year, ...others])]).toEqual([true, false])
    expect(equalYears([year, ...others], approver)).toEqual([
      { schoolYear: '2022/2023', level: 'TK_SD', amount: 1_500_000n, years: [year, { ...year, id: 'b' }] },
    ])
  })

  it.each<[string, Partial<WaitingYear>]>([
    ['has a mark', { marks: ['caught_up'] }],
    ['the law does not pay', { payable: false }],
    ['is above the own limit', { amount: 3_000_000n }],
    ['the same person verified', { verifier_id: 'approver' }],
    ['nobody verified', { verifier_id: null }],
  ])('never hold one that %s', (_, changed) => {
    expect(isPlain(year, approver)).toBe(true)
    expect(isPlain({ ...year, ...changed }, approver)).toBe(false)
  })

  it('are never more than a person reads through', () => {
    const many = Array.from({ length: AT_MOST + 5 }, (_, index) => ({ ...year, id: String(index) }))
    expect(equalYears(many, approver)[0]?.years).toHaveLength(AT_MOST)
  })
})
