import { describe, expect, it } from '@jest/globals'
import { loadWorkingCalendar } from '../../src/platform/law-loader/load-calendar.js'
import { loadLaw } from '../../src/platform/law-loader/load-law.js'
import { evaluate, type Line } from './index.js'

const law = loadLaw()
const calendar = loadWorkingCalendar({ cutiBersamaCounts: false })

type Fields = Record<string, unknown>

function linesOf(input: Fields): readonly Line[] {
  const evaluation = evaluate(input, law, calendar)
  if (!evaluation.ok) throw new Error(JSON.stringify(evaluation.refusals))
  const { lines, employer_lines = [] } = evaluation.answer
  return [...lines, ...employer_lines]
}

function accident(outcome: string, fields: Fields, participant: Fields = { benefit_wage_base: 3_000_000 }) {
  return linesOf({
    participant: { segment: 'PU', ...participant },
    event: { type: 'work_accident', event_date: '2023-05-10', outcome },
    claim: { received: '2023-06-10' },
    ...fields,
  })
}

/** Code, who is paid, and the names of the values of law, the cited one first. */
const restsOn = (lines: readonly Line[]) =>
  lines.map(({ code, payee, parameters }) => [code, payee, parameters.map(({ parameter }) => parameter)])

describe('a line names whom it is for and every value of law it rests on', () => {
  it('for death and burial', () => {
    expect(restsOn(accident('death', {}))).toEqual([
      ['JKK_DEATH', 'heirs', ['jkk.death_pct', 'jkk.disability_multiplier', 'jkk.death_minimum']],
      ['JKK_PERIODIC_LUMP', 'heirs', ['jkk.periodic_lump']],
      ['JKK_BURIAL', 'heirs', ['jkk.burial']],
    ])
  })

  it('for total permanent disability', () => {
    expect(restsOn(accident('total_permanent', {}))).toEqual([
      ['JKK_TOTAL_PERMANENT', 'participant', ['jkk.total_permanent_pct', 'jkk.disability_multiplier']],
      ['JKK_PERIODIC_LUMP', 'participant', ['jkk.periodic_lump']],
    ])
  })

  it('for one disability, and for several that have a limit together', () => {
    const base = ['jkk.disability_multiplier', 'jkk.disability_percentages']
    const one = accident('partial', { disabilities: [{ code: 'SMELL' }] })
    expect(restsOn(one)).toEqual([['JKK_DISABILITY_PARTIAL', 'participant', base]])
    const two = accident('partial', { disabilities: [{ code: 'SMELL' }, { code: 'IMPOTENCE' }] })
    expect(restsOn(two)).toEqual([
      ['JKK_DISABILITY_PARTIAL', 'participant', [...base, 'disability.combination_cap']],
    ])
  })

  it('for incapacity, with the wage as it was derived and to the employer who kept paying', () => {
    const wage = {
      wage_kind: 'daily',
      daily_wage: 100_000,
      days_per_week: 5,
      wages_continued_by_employer: true,
    }
    const derived = ['stmb.days_per_month', 'wage.daily_days_five_day_week']
    expect(restsOn(accident('recovered', { stmb_days: 400 }, wage))).toEqual([
      ['JKK_STMB', 'employer', ['jkk.stmb.block1_pct', 'jkk.stmb.block1_months', ...derived]],
      ['JKK_STMB', 'employer', ['jkk.stmb.block2_pct', 'jkk.stmb.block2_months', ...derived]],
      ['JKK_STMB', 'employer', ['jkk.stmb.block3_pct', ...derived]],
    ])
  })

  it('for every kind of wage that is derived', () => {
    const derivedBy = (participant: Fields) =>
      accident('recovered', { stmb_days: 1 }, participant)[0]?.parameters.at(-1)?.parameter
    const daily = { wage_kind: 'daily', daily_wage: 100_000 }
    const piece = { wage_kind: 'piece_rate' }
    expect([
      derivedBy({ ...daily, days_per_week: 6 }),
      derivedBy({ ...piece, last_three_months: [1, 2, 3] }),
      derivedBy({ ...piece, last_twelve_months: Array.from({ length: 12 }, () => 1_000_000) }),
      derivedBy({ segment: 'BPU', reported_income: 1_500_000 }),
    ]).toEqual([
      'wage.daily_days_six_day_week',
      'wage.piece_rate_months',
      'wage.piece_rate_weather_months',
      'contribution.bpu_bands',
    ])
  })

  it('for what was paid and is given back', () => {
    const receipts = {
      ...{ transport_land: 1, transport_sea: 1, transport_air: 1, medical: 1, homecare: 1, dentures: 1 },
      ...{ hearing_aid: 1, glasses: 1, orthosis_reference_price: 1, prosthesis_reference_price: 1 },
    }
    const cap = (code: string, parameter: string) => [code, 'participant', [parameter]]
    expect(restsOn(accident('recovered', { receipts }))).toEqual([
      cap('JKK_TRANSPORT_LAND', 'jkk.transport.land_cap'),
      cap('JKK_TRANSPORT_SEA', 'jkk.transport.sea_cap'),
      cap('JKK_TRANSPORT_AIR', 'jkk.transport.air_cap'),
      cap('JKK_MEDICAL', 'rule_set'),
      cap('JKK_HOMECARE', 'jkk.homecare_cap'),
      cap('JKK_DENTURES', 'jkk.dentures_cap'),
      cap('JKK_HEARING_AID', 'jkk.hearing_aid_cap'),
      cap('JKK_GLASSES', 'jkk.glasses_cap'),
      cap('JKK_ORTHOSIS', 'jkk.orthosis_prosthesis_markup_pct'),
      cap('JKK_PROSTHESIS', 'jkk.orthosis_prosthesis_markup_pct'),
    ])
  })

  it('for a school year and for what the employer owes', () => {
    const children = [
      { name: 'A', birth_date: '2012-01-01', level: 'TK_SD', grade: '5', school_year: '2022/2023' },
    ]
    const wage = { benefit_wage_base: 3_000_000, true_monthly_wage: 4_000_000 }
    expect(restsOn(accident('death', { children }, wage)).slice(3)).toEqual([
      ['SCHOLARSHIP_YEAR', 'child', ['scholarship.levels', 'scholarship.age_limit']],
      [
        'EMPLOYER_SHORTFALL',
        'heirs',
        [
          'employer.owes_underreported_difference',
          'jkk.death_pct',
          'jkk.disability_multiplier',
          'jkk.death_minimum',
        ],
      ],
    ])
  })

  it('for contributions with and without relief, and for a late payment', () => {
    const bill = (fields: Fields) => restsOn(linesOf({ kind: 'contribution', ...fields }))
    expect(bill({ segment: 'BPU', reported_income: 1_000_000, month: '2026-05' })).toEqual([
      [
        'CONTRIB_JKK',
        undefined,
        ['contribution.jkk_bpu_rate', 'contribution.bpu_bands', 'contribution.relief'],
      ],
      ['CONTRIB_JKM', undefined, ['contribution.jkm_bpu', 'contribution.relief']],
    ])
    expect(bill({ segment: 'PU', monthly_wage: 1_000_000, risk_group: 'I', month: '2024-05' })).toEqual([
      ['CONTRIB_JKK', undefined, ['contribution.pu_rates']],
      ['CONTRIB_JKM', undefined, ['contribution.jkm_pu_rate']],
    ])
    const late = {
      program: 'JKM',
      requirements_complete: '2024-04-05',
      paid_on: '2024-04-22',
      late_base: 100,
    }
    expect(restsOn(linesOf(late))).toEqual([
      ['LATE_COMPENSATION', undefined, ['late.compensation_pct_per_day']],
    ])
  })
})
