import { describe, expect, it } from '@jest/globals'
import { loadWorkingCalendar } from '../../src/platform/law-loader/load-calendar.js'
import { loadLaw } from '../../src/platform/law-loader/load-law.js'
import { evaluate, toJson } from './index.js'

const law = loadLaw()
const calendar = loadWorkingCalendar({ cutiBersamaCounts: false })

type Fields = Record<string, unknown>

interface Condition {
  readonly reason: string
  readonly condition: Fields
  readonly parameters: readonly { name: string }[]
}

/** Reason, condition and parameters of the first refusal, as the document tells them. */
function refusalOf(parts: { participant?: Fields; event?: Fields; claim?: Fields } & Fields): unknown[] {
  const { participant, event, claim, ...rest } = parts
  const input = {
    participant: { segment: 'BPU', benefit_wage_base: 1_000_000, ...participant },
    event: { type: 'non_work_death', event_date: '2025-05-20', ...event },
    claim: { received: '2025-06-02', ...claim },
    ...rest,
  }
  const evaluation = evaluate(input, law, calendar)
  if (!evaluation.ok) throw new Error(JSON.stringify(evaluation.refusals))
  const [first] = JSON.parse(toJson(evaluation.answer.counterfactuals ?? [])) as Condition[]
  return [first?.reason, first?.condition, first?.parameters.map(({ name }) => name)]
}

const child = { name: 'Anak 1', birth_date: '2012-01-01', level: 'SMP', grade: '7', school_year: '2024/2025' }
const accident = { type: 'work_accident', event_date: '2025-05-20', outcome: 'death' }

describe('what would have to be otherwise', () => {
  it('is an earlier start of membership during the waiting months', () => {
    expect(refusalOf({ participant: { membership_start: '2025-03-05' } })).toEqual([
      'JKM_SHORT_MEMBERSHIP',
      {
        fact: 'participant.membership_start',
        needs: 'on_or_before',
        value: '2025-02-20',
        actual: '2025-03-05',
      },
      ['jkm.bpu_full_benefit_min_months'],
    ])
  })

  it('is more contribution months when the start of membership is not stated', () => {
    expect(refusalOf({ participant: { contribution_months: 2 } })).toEqual([
      'JKM_SHORT_MEMBERSHIP',
      { fact: 'participant.contribution_months', needs: 'at_least', value: 3, actual: 2 },
      ['jkm.bpu_full_benefit_min_months'],
    ])
  })

  it('is a later last paid day within the grace months, and after them', () => {
    const needed = { fact: 'participant.paid_until', needs: 'on_or_after', value: '2025-05-20' }
    expect(refusalOf({ participant: { paid_until: '2025-03-31' } })).toEqual([
      'ARREARS_WITHIN_GRACE',
      { ...needed, actual: '2025-03-31' },
      ['arrears.bpu_grace_months'],
    ])
    expect(refusalOf({ participant: { paid_until: '2025-01-31' } })).toEqual([
      'MEMBERSHIP_ENDED',
      { ...needed, actual: '2025-01-31' },
      ['arrears.bpu_grace_months'],
    ])
  })

  it('is no arrears within the grace months, and no more than them after', () => {
    const needed = { fact: 'participant.arrears_months', needs: 'at_most' }
    const grace = ['arrears.bpu_grace_months']
    expect(refusalOf({ participant: { arrears_months: 3 } })).toEqual([
      'ARREARS_WITHIN_GRACE',
      { ...needed, value: 0, actual: 3 },
      grace,
    ])
    expect(refusalOf({ participant: { arrears_months: 4 } })).toEqual([
      'MEMBERSHIP_ENDED',
      { ...needed, value: 3, actual: 4 },
      grace,
    ])
  })

  it('is a membership that began by the day of the event', () => {
    expect(refusalOf({ participant: { membership_start: '2025-05-21' } })).toEqual([
      'MEMBERSHIP_NOT_STARTED',
      {
        fact: 'participant.membership_start',
        needs: 'on_or_before',
        value: '2025-05-20',
        actual: '2025-05-21',
      },
      [],
    ])
  })

  it('is an employment that lasted until the day of the event', () => {
    const participant = { segment: 'PU', employment_ended: '2025-05-19' }
    expect(refusalOf({ participant })).toEqual([
      'MEMBERSHIP_ENDED',
      {
        fact: 'participant.employment_ended',
        needs: 'on_or_after',
        value: '2025-05-20',
        actual: '2025-05-19',
      },
      [],
    ])
  })

  it('is an earlier application when the right has lapsed', () => {
    expect(refusalOf({ claim: { received: '2030-05-21' } })).toEqual([
      'CLAIM_EXPIRED',
      { fact: 'claim.received', needs: 'on_or_before', value: '2030-05-20', actual: '2030-05-21' },
      ['jkm.expiry_years'],
    ])
  })

  it('is fewer months of arrears of the employer, or a later paid day', () => {
    const covered = ['arrears.pu_covered_months']
    expect(refusalOf({ participant: { segment: 'PU', arrears_months: 4 } })).toEqual([
      'ARREARS_BEYOND_COVER',
      { fact: 'participant.arrears_months', needs: 'at_most', value: 3, actual: 4 },
      covered,
    ])
    expect(refusalOf({ participant: { segment: 'PU', paid_until: '2025-02-19' } })).toEqual([
      'ARREARS_BEYOND_COVER',
      { fact: 'participant.paid_until', needs: 'on_or_after', value: '2025-02-20', actual: '2025-02-19' },
      covered,
    ])
  })

  it('is a report within two days of the accident', () => {
    const event = { ...accident, accident_at: '2025-05-20T08:00:00+08:00' }
    const late = { event, stage1_reported_at: '2025-05-22T08:00:01+08:00' }
    expect(refusalOf({ ...late, participant: { segment: 'PU' } })).toEqual([
      'STAGE1_REPORTED_LATE',
      { fact: 'stage1_reported_at', needs: 'at_most', value: 48 },
      ['jkk.late_report_shifts_liability', 'jkk.report_hours'],
    ])
  })

  it('is a disease found within the window after the employment', () => {
    const event = { type: 'occupational_disease', outcome: 'death' }
    const participant = { segment: 'PU', employment_ended: '2022-05-19' }
    expect(refusalOf({ participant, event })).toEqual([
      'PAK_AFTER_EMPLOYMENT_WINDOW',
      { fact: 'event.event_date', needs: 'on_or_before', value: '2025-05-19', actual: '2025-05-20' },
      ['jkk.pak_after_employment_years'],
    ])
  })

  it('is a death within the hours after a collapse at work, and the way straight to care', () => {
    const event = {
      type: 'sudden_death_at_work',
      collapsed_at: '2025-05-20T08:00:00+08:00',
      died_at: '2025-05-21T08:00:01+08:00',
    }
    expect(refusalOf({ event })).toEqual([
      'NOT_A_WORK_ACCIDENT',
      { fact: 'event.died_at', needs: 'at_most', value: 24 },
      ['jkk.sudden_death_hours'],
    ])
    const sameDay = { ...event, died_at: '2025-05-20T09:00:00+08:00', taken_directly_to_care: false }
    expect(refusalOf({ event: sameDay })).toEqual([
      'NOT_A_WORK_ACCIDENT',
      { fact: 'event.taken_directly_to_care', needs: 'equals', value: true, actual: false },
      ['jkk.sudden_death_hours'],
    ])
  })

  it.each([
    [
      { birth_date: '2002-06-02', level: 'PT', grade: '4' },
      'AGE_23_REACHED',
      { fact: 'child.age', needs: 'at_most', value: 22, actual: 23 },
      ['scholarship.age_limit'],
    ],
    [
      { married: true },
      'CHILD_MARRIED',
      { fact: 'child.married', needs: 'equals', value: false, actual: true },
      [],
    ],
    [
      { employment: { segment: 'PU', consecutive_months: 7 } },
      'CHILD_WORKING',
      { fact: 'child.employment.consecutive_months', needs: 'at_most', value: 6, actual: 7 },
      ['scholarship.worker_child_exception_months'],
    ],
    [
      { birth_date: '2026-03-17' },
      'CHILD_BORN_TOO_LATE',
      { fact: 'child.birth_date', needs: 'on_or_before', value: '2026-03-16', actual: '2026-03-17' },
      ['scholarship.birth_after_death_days'],
    ],
    [
      { school_year: '2023/2024' },
      'SCHOOL_YEAR_BEFORE_EVENT',
      { fact: 'school_year', needs: 'on_or_after', value: '2024/2025', actual: '2023/2024' },
      ['scholarship.school_year_start'],
    ],
    [
      { school_year: '2026/2027' },
      'SCHOOL_YEAR_NOT_BEGUN',
      { fact: 'application.received', needs: 'on_or_after', value: '2026-07-01', actual: '2025-06-02' },
      ['scholarship.school_year_start'],
    ],
  ])('is another fact of the child: %o', (fields, reason, condition, parameters) => {
    expect(refusalOf({ event: accident, children: [{ ...child, ...fields }] })).toEqual([
      reason,
      condition,
      parameters,
    ])
  })

  it('is more contribution months of the parent, or one child fewer', () => {
    const participant = { segment: 'PU', contribution_months: 35 }
    expect(refusalOf({ participant, children: [child] })).toEqual([
      'JKM_CONTRIBUTION_MONTHS_BELOW_36',
      { fact: 'participant.contribution_months', needs: 'at_least', value: 36, actual: 35 },
      ['scholarship.jkm_min_contribution_months'],
    ])
    const children = ['A', 'B', 'C'].map((name) => ({ ...child, name }))
    expect(refusalOf({ event: accident, children })).toEqual([
      'TWO_CHILDREN_CAP',
      { fact: 'child.place', needs: 'at_most', value: 2 },
      ['scholarship.max_children'],
    ])
  })
})
