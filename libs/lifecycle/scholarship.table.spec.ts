import { describe, expect, it } from '@jest/globals'
import { decide } from './engine.js'
import { awardTable } from './scholarship-award.table.js'
import type { AwardFacts, YearFacts } from './scholarship.guards.js'
import { yearTable, type YearEvent, type YearState } from './scholarship-year.table.js'
import type { Role } from './vocabulary.js'

const year: YearFacts = {
  today: '2026-08-01',
  actor: { id: 'sari', role: 'approver', limit: '12000000' },
  award: { active: true, accountChecked: true },
  year: {
    opensOn: '2026-07-01',
    closesOn: '2027-06-30',
    catchUpUntil: '2032-06-30',
    verifierId: 'tono',
    decidedBefore: [],
    closedBy: null,
    objectUntil: null,
  },
  evidence: { missing: 0, undecided: 0 },
  ruling: { payable: true, reason: null, amount: '12000000', current: true },
  yearTaken: false,
  payments: { total: 1, settled: 1, released: true, bounced: 0, reissuable: 0 },
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

  it('is not approved on a paper that is missing or was found wanting, but may be denied', () => {
    const evidence = { missing: 1, undecided: 0 }
    const input = { groundCode: 'PAPERS_NOT_GENUINE', reason: 'Sekolah tidak mengenal surat ini.' }
    expect(codes(fire('verified', 'approve', 'approver', { evidence }))).toEqual(['DOCUMENTS_INCOMPLETE'])
    expect(fire('verified', 'deny', 'approver', { evidence, input }).ok).toBe(true)
  })

  it('is not approved against the ruling, nor twice', () => {
    const ruling = { payable: false, reason: 'LEVEL_CAP_REACHED', amount: '0', current: true }
    expect(codes(fire('verified', 'approve', 'approver', { ruling, yearTaken: true }))).toEqual([
      'YEAR_NOT_PAYABLE',
      'SCHOOL_YEAR_TAKEN',
    ])
  })

  it('is approved only within the own limit and into a checked account', () => {
    const facts = {
      actor: { ...year.actor, limit: '11999999' },
      award: { active: true, accountChecked: false },
    }
    expect(codes(fire('verified', 'approve', 'approver', facts))).toEqual([
      'OVER_LIMIT',
      'ACCOUNT_NOT_CHECKED',
    ])
  })

  it('that was denied is looked at anew after an objection in time, by other people than before', () => {
    const denied = { ...year.year, closedBy: 'deny', objectUntil: '2026-08-01' } as const
    const input = { reason: 'Rapor baru' }
    expect(fire('not_payable', 'object', 'heir', { year: denied, input }).ok).toBe(true)
    expect(
      codes(fire('not_payable', 'object', 'heir', { year: denied, input, today: '2026-08-02' })),
    ).toEqual(['OBJECTION_PERIOD_OVER'])
    const again = { year: { ...year.year, decidedBefore: ['sari'] } }
    expect(codes(fire('verified', 'approve', 'approver', again))).toEqual(['SAME_PERSON'])
  })

  it('is denied only with a coded ground and a reason', () => {
    expect(codes(fire('verified', 'deny', 'approver'))).toEqual(['GROUND_MISSING', 'REASON_MISSING'])
  })
})

describe('an award', () => {
  const award: AwardFacts = {
    today: year.today,
    actor: year.actor,
    earned: true,
    otherAwards: 1,
    awardsAllowed: 2,
    atSchool: true,
    guardianNamedBy: null,
    ended: { by: null, objectUntil: null, objected: false },
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

  it('that has ended comes back only by an objection that another person upheld', () => {
    expect(
      awardTable.filter((row) => row.from === 'ended' && row.to !== 'ended').map(({ event }) => event),
    ).toEqual(['reinstate'])
    const reinstate = (by: string) =>
      decide(
        awardTable,
        { state: 'ended', event: 'reinstate', role: 'objection_reviewer' },
        { ...award, ended: { by, objectUntil: null, objected: true }, input: { reason: 'Masih kuliah' } },
      )
    expect(reinstate('sari').ok).toBe(false)
    expect(reinstate('tono').ok).toBe(true)
  })

  it('changes its guardian only when another person named the new one', () => {
    const change = (guardianNamedBy: string | null) =>
      decide(
        awardTable,
        { state: 'active', event: 'change_guardian', role: 'manager' },
        { ...award, guardianNamedBy },
      )
    expect([change(null).ok, change('sari').ok, change('tono').ok]).toEqual([false, false, true])
  })
})
