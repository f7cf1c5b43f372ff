/**
 * The reference tables are kept beside this file as they were handed over. Every row of them must be what the law as
 * data says on the days of that row: value, period, article and confidence.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { LawBook } from '#libs/law'
import { type LocalDate, addDays, parseLocalDate } from '#libs/local-date'
import { multiply, percent } from '#libs/rupiah'
import { parse } from 'csv-parse/sync'
import { loadCalendarYears } from '../../src/platform/law-loader/load-calendar.js'
import { loadLaw } from '../../src/platform/law-loader/load-law.js'

type Row = Record<string, string>

const law: LawBook = loadLaw()
const late = parseLocalDate('2026-11-01')

/** The tables remark on an article in English; the law as data is read by people here. */
const remarks: readonly (readonly [english: string, indonesian: string])[] = [
  ['engine reading, statutory text not seen', 'pilihan yang dapat diatur, naskah undang-undang belum dilihat'],
  ['engine reading', 'pilihan yang dapat diatur'],
  ['daily and piece-rate wage article, text not seen', 'pasal upah harian dan borongan, naskah belum dilihat'],
  ['under-reporting article, text not seen', 'pasal upah yang dilaporkan terlalu rendah, naskah belum dilihat'],
  ['registration article, text not seen', 'pasal pendaftaran, naskah belum dilihat'],
  ['arrears articles; text not seen), analogy', 'pasal tunggakan; naskah belum dilihat), serupa dengan'],
  ['exists, number of days not seen', 'ada, jumlah harinya belum dilihat'],
  ['(construction text); same for all segments', '(naskah jasa konstruksi); sama bagi semua segmen'],
  ['(construction text); press for all', '(naskah jasa konstruksi); menurut berita bagi semua'],
  ['BPU part; article number not seen', 'bagian BPU; nomor pasal belum dilihat'],
  ['see R-', 'lihat R-'],
]

function rowsOf(table: string): Row[] {
  const file = join(import.meta.dirname, 'reference-tables', `${table}.csv`)
  const rows: Row[] = parse(readFileSync(file), { columns: true })
  return rows.map((row) => ({ ...row, ...(row.article !== undefined && { article: inIndonesian(row.article) }) }))
}

function inIndonesian(article: string): string {
  return remarks.reduce((text, [english, indonesian]) => text.replace(english, indonesian), article)
}

/** A cell that must be there. */
function cell(row: Row, column: string): string {
  const text = row[column]
  if (text === undefined) throw new Error(`no column ${column} in ${JSON.stringify(row)}`)
  return text
}

function optional(row: Row, column: string): string | undefined {
  return cell(row, column) || undefined
}

function dateIn(row: Row, column: string): LocalDate {
  return parseLocalDate(cell(row, column))
}

/** The tables name one mode of rounding in more words than the calculation does. */
const renamed = new Map([['half_up_per_line', 'half_up']])

function valueOf(row: Row, unit: string): unknown {
  const text = cell(row, 'value')
  if (unit === 'IDR') return BigInt(text)
  if (unit === 'percent') return percent(text)
  if (unit === 'boolean') return text === 'true'
  return unit === 'choice' ? (renamed.get(text) ?? text) : Number(text)
}

describe('benefit-parameters.csv', () => {
  const rows = rowsOf('benefit-parameters')

  test('has all its rows', () => expect(rows).toHaveLength(68))

  test.each(rows.map((row) => [`${row.parameter} from ${row.effective_from}`, row] as const))(
    '%s',
    (_, row) => {
      const from = dateIn(row, 'effective_from')
      const version = law.find(cell(row, 'parameter'), from)
      expect(version).toMatchObject({
        from,
        value: valueOf(row, law.describe(cell(row, 'parameter')).unit),
        basis: { article: row.article, confidence: row.confidence },
      })
      expect(version?.to).toBe(optional(row, 'effective_to'))
    },
  )
})

test('contribution-bpu.csv', () => {
  const rate = law.percent('contribution.jkk_bpu_rate', late).value
  const jkm = law.amount('contribution.jkm_bpu', late).value
  const { value: bands, basis } = law.table('contribution.bpu_bands', late)
  const seen = bands.map((band) => {
    const jkk = multiply(rate, band.benefitWageBase)
    expect(jkk.denominator).toBe(1n)
    return {
      band: String(band.band),
      income_from_inclusive: String(band.incomeFrom),
      income_to_exclusive: String(band.incomeTo ?? ''),
      benefit_wage_base: String(band.benefitWageBase),
      jkk_monthly: String(jkk.numerator),
      jkm_monthly: String(jkm),
      jkk_plus_jkm_monthly: String(jkk.numerator + jkm),
      confidence: band.confidence,
      article: basis.article,
    }
  })
  expect(seen).toEqual(rowsOf('contribution-bpu'))
})

describe('contribution-pu.csv', () => {
  const rows = rowsOf('contribution-pu')
  const start = parseLocalDate('2015-07-01')
  const recomposed = parseLocalDate('2023-10-11')

  test.each(rows.filter((row) => row.program === 'JKK' && row.segment === 'PU'))(
    'JKK, wage earner, group $group',
    (row) => {
      const find = (on: LocalDate) =>
        law.table('contribution.pu_rates', on).value.find(({ group }) => group === row.group)
      const { label, confidence } = row
      expect(find(start)).toMatchObject({
        label,
        confidence,
        rate: percent(cell(row, 'rate_or_amount')),
        recomposedRate: undefined,
      })
      expect(find(recomposed)).toMatchObject({
        label,
        rate: percent(cell(row, 'rate_or_amount')),
        recomposedRate: percent(cell(row, 'recomposed_rate')),
      })
      expect(law.table('contribution.pu_rates', start).basis.article).toBe(row.article)
    },
  )

  test.each(rows.filter((row) => row.program === 'JKM' && row.segment === 'PU'))(
    'JKM, wage earner',
    (row) => {
      const { article, confidence } = row
      expect(law.percent('contribution.jkm_pu_rate', start)).toMatchObject({
        value: percent(cell(row, 'rate_or_amount')),
        from: row.effective_from,
        basis: { article, confidence },
      })
      expect(law.percent('contribution.jkm_pu_recomposed_rate', recomposed).value).toEqual(
        percent(cell(row, 'recomposed_rate')),
      )
      expect(
        law.findPercent('contribution.jkm_pu_recomposed_rate', parseLocalDate('2025-02-07')),
      ).toBeUndefined()
    },
  )

  test.each([
    ['JKK', 'BPU', 'contribution.jkk_bpu_rate'],
    ['JKM', 'BPU', 'contribution.jkm_bpu'],
    ['JKK+JKM', 'PMI', 'contribution.pmi_contract'],
  ])('%s, %s', (program, segment, name) => {
    const row =
      rows.find(
        (each) => each.program === program && each.segment === segment && !each.label?.includes('sector'),
      ) ?? {}
    const { article, confidence } = row
    const { unit } = law.describe(name)
    expect(law.find(name, dateIn(row, 'effective_from'))).toMatchObject({
      from: row.effective_from,
      value: unit === 'IDR' ? BigInt(cell(row, 'rate_or_amount')) : percent(cell(row, 'rate_or_amount')),
      basis: { article, confidence },
    })
  })

  test.each([
    ['transport sector', 'BPU', 'transport', ['APBN', 'APBD']],
    ['other sectors', 'BPU', 'other', ['APBN', 'APBD']],
    ['covid relief', 'ALL', 'all', []],
  ])('relief: %s', (label, segment, sector, excludedSponsors) => {
    const row = rows.find((each) => each.label === label) ?? {}
    const [from, to] = [dateIn(row, 'effective_from'), dateIn(row, 'effective_to')]
    const expected = {
      segment,
      sector,
      excludedSponsors,
      payable: percent(cell(row, 'rate_or_amount')),
      confidence: row.confidence,
    }
    const on = (date: LocalDate) =>
      law
        .findTable('contribution.relief', date)
        ?.value.find((each) => each.segment === segment && each.sector === sector)
    expect([on(from), on(to)]).toEqual([expected, expected])
    expect([on(addDays(from, -1)), on(addDays(to, 1))]).toEqual([undefined, undefined])
    expect(law.table('contribution.relief', from).basis.article).toBe(row.article)
  })

  test.each(rows.filter((row) => row.segment === 'KONSTRUKSI'))(
    'construction, $program, slice $group',
    (row) => {
      const { value: slices, basis } = law.table('contribution.construction', late)
      const slice = slices.find((each) => String(each.slice) === row.group)
      const [rate, confidence] =
        row.program === 'JKK'
          ? [slice?.jkkRate, slice?.jkkConfidence]
          : [slice?.jkmRate, slice?.jkmConfidence]
      expect([rate, confidence, basis.article]).toEqual([
        percent(cell(row, 'rate_or_amount')),
        row.confidence,
        row.article,
      ])
      expect(slice && labelOf(slice)).toBe(row.label)
    },
  )

  test('has no row that is not compared above', () => expect(rows).toHaveLength(22))
})

const edges = new Map([
  [100_000_000n, '100 million'],
  [500_000_000n, '500 million'],
  [1_000_000_000n, '1 billion'],
  [5_000_000_000n, '5 billion'],
])

/** The slice in the words of the table, such as `100-500 million`. */
function labelOf({
  contractFrom,
  contractTo,
}: {
  contractFrom: bigint
  contractTo?: bigint | undefined
}): string {
  const from = edges.get(contractFrom) ?? ''
  const to = contractTo === undefined ? '' : (edges.get(contractTo) ?? '')
  if (contractFrom === 0n) return `first ${to}`
  if (contractTo === undefined) return `over ${from}`
  const [amount, scale] = from.split(' ')
  return to.endsWith(scale ?? '') ? `${amount}-${to}` : `${from}-${to}`
}

test('heir-order.csv', () => {
  const { value: order, basis } = law.table('heirs.order', late)
  expect(basis).toMatchObject({ article: 'PP 44/2015 Pasal 37(5)', confidence: 'Q' })
  const splits = {
    single_payee: 'single payee',
    equal: 'equal',
    as_will_says: 'as the will says, else equal',
    not_applicable: 'not applicable',
  }
  const members = [
    ['spouse', 'child'],
    ['father', 'mother', 'grandparent', 'grandchild'],
    ['sibling'],
    ['parent_in_law'],
    [],
    [],
  ]
  const rows = rowsOf('heir-order')
  expect(order.map((each) => each.relations.map(({ relation }) => relation))).toEqual(members)
  expect(
    order.map(({ rank, code, name, split, article, confidence }) => [
      String(rank),
      code,
      name,
      splits[split],
      article,
      confidence,
    ]),
  ).toEqual(
    rows.map((row) =>
      ['rank', 'class_code', 'class_id_name', 'split_default', 'article', 'confidence'].map((column) =>
        cell(row, column),
      ),
    ),
  )
})

test('jkk-disability-percentages.csv', () => {
  const { value: table, basis } = law.table('jkk.disability_percentages', late)
  const rows = rowsOf('jkk-disability-percentages')
  const fraction = (row: Row, column: string) => {
    const text = optional(row, column)
    return text === undefined ? undefined : percent(text)
  }
  expect(rows).toHaveLength(46)
  expect(table).toEqual(
    rows.map((row) => ({
      code: row.code,
      name: row.name_id,
      percent: fraction(row, 'percent'),
      percentMin: fraction(row, 'percent_min'),
      percentMax: fraction(row, 'percent_max'),
      side: optional(row, 'side'),
      mode: row.mode,
      containedIn: optional(row, 'contained_in'),
      confidence: row.confidence,
    })),
  )
  expect(new Set(rows.map((row) => row.source))).toEqual(new Set([basis.article]))
})

test('scholarship-levels.csv', () => {
  const { value: levels, basis, from } = law.table('scholarship.levels', late)
  const seen = levels.map(({ code, name, grades, amountPerYear, maxPaidYears }) => ({
    level_code: code,
    level_name_id: name,
    grades: grades.join(' '),
    amount_per_year_idr: String(amountPerYear),
    max_paid_years: String(maxPaidYears),
    level_max_idr: String(amountPerYear * BigInt(maxPaidYears)),
    effective_from: from,
    article: basis.article,
    confidence: basis.confidence,
  }))
  expect(seen).toEqual(rowsOf('scholarship-levels').map(({ level_name_en: _, ...row }) => row))
  const oneChild = levels.reduce((sum, each) => sum + each.amountPerYear * BigInt(each.maxPaidYears), 0n)
  expect(law.amount('scholarship.max_total_two_children', late).value).toBe(2n * oneChild)
})

describe('time-limits.csv', () => {
  const units = new Map([
    ['working days', 'working_days'],
    ['hours', 'hours'],
    ['calendar days', 'days'],
    ['years', 'years'],
    ['months', 'months'],
    ['day of the following month', 'number'],
    ['per school year', 'number'],
  ])
  const { value: limits } = law.table('time_limits', late)
  const rows = rowsOf('time-limits')

  test('has all its rows', () => expect(limits.map(({ code }) => code)).toEqual(rows.map((row) => row.code)))

  test.each(rows)('$code', (row) => {
    const limit = limits.find(({ code }) => code === row.code)
    const { effective_from, article, confidence } = row
    expect(limit).toMatchObject({ from: effective_from, article, confidence })
    expect(limit?.to).toBe(optional(row, 'effective_to'))
    const version = law.find(limit?.parameter ?? '', dateIn(row, 'effective_from'))
    const expected = row.limit === 'parent' ? 0 : Number(row.limit)
    expect([version?.value, version?.unit]).toEqual([expected, units.get(cell(row, 'unit'))])
  })
})

test('holidays-id.csv', () => {
  const kinds = { national: 'libur_nasional', cuti_bersama: 'cuti_bersama' }
  const seen = loadCalendarYears().flatMap(({ holidays }) =>
    holidays.map(({ date, kind }) => [date, kinds[kind]]),
  )
  expect(seen).toEqual(rowsOf('holidays-id').map((row) => [row.date, row.type]))
})
