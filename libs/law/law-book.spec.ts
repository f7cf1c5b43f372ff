import { parseLocalDate as date } from '#libs/local-date'
import { percent } from '#libs/rupiah'
import { LawBook, type LawDocument, NoLawInForce, UnknownParameter, WrongUnit, isVersion } from './index.js'

const basis = { act: 'PP 44/2015', article: 'PP 44/2015 Pasal 34', confidence: 'S' }
const old = { from: '2015-07-01', to: '2019-12-01' }
const current = { from: '2019-12-02' }

function document(name: string, unit: string, values: object[], more: object = {}): LawDocument {
  const verified = { on: '2026-01-01', how: 'uji' }
  const content = { label: `Label ${name}`, unit, applies_on: 'reference_date', values, verified, ...more }
  return { name, file: `${name}.yaml`, content }
}

function constant(name: string, unit: string, value: unknown): LawDocument {
  return document(name, unit, [{ from: '2015-07-01', value, basis }])
}

const lump = document('jkm.lump', 'IDR', [
  { ...old, value: 16_200_000, basis },
  { ...current, value: 20_000_000, basis: { ...basis, note: 'catatan' } },
])
const homecare = document('jkk.homecare_cap', 'IDR', [
  { ...old, none: 'Belum ada sebelum PP 82/2019' },
  { ...current, value: 20_000_000, basis },
])
const cap = document('disability.combination_cap', 'percent', [{ from: '2015-07-01', value: 70, basis }], {
  aliases: ['jkk.disability_combination_cap_pct'],
  alternatives: [100, 'none'],
})
const law = LawBook.of([
  lump,
  homecare,
  cap,
  constant('jkk.report_hours', 'hours', 48),
  constant('rounding.mode', 'choice', 'half_up'),
  constant('expiry.extend_unexpired_old', 'boolean', false),
  constant('rule_set', 'text', 'OLD'),
  constant('jkm.bpu_wait.grandfather_before', 'date', '2025-02-24'),
  constant('scholarship.school_year_start', 'month_day', '07-01'),
  constant('scholarship.levels', 'table', [
    { code: 'SMP', name: 'SMP', grades: ['7', '8', '9'], amount_per_year: 2_000_000, max_paid_years: 3 },
  ]),
])

describe('the law on a day', () => {
  test('is the version whose period holds the day, first and last day included', () => {
    expect(law.amount('jkm.lump', date('2019-12-01')).value).toBe(16_200_000n)
    expect(law.amount('jkm.lump', date('2019-12-02')).value).toBe(20_000_000n)
  })

  test('says since when it is in force and by which article', () => {
    expect(law.amount('jkm.lump', date('2024-05-01'))).toEqual({
      parameter: 'jkm.lump',
      value: 20_000_000n,
      unit: 'IDR',
      from: '2019-12-02',
      basis: { ...basis, note: 'catatan' },
    })
  })

  test('has a value for each unit', () => {
    const on = date('2020-01-01')
    expect(law.percent('disability.combination_cap', on).value).toEqual(percent('70'))
    expect(law.integer('jkk.report_hours', on).value).toBe(48)
    expect(law.choice('rounding.mode', on).value).toBe('half_up')
    expect(law.flag('expiry.extend_unexpired_old', on).value).toBe(false)
    expect(law.text('rule_set', on).value).toBe('OLD')
    expect(law.date('jkm.bpu_wait.grandfather_before', on).value).toBe('2025-02-24')
    expect(law.monthDay('scholarship.school_year_start', on).value).toBe('07-01')
    expect(law.table('scholarship.levels', on).value).toEqual([
      { code: 'SMP', name: 'SMP', grades: ['7', '8', '9'], amountPerYear: 2_000_000n, maxPaidYears: 3 },
    ])
  })

  test('cannot be changed by whoever reads it', () => {
    const version = law.table('scholarship.levels', date('2020-01-01'))
    expect(Object.isFrozen(version)).toBe(true)
    expect(Object.isFrozen(version.value)).toBe(true)
    expect(version.value.every((row) => Object.isFrozen(row) && Object.isFrozen(row.grades))).toBe(true)
    expect(Object.isFrozen(version.basis)).toBe(true)
  })
})

describe('where the law knows no value', () => {
  test.each([
    ['jkk.homecare_cap', '2019-12-01'],
    ['jkm.lump', '2015-06-30'],
  ])('%s on %s is found missing, and asking for it is refused by name', (name, on) => {
    expect(law.findAmount(name, date(on))).toBeUndefined()
    expect(() => law.amount(name, date(on))).toThrow(NoLawInForce)
    expect(() => law.amount(name, date(on))).toThrow(`Tidak ada nilai ${name} yang berlaku pada ${on}`)
  })

  test('the reason stays in the history', () => {
    const [absence, version] = law.describe('jkk.homecare_cap').periods
    expect(absence).toMatchObject({ none: 'Belum ada sebelum PP 82/2019', to: '2019-12-01' })
    expect(version && isVersion(version)).toBe(true)
    expect(law.versions('jkk.homecare_cap')).toHaveLength(1)
  })
})

describe('a question the book cannot answer', () => {
  test('is an unknown name', () => {
    expect(() => law.findAmount('jkm.lumpsum', date('2024-05-01'))).toThrow(UnknownParameter)
    expect(law.has('jkm.lumpsum')).toBe(false)
  })

  test('is one that does not fit the unit', () => {
    expect(() => law.integer('jkm.lump', date('2024-05-01'))).toThrow(WrongUnit)
    expect(() => law.amount('jkk.report_hours', date('2024-05-01'))).toThrow(
      'jkk.report_hours has the unit hours',
    )
  })
})

describe('a parameter', () => {
  test('answers to its other names, but is listed once', () => {
    const version = law.percent('jkk.disability_combination_cap_pct', date('2024-05-01'))
    expect(version.parameter).toBe('disability.combination_cap')
    expect(law.names().filter((name) => name.includes('combination_cap'))).toEqual([
      'disability.combination_cap',
    ])
  })

  test('tells the other readings: those of its file, or those the calculation knows', () => {
    expect(law.describe('disability.combination_cap').alternatives).toEqual([100, 'none'])
    expect(law.describe('rounding.mode').alternatives).toEqual(['floor'])
  })
})

describe('the digest', () => {
  const digestOf = (...documents: LawDocument[]) => LawBook.of(documents).digest

  test('stays the same when only words for people change', () => {
    const relabelled = document('jkm.lump', 'IDR', [
      { ...old, value: 16_200_000, basis },
      { ...current, value: 20_000_000, basis },
    ])
    expect(digestOf({ ...relabelled, file: 'lain.yaml' })).toBe(digestOf(lump))
  })

  test('changes with a value, a date or an article', () => {
    const with_ = (change: object) =>
      document('jkm.lump', 'IDR', [
        { ...old, value: 16_200_000, basis },
        { ...current, value: 20_000_000, basis, ...change },
      ])
    const changes = [{}, { value: 20_000_001 }, { basis: { ...basis, article: 'PP 82/2019' } }]
    expect(new Set(changes.map((change) => digestOf(with_(change)))).size).toBe(3)
  })
})
