import { describe, expect, it } from '@jest/globals'
import { relative } from 'node:path'
import { LawBook, type LawDocument } from '#libs/law'
import { loadWorkingCalendar } from '../../src/platform/law-loader/load-calendar.js'
import { findConfigDirectory } from '../../src/platform/law-loader/config-directory.js'
import { filesBelow, readYaml } from '../../src/platform/law-loader/read-yaml.js'
import { type Answer, evaluate, lateBase } from './index.js'

/** Every reading that the law leaves open can be put in force by data alone. */
const folder = `${findConfigDirectory()}/law`
const documents = filesBelow(folder).map((path): LawDocument => {
  const name = relative(folder, path)
    .replace(/\.yaml$/, '')
    .replaceAll('/', '.')
  return { name, ...readYaml(path) }
})
const calendar = loadWorkingCalendar({ cutiBersamaCounts: false })

interface LawFile {
  readonly values: readonly object[]
}

/** The law with another value of one parameter in every period. */
function lawWith(name: string, value: unknown): LawBook {
  return lawOf(name, (entry) => ({
    ...entry,
    none: undefined,
    value,
    basis: { act: 'Uji', article: 'Uji', confidence: 'D' },
  }))
}

function lawWithout(name: string): LawBook {
  return lawOf(name, ({ from, to }: { from?: unknown; to?: unknown }) => ({ from, to, none: 'uji' }))
}

function lawOf(name: string, change: (entry: object) => object): LawBook {
  expect(documents.some((document) => document.name === name)).toBe(true)
  return LawBook.of(
    documents.map((document) => {
      if (document.name !== name) return document
      const content = document.content as LawFile
      const values = content.values.map((entry) => JSON.parse(JSON.stringify(change(entry))) as object)
      return { ...document, content: { ...content, values } }
    }),
  )
}

type Fields = Record<string, unknown>

function answer(input: Fields, law: LawBook): Answer {
  const evaluation = evaluate(input, law, calendar)
  if (!evaluation.ok) throw new Error(JSON.stringify(evaluation.refusals))
  return evaluation.answer
}

function claim(parts: { participant?: Fields; event?: Fields; claim?: Fields } & Fields): Fields {
  const { participant, event, claim: application, ...rest } = parts
  return {
    participant: { segment: 'PU', benefit_wage_base: 3_000_000, ...participant },
    event: { type: 'work_accident', event_date: '2023-05-10', outcome: 'recovered', ...event },
    claim: { received: '2023-06-10', ...application },
    ...rest,
  }
}

const total = (input: Fields, law: LawBook) => answer(input, law).total
const deadChild = { type: 'non_work_death', outcome: 'death' }

describe('a reading put in force by data', () => {
  it('rate_reference.jkk: the day of the death selects the amounts', () => {
    const input = claim({
      event: { event_date: '2019-11-30', outcome: 'death', death_date: '2019-12-03' },
      claim: { received: '2020-01-01' },
    })
    expect(total(input, lawWith('rate_reference.jkk', 'outcome_date'))).toBe(166_000_000n)
    expect(total(input, lawWith('rate_reference.jkk', 'event_date'))).toBe(151_800_000n)
  })

  it('disability.combination_cap: another cap, or none', () => {
    const disabilities = [
      { code: 'ARM_SHOULDER_R' },
      { code: 'LEG_HIP', side: 'R' },
      { code: 'SMELL' },
      { code: 'IMPOTENCE' },
    ]
    const input = claim({ event: { outcome: 'partial' }, disabilities })
    expect(answer(input, lawWith('disability.combination_cap', 100)).percent_total).toBe(100)
    expect(answer(input, lawWithout('disability.combination_cap')).percent_total).toBe(125)
  })

  it('disability.graded_steps: parts of a step count', () => {
    const input = claim({
      event: { outcome: 'partial' },
      disabilities: [{ code: 'HEARING_LOSS_BOTH_10DB', decibel: 47 }],
    })
    expect(answer(input, lawWith('disability.graded_steps', 'proportional')).percent_total).toBe(28.2)
  })

  it('stmb.days_per_month: other blocks and another daily wage', () => {
    const law = lawWith('stmb.days_per_month', 25)
    expect(answer(claim({ stmb_days: 151 }), law).lines.map(({ amount }) => amount)).toEqual([
      18_000_000n,
      120_000n,
    ])
  })

  it('stmb.days_per_month: calendar months, and a sentence that says so', () => {
    const law = lawWithout('stmb.days_per_month')
    const sentences = (days: number) =>
      answer(claim({ stmb_days: days }), law).lines.map((line) => line.because)
    expect(sentences(45)[0]).toContain(
      'bagian 1, 45 hari sejak 10 Mei 2023: (1 bulan + 14/30 bulan) × Rp3.000.000 × 100% = Rp4.400.000',
    )
    expect(sentences(31)[0]).toContain(
      '31 hari sejak 10 Mei 2023: 1 bulan × Rp3.000.000 × 100% = Rp3.000.000',
    )
    expect(sentences(185)[1]).toContain('bagian 2, 1 hari sejak 10 November 2023: 1/30 bulan × Rp3.000.000')
  })

  it('expiry.extend_unexpired_old: a right still running shares in the longer limit', () => {
    const law = lawWith('expiry.extend_unexpired_old', true)
    const late = (event_date: string) =>
      claim({ event: { event_date }, claim: { received: '2022-06-01' }, stmb_days: 1 })
    expect(answer(late('2018-01-10'), law)).toMatchObject({
      decision: 'payable',
      last_valid_date: '2023-01-10',
    })
    expect(answer(late('2017-12-02'), law).decision).toBe('payable')
    expect(answer(late('2017-12-01'), law)).toMatchObject({
      decision: 'rejected_expired',
      last_valid_date: '2019-12-01',
    })
  })

  it('jkm.expiry_years: no limit at all', () => {
    const input = claim({
      event: { ...deadChild, event_date: '2016-01-01' },
      claim: { received: '2026-01-01' },
    })
    expect(answer(input, lawWithout('jkm.expiry_years')).decision).toBe('payable')
  })

  const joined = { segment: 'BPU', membership_start: '2025-03-05', contribution_months: 3 }
  const shortMember = claim({
    participant: joined,
    event: { ...deadChild, event_date: '2025-05-20' },
    claim: { received: '2025-06-02' },
  })

  it('jkm.bpu_wait.count: contribution months instead of elapsed months', () => {
    expect(answer(shortMember, lawWith('jkm.bpu_wait.count', 'contribution_months')).decision).toBe('payable')
  })

  it('jkm.bpu_wait.grandfather_before: earlier members are spared', () => {
    expect(answer(shortMember, lawWith('jkm.bpu_wait.grandfather_before', '2025-03-06')).decision).toBe(
      'payable',
    )
    expect(answer(shortMember, lawWith('jkm.bpu_wait.grandfather_before', '2025-03-05')).decision).toBe(
      'payable_burial_only',
    )
  })

  it('scholarship.contribution_months_mode: only the unbroken membership counts', () => {
    const child = {
      name: 'Anak 1',
      birth_date: '2012-01-01',
      level: 'SMP',
      grade: '7',
      school_year: '2022/2023',
    }
    const participant = { contribution_months: 40, membership_start: '2022-05-10' }
    const input = claim({ participant, event: deadChild, children: [child] })
    const reasons = (mode: string) =>
      answer(input, lawWith('scholarship.contribution_months_mode', mode)).rejected_lines
    expect(reasons('cumulative')).toEqual([])
    expect(reasons('consecutive')).toEqual([
      { code: 'SCHOLARSHIP_YEAR', reason: 'JKM_CONTRIBUTION_MONTHS_BELOW_36' },
    ])
  })

  const year = (birth_date: string, school_year: string, received: string): Fields => ({
    kind: 'scholarship_year',
    parent: { program: 'JKM', event_date: '2022-01-10' },
    child: { birth_date },
    application: { received, school_year, level: 'PT', grade: '4' },
  })

  it('scholarship.age_test: the age at the start of the school year', () => {
    const input = year('2000-07-15', '2023/2024', '2023-09-01')
    expect(answer(input, lawWith('scholarship.age_test', 'school_year_start')).decision).toBe('payable')
    expect(answer(input, lawWith('scholarship.age_test', 'application_date')).reason).toBe('AGE_23_REACHED')
  })

  it('scholarship.age_limit: the code of the reason follows the value', () => {
    expect(
      answer(year('2002-01-01', '2023/2024', '2023-09-01'), lawWith('scholarship.age_limit', 21)).reason,
    ).toBe('AGE_21_REACHED')
  })

  it('scholarship.substitution: the next child takes a place that was never used', () => {
    const child = { level: 'SMP', grade: '7', school_year: '2022/2023' }
    const children = [
      { ...child, name: 'A', birth_date: '1999-01-01', level: 'PT', grade: '4' },
      { ...child, name: 'B', birth_date: '2010-01-01' },
      { ...child, name: 'C', birth_date: '2011-01-01' },
    ]
    const input = claim({ event: { outcome: 'death' }, children })
    const paid = (law: LawBook) => answer(input, law).lines.flatMap((line) => line.child ?? [])
    expect(paid(lawWith('scholarship.substitution', false))).toEqual(['B'])
    expect(paid(lawWith('scholarship.substitution', true))).toEqual(['B', 'C'])
  })

  it('scholarship.retroactive: no missed years', () => {
    const input = year('2004-07-15', '2022/2023', '2023-07-01')
    expect(answer(input, lawWith('scholarship.retroactive', false))).toMatchObject({
      decision: 'rejected_expired',
      last_valid_date: '2023-06-30',
    })
  })

  it('late.day_kind: only working days are late days', () => {
    const late = {
      program: 'JKM',
      requirements_complete: '2024-04-05',
      paid_on: '2024-04-22',
      late_base: 42_000_000,
    }
    expect(answer(late, lawWith('late.day_kind', 'working')).late_days).toBe(2)
  })

  it('late.base: only santunan lines, or all cash lines', () => {
    const receipts = { medical: 7, transport_sea: 11 }
    const { lines } = answer(claim({ stmb_days: 30, receipts }), lawWith('late.base', 'all_cash_lines'))
    const on = '2023-06-10' as Parameters<typeof lateBase>[2]
    expect(lateBase(lines, lawWith('late.base', 'all_cash_lines'), on)).toBe(3_000_011n)
    expect(lateBase(lines, lawWith('late.base', 'santunan_lines'), on)).toBe(3_000_000n)
  })

  it('heirs.none_destination and heirs.split_mode', () => {
    const heirs = {
      kind: 'heirs',
      program: 'JKM',
      amount: 30,
      burial_arranger: 'RT',
      relatives: [] as object[],
    }
    const rich = { ...heirs, amount: 42_000_000 }
    expect(
      answer(rich, lawWith('heirs.none_destination', 'balai_harta_peninggalan')).shares?.[1]?.payee,
    ).toBe('Balai Harta Peninggalan')
    const relatives = [
      { name: 'Istri', relation: 'spouse' },
      { name: 'Anak', relation: 'child' },
    ]
    const equal = answer({ ...heirs, relatives }, lawWith('heirs.split_mode', 'always_equal'))
    expect(equal.shares?.map(({ amount }) => amount)).toEqual([15n, 15n])
  })

  it('arrears.pu_covered_months and arrears.bpu_grace_months', () => {
    const employer = claim({ participant: { arrears_months: 4 }, stmb_days: 1 })
    expect(answer(employer, lawWith('arrears.pu_covered_months', 4)).payer).toBe('bpjs')
    const informal = claim({ participant: { segment: 'BPU', paid_until: '2023-01-31' }, stmb_days: 1 })
    expect(answer(informal, lawWith('arrears.bpu_grace_months', 6))).toMatchObject({
      decision: 'blocked_arrears',
      grace_until: '2023-07-31',
    })
  })

  it('rounding.mode: down to the rupiah', () => {
    const input = claim({ participant: { benefit_wage_base: 3_333_345 }, stmb_days: 1 })
    expect(total(input, lawWith('rounding.mode', 'floor'))).toBe(111_111n)
    expect(total(input, lawWith('rounding.mode', 'half_up'))).toBe(111_112n)
  })
})

describe('a law with a gap', () => {
  it('stops the calculation and names the parameter', () => {
    const evaluation = evaluate(claim({ event: { outcome: 'death' } }), lawWithout('jkk.burial'), calendar)
    expect(evaluation).toEqual({
      ok: false,
      refusals: [
        { path: 'law.jkk.burial', message: 'Tidak ada nilai jkk.burial yang berlaku pada 2023-05-10' },
      ],
    })
  })
})
