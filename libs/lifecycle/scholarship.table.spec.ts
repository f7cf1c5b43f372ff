import { describe, expect, it } from '@jest/globals'
import { decide } from './engine.js'
import { awardTable } from './scholarship-award.table.js'
import type { AwardFacts, YearFacts } from './scholarship.guards.js'
import { yearTable, type YearEvent, type YearState } from './scholarship-year.table.js'
import type { Role } from './vocabulary.js'

const year: YearFacts = {
  today: '2026-08-01',
  actor: { id: 'sari', role: 'approver' },
  award: { active: true },
  year: { opensOn: '2026-07-01', closesOn: '2027-06-30', catchUpUntil: '2032-06-30', verifierId: 'tono' },
  evidence: { missing: 0, undecided: 0 },
  ruling: { payable: true, reason: null, current: true },
  yearTaken: false,
  payments: { total: 1, settled: 1, released: true },
  input: {},
}
function fire(state: YearState, event: YearEvent, role: Role, facts: Partial<YearFacts> = {}) {
  return decide(yearTable, { state, event, role }, { ...year, ...facts })
}
const codes = (decision: ReturnType<typeof fire>) =>
  decision.ok ? [] : decision.refusals.map((refusal) => refusal.code)

describe('a school year', () => {
  it('opens on its first day', () => {
    expect(codes(fire('planned', 'open', 'system', { today: '2026-06-30' }))).toEqual([
      'SCHOOL_YEAR_NOT_BEGUN',
    ])
    expect(fire('planned', 'open', 'system', { today: '2026-07-01' }).ok).toBe(true)
  })

  it('is missed after its last day, and can be caught up to the last day allowed', () => {
    expect(codes(fire('open', 'miss', 'system', { today: '2027-06-30' }))).toEqual(['SCHOOL_YEAR_NOT_OVER'])
    expect(fire('open', 'miss', 'system', { today: '2027-07-01' }).ok).toBe(true)
    expect(fire('missed', 'catch_up', 'heir', { today: '2032-06-30' }).ok).toBe(true)
    expect(codes(fire('missed', 'catch_up', 'heir', { today: '2032-07-01' }))).toEqual(['CATCH_UP_OVER'])
  })

  it('is approved, or denied, by another person than the one who verified', () => {
    const same = {
      year: { ...year.year, verifierId: 'sari' },
      input: { groundCode: 'AGE_23_REACHED', reason: 'Usia 23 tahun' },
    }
    expect(fire('verified', 'approve', 'approver').ok).toBe(true)
    expect(codes(fire('verified', 'approve', 'approver', same))).toEqual(['DUTY_ALREADY_HELD'])
    expect(codes(fire('verified', 'deny', 'approver', same))).toEqual(['DUTY_ALREADY_HELD'])
  })

  it('is not approved against the ruling, nor twice', () => {
    const ruling = { payable: false, reason: 'LEVEL_CAP_REACHED', current: true }
    expect(codes(fire('verified', 'approve', 'approver', { ruling, yearTaken: true }))).toEqual([
      'YEAR_NOT_PAYABLE',
      'SCHOOL_YEAR_TAKEN',
    ])
  })

  it('is denied only with a coded ground and a reason', () => {
    expect(codes(fire('verified', 'deny', 'approver'))).toEqual(['GROUND_MISSING', 'REASON_MISSING'])
  })
})

describe('an award', () => {
  const award: AwardFacts = {
    actor: year.actor,
    earned: true,
    otherAwards: 1,
    awardsAllowed: 2,
    atSchool: true,
    input: {},
  }
  const activate = (facts: Partial<AwardFacts>) =>
    decide(awardTable, { state: 'candidate', event: 'activate', role: 'system' }, { ...award, ...facts })

  it('is given to as many children as the law allows and to no more', () => {
    expect(activate({}).ok).toBe(true)
    expect(activate({ otherAwards: 2 })).toMatchObject({
      refusals: [{ code: 'AWARDS_USED_UP', params: { allowed: 2 } }],
    })
  })

  it('that has ended is over for good', () => {
    expect(awardTable.filter((row) => row.from === 'ended')).toEqual([])
  })
})
