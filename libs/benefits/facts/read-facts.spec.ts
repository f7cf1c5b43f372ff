import { describe, expect, it } from '@jest/globals'
import { loadLaw } from '../../../src/platform/law-loader/load-law.js'
import { readFacts } from './read-facts.js'

const law = loadLaw()

type Fields = Record<string, unknown>

function refusedPaths(input: unknown): string[] {
  const reading = readFacts(input, law)
  return reading.ok ? [] : reading.refusals.map(({ path }) => path)
}

/** A claim that is fine, with parts of it replaced. */
function claim(parts: { participant?: Fields; event?: Fields; claim?: Fields } & Fields = {}): Fields {
  const { participant, event, claim: application, ...rest } = parts
  return {
    participant: { segment: 'PU', benefit_wage_base: 3_000_000, ...participant },
    event: { type: 'work_accident', event_date: '2023-05-10', outcome: 'recovered', ...event },
    claim: { received: '2023-06-10', ...application },
    ...rest,
  }
}

const partial = (disabilities: unknown, participant: Fields = {}) =>
  claim({ participant, event: { outcome: 'partial' }, disabilities })
const sudden = (event: Fields) =>
  claim({
    event: { type: 'sudden_death_at_work', outcome: undefined, event_date: '2024-03-01', ...event },
    claim: { received: '2024-04-01' },
  })
const bpu = { segment: 'BPU', benefit_wage_base: 1_000_000 }
const child = { name: 'Anak 1', birth_date: '2012-01-01', level: 'SMP', grade: '7', school_year: '2023/2024' }
const deadly = { outcome: 'death' }

describe('a claim is refused', () => {
  it.each<[string, string, unknown]>([
    ['a case that is no group of fields', 'input', []],
    ['an unknown field', 'participant.wage', claim({ participant: { wage: 1 } })],
    ['an unknown field of a receipt', 'receipts.taxi', claim({ receipts: { taxi: 1 } })],
    ['an unknown kind', 'kind', { kind: 'claim', ...claim() }],
    ['a missing part', 'claim', { ...claim(), claim: undefined }],
    ['a missing date of application', 'claim.received', claim({ claim: { received: undefined } })],
    ['an unknown segment', 'participant.segment', claim({ participant: { segment: 'ASN' } })],
    ['31 February', 'event.event_date', claim({ event: { event_date: '2023-02-31' } })],
    ['29 February of a common year', 'event.event_date', claim({ event: { event_date: '2023-02-29' } })],
    ['a date with a time', 'event.event_date', claim({ event: { event_date: '2023-05-10T00:00:00Z' } })],
    ['a date beyond all calendars', 'claim.received', claim({ claim: { received: '9999-01-01' } })],
    ['a negative wage', 'participant.benefit_wage_base', claim({ participant: { benefit_wage_base: -1 } })],
    [
      'a part of a rupiah',
      'participant.benefit_wage_base',
      claim({ participant: { benefit_wage_base: 0.5 } }),
    ],
    [
      'an amount as text',
      'participant.benefit_wage_base',
      claim({ participant: { benefit_wage_base: '3000000' } }),
    ],
    ['an amount beyond exact integers', 'receipts.medical', claim({ receipts: { medical: 2 ** 60 } })],
    ['a negative receipt', 'receipts.glasses', claim({ receipts: { glasses: -5 } })],
    ['half a day of incapacity', 'stmb_days', claim({ stmb_days: 1.5 })],
    [
      'an instant without an offset',
      'event.accident_at',
      claim({ event: { accident_at: '2023-05-10T09:00:00' } }),
    ],
    [
      'a death before the accident',
      'event.death_date',
      claim({ event: { ...deadly, death_date: '2023-05-09' } }),
    ],
    ['a death of someone who recovered', 'event.death_date', claim({ event: { death_date: '2023-05-11' } })],
    ['an application before the event', 'claim.received', claim({ claim: { received: '2023-05-09' } })],
    [
      'an accident at another day',
      'event.accident_at',
      claim({ event: { accident_at: '2023-05-12T09:00:00+08:00' } }),
    ],
    [
      'a report before the accident',
      'stage1_reported_at',
      claim({
        event: { accident_at: '2023-05-10T09:00:00+08:00' },
        stage1_reported_at: '2023-05-10T08:59:59+08:00',
      }),
    ],
    ['an accident without an outcome', 'event.outcome', claim({ event: { outcome: undefined } })],
    [
      'a death outside work that ends in disability',
      'event.outcome',
      claim({ event: { type: 'non_work_death', outcome: 'partial' } }),
    ],
    [
      'a collapse of a work accident',
      'event.collapsed_at',
      claim({ event: { collapsed_at: '2023-05-10T09:00:00+08:00' } }),
    ],
    ['a collapse without a death', 'event.died_at', sudden({ collapsed_at: '2024-03-01T09:00:00+08:00' })],
    [
      'a death before the collapse',
      'event.died_at',
      sudden({ collapsed_at: '2024-03-01T09:00:00+08:00', died_at: '2024-03-01T08:00:00+08:00' }),
    ],
    [
      'a collapse on another day',
      'event.collapsed_at',
      sudden({ collapsed_at: '2024-03-05T09:00:00+08:00', died_at: '2024-03-05T10:00:00+08:00' }),
    ],
    [
      'an income of a wage earner',
      'participant.reported_income',
      claim({ participant: { reported_income: 1 } }),
    ],
    [
      'a true wage of an informal worker',
      'participant.true_monthly_wage',
      claim({ participant: { ...bpu, true_monthly_wage: 9 } }),
    ],
    [
      'a daily wage of an informal worker',
      'participant.wage_kind',
      claim({ participant: { ...bpu, wage_kind: 'daily' } }),
    ],
    [
      'an employer of an informal worker',
      'participant.wages_continued_by_employer',
      claim({ participant: { ...bpu, wages_continued_by_employer: true } }),
    ],
    [
      'an earlier membership that ended later',
      'participant.previous_membership_ended',
      claim({ participant: { membership_start: '2020-01-01', previous_membership_ended: '2020-01-02' } }),
    ],
    [
      'a death without any wage',
      'participant.benefit_wage_base',
      claim({ participant: { benefit_wage_base: undefined }, event: deadly }),
    ],
    [
      'incapacity without any wage',
      'participant.benefit_wage_base',
      claim({ participant: { benefit_wage_base: undefined }, stmb_days: 1 }),
    ],
    [
      'a daily wage without days of the week',
      'participant.days_per_week',
      claim({ participant: { benefit_wage_base: undefined, wage_kind: 'daily', daily_wage: 1 } }),
    ],
    [
      'a week of seven days',
      'participant.days_per_week',
      claim({
        participant: { benefit_wage_base: undefined, wage_kind: 'daily', daily_wage: 1, days_per_week: 7 },
      }),
    ],
    [
      'a daily wage with the monthly kind',
      'participant.daily_wage',
      claim({ participant: { daily_wage: 100_000 } }),
    ],
    [
      'two months of piece work',
      'participant.last_three_months',
      claim({
        participant: { benefit_wage_base: undefined, wage_kind: 'piece_rate', last_three_months: [1, 2] },
      }),
    ],
    [
      'piece work without pay',
      'participant.last_three_months',
      claim({ participant: { benefit_wage_base: undefined, wage_kind: 'piece_rate' } }),
    ],
    [
      'children without contribution months',
      'participant.contribution_months',
      claim({ event: { type: 'non_work_death', outcome: undefined }, children: [child] }),
    ],
    [
      'a level without a school year',
      'children[0].school_year',
      claim({ event: deadly, children: [{ ...child, school_year: undefined }] }),
    ],
    [
      'years that do not follow',
      'children[0].school_year',
      claim({ event: deadly, children: [{ ...child, school_year: '2023/2025' }] }),
    ],
    [
      'a grade of another level',
      'children[0].grade',
      claim({ event: deadly, children: [{ ...child, grade: '4' }] }),
    ],
    [
      'a grade as a number',
      'children[0].grade',
      claim({ event: deadly, children: [{ ...child, grade: 7 }] }),
    ],
    [
      'the same place twice',
      'children[1].registration_order',
      claim({
        event: deadly,
        children: [
          { ...child, registration_order: 1 },
          { ...child, registration_order: 1 },
        ],
      }),
    ],
  ])('for %s, naming %s', (_, path, input) => {
    expect(refusedPaths(withoutUndefined(input))).toContain(path)
  })
})

describe('a disability is refused', () => {
  it.each<[string, string, unknown]>([
    ['none for a partial disability', 'disabilities', partial([])],
    ['one of someone who recovered', 'disabilities', claim({ disabilities: [{ code: 'SMELL' }] })],
    ['an unknown code', 'disabilities[0].code', partial([{ code: 'TAIL' }])],
    ['the wrong side', 'disabilities[0].side', partial([{ code: 'THUMB_R', side: 'L' }])],
    ['a side of what has none', 'disabilities[0].side', partial([{ code: 'SMELL', side: 'L' }])],
    [
      'no function lost',
      'disabilities[0].function_loss_pct',
      partial([{ code: 'THUMB_R', function_loss_pct: 0 }]),
    ],
    [
      'more than all function',
      'disabilities[0].function_loss_pct',
      partial([{ code: 'THUMB_R', function_loss_pct: 100.1 }]),
    ],
    [
      'a hearing loss without decibels',
      'disabilities[0].decibel',
      partial([{ code: 'HEARING_LOSS_BOTH_10DB' }]),
    ],
    ['decibels of a thumb', 'disabilities[0].decibel', partial([{ code: 'THUMB_R', decibel: 10 }])],
    [
      'one eye measured',
      'disabilities[0].better_eye_efficiency',
      partial([{ code: 'VISION_PARTIAL_10PCT', better_eye_efficiency: 10 }]),
    ],
    [
      'a better eye that is worse',
      'disabilities[0].better_eye_efficiency',
      partial([{ code: 'VISION_PARTIAL_10PCT', better_eye_efficiency: 10, worse_eye_efficiency: 20 }]),
    ],
    ['a scalp below the range', 'disabilities[0].units', partial([{ code: 'SCALP', units: 9 }])],
    [
      'a scalp above the range',
      'disabilities[0].function_loss_pct',
      partial([{ code: 'SCALP', function_loss_pct: 30.5 }]),
    ],
    ['a scalp without a figure', 'disabilities[0].units', partial([{ code: 'SCALP' }])],
    ['the same part twice', 'disabilities[1].code', partial([{ code: 'SMELL' }, { code: 'SMELL' }])],
    [
      'a side left open that matters',
      'disabilities[1].side',
      partial([{ code: 'FOOT_ANKLE', side: 'L' }, { code: 'TOE_BIG' }]),
    ],
  ])('for %s, naming %s', (_, path, input) => {
    expect(refusedPaths(input)).toContain(path)
  })

  it('no, when the side does not matter', () => {
    expect(refusedPaths(partial([{ code: 'LEG_HIP' }, { code: 'SMELL' }]))).toEqual([])
    expect(refusedPaths(partial([{ code: 'LEGS_BOTH_HIP' }, { code: 'TOE_BIG' }]))).toEqual([])
  })
})

describe('another case is refused', () => {
  const application = { received: '2023-08-01', school_year: '2023/2024', level: 'SMP', grade: '8' }
  const year = (parts: Fields) => ({
    kind: 'scholarship_year',
    parent: { program: 'JKM', event_date: '2022-01-10' },
    child: { birth_date: '2010-01-01' },
    application,
    ...parts,
  })
  const projection = (parts: Fields) => ({
    kind: 'scholarship_projection',
    child: { birth_date: '2010-01-01', level: 'SMP', grade: '8', first_school_year: '2023/2024' },
    ...parts,
  })
  const bill = (parts: Fields) => ({
    kind: 'contribution',
    segment: 'BPU',
    reported_income: 1,
    month: '2024-05',
    ...parts,
  })
  const late = { program: 'JKM', requirements_complete: '2024-04-05', paid_on: '2024-04-22', late_base: 1 }

  it.each<[string, string, unknown]>([
    [
      'a year applied for before the event',
      'application.received',
      year({ application: { ...application, received: '2021-08-01' } }),
    ],
    [
      'a year without a level',
      'application.level',
      year({ application: { ...application, level: undefined } }),
    ],
    [
      'one year and several',
      'application.school_years',
      year({ application: { ...application, school_years: [{ school_year: '2022/2023', level: 'SMP' }] } }),
    ],
    [
      'the same school year twice',
      'application.school_years',
      year({
        application: {
          received: '2023-08-01',
          school_years: [
            { school_year: '2022/2023', level: 'SMP' },
            { school_year: '2022/2023', level: 'SMP' },
          ],
        },
      }),
    ],
    [
      'paid years of an unknown level',
      'child.paid_years.S2',
      year({ child: { birth_date: '2010-01-01', paid_years: { S2: 1 } } }),
    ],
    [
      'a parent who died in part',
      'parent.outcome',
      year({ parent: { program: 'JKM', event_date: '2022-01-10', outcome: 'partial' } }),
    ],
    [
      'a day that is none',
      'assumptions.yearly_application_date',
      projection({ assumptions: { yearly_application_date: '31 April' } }),
    ],
    [
      'grades that stand still',
      'assumptions.one_grade_per_year',
      projection({ assumptions: { one_grade_per_year: false } }),
    ],
    [
      'a repeat of no grade',
      'assumptions.repeats[0]',
      projection({ assumptions: { repeats: [['SMP', '12']] } }),
    ],
    ['nobody to bury', 'burial_arranger', { kind: 'heirs', program: 'JKM', amount: 1, relatives: [] }],
    [
      'an uncle',
      'relatives[0].relation',
      { kind: 'heirs', program: 'JKM', amount: 1, relatives: [{ name: 'A', relation: 'uncle' }] },
    ],
    [
      'two of one name',
      'relatives[1].name',
      {
        kind: 'heirs',
        program: 'JKM',
        amount: 1,
        relatives: [
          { name: 'A', relation: 'child' },
          { name: 'A', relation: 'child' },
        ],
      },
    ],
    ['month 13', 'month', bill({ month: '2024-13' })],
    ['no month', 'month', bill({ month: undefined })],
    ['a first month alone', 'months', bill({ month: undefined, first_month: '2024-05' })],
    ['a wage of an informal worker', 'monthly_wage', bill({ monthly_wage: 5 })],
    [
      'a wage earner without a risk group',
      'risk_group',
      bill({ segment: 'PU', reported_income: undefined, monthly_wage: 5 }),
    ],
    ['no workers at all', 'workers', bill({ workers: 0 })],
    ['a payment before the file was complete', 'paid_on', { ...late, paid_on: '2024-04-04' }],
    ['an unknown program', 'program', { ...late, program: 'JHT' }],
    ['a lateness without an amount', 'late_base', { ...late, late_base: undefined }],
  ])('for %s, naming %s', (_, path, input) => {
    expect(refusedPaths(withoutUndefined(input))).toContain(path)
  })
})

describe('a refusal', () => {
  it('names everything that is wrong at once', () => {
    const input = claim({
      participant: { segment: 'X' },
      event: { event_date: 'kemarin' },
      claim: { received: 5 },
    })
    expect(refusedPaths(input)).toEqual(['participant.segment', 'event.event_date', 'claim.received'])
  })

  it('says what is missing and what may be chosen, in Indonesian', () => {
    const reading = readFacts({ event: { type: 'x', event_date: '31-12-2023' }, claim: {} }, law)
    if (reading.ok) throw new Error('read')
    expect(reading.refusals).toEqual([
      { path: 'participant', message: 'wajib diisi' },
      {
        path: 'event.type',
        message:
          'harus salah satu dari: work_accident, occupational_disease, sudden_death_at_work, non_work_death',
      },
      { path: 'event.event_date', message: 'bukan tanggal yang ada; tulis TTTT-BB-HH, misalnya 2024-02-29' },
      { path: 'claim.received', message: 'wajib diisi' },
    ])
  })
})

/** Facts from a file have no fields that are there and undefined. */
function withoutUndefined(input: unknown): unknown {
  return JSON.parse(JSON.stringify(input))
}
