import { z } from 'zod'
import { type LocalDate, isLocalDate } from '#libs/local-date'
import { percent } from '#libs/rupiah'

/** A plain decimal in the file, an exact fraction in the calculation: 4.5 percent becomes 9/200. */
export const percentage = z
  .number()
  .nonnegative()
  .refine((value) => /^\d+(\.\d+)?$/.test(String(value)), 'tulis sebagai angka desimal biasa, misalnya 0.54')
  .transform((value) => percent(String(value)))
export const rupiah = z.int().nonnegative().transform(BigInt)
export const confidence = z.enum(['Q', 'S', 'M', 'D'])
/** A calendar date that exists. */
export const date = z
  .custom<LocalDate>(isLocalDate, 'bukan tanggal; tulis TTTT-BB-HH')
  .meta({ type: 'string', format: 'date' })
const count = z.int().nonnegative()
const text = z.string().min(1)

const disabilityPercentage = z
  .strictObject({
    code: text,
    name: text,
    percent: percentage.optional(),
    percent_min: percentage.optional(),
    percent_max: percentage.optional(),
    side: z.enum(['L', 'R', 'either']).optional(),
    mode: z.enum(['fixed', 'per_unit', 'range', 'per_10_step']),
    contained_in: text.optional(),
    confidence,
  })
  .transform(({ percent_min, percent_max, contained_in, ...row }) => ({
    ...row,
    percentMin: percent_min,
    percentMax: percent_max,
    containedIn: contained_in,
  }))

const bpuBand = z
  .strictObject({
    band: count,
    income_from: rupiah,
    income_to: rupiah.optional(), // exclusive
    benefit_wage_base: rupiah,
    confidence,
  })
  .transform(({ income_from, income_to, benefit_wage_base, ...row }) => ({
    ...row,
    incomeFrom: income_from,
    incomeTo: income_to,
    benefitWageBase: benefit_wage_base,
  }))

const puRate = z
  .strictObject({
    group: z.enum(['I', 'II', 'III', 'IV', 'V']),
    label: text,
    rate: percentage,
    recomposed_rate: percentage.optional(),
    confidence,
  })
  .transform(({ recomposed_rate, ...row }) => ({ ...row, recomposedRate: recomposed_rate }))

const relief = z
  .strictObject({
    segment: z.enum(['ALL', 'BPU']),
    sector: z.enum(['all', 'transport', 'other']),
    payable: percentage, // of the normal bill
    excluded_sponsors: z.array(z.enum(['APBN', 'APBD'])),
    confidence,
  })
  .transform(({ excluded_sponsors, ...row }) => ({ ...row, excludedSponsors: excluded_sponsors }))

const constructionSlice = z
  .strictObject({
    slice: count,
    contract_from: rupiah,
    contract_to: rupiah.optional(), // exclusive
    jkk_rate: percentage,
    jkk_confidence: confidence,
    jkm_rate: percentage,
    jkm_confidence: confidence,
  })
  .transform((row) => ({
    slice: row.slice,
    contractFrom: row.contract_from,
    contractTo: row.contract_to,
    jkkRate: row.jkk_rate,
    jkkConfidence: row.jkk_confidence,
    jkmRate: row.jkm_rate,
    jkmConfidence: row.jkm_confidence,
  }))

const relation = z.enum([
  'spouse',
  'child',
  'father',
  'mother',
  'grandparent',
  'grandchild',
  'sibling',
  'parent_in_law',
])

const heirClass = z.strictObject({
  rank: count,
  code: z.enum(['SPOUSE_CHILD', 'STRAIGHT_LINE', 'SIBLINGS', 'PARENT_IN_LAW', 'TESTAMENTARY', 'NONE']),
  name: text,
  relations: z.array(z.strictObject({ relation, degree: count })), // nearer degree excludes farther
  payee: z.enum([
    'spouse_then_child_then_guardian',
    'nearest_degree',
    'power_of_attorney',
    'named_person',
    'fund',
  ]),
  split: z.enum(['single_payee', 'equal', 'as_will_says', 'not_applicable']),
  article: text,
  confidence,
})

const scholarshipLevel = z
  .strictObject({
    code: z.enum(['TK_SD', 'SMP', 'SMA', 'PT']),
    name: text,
    grades: z.array(text).min(1),
    amount_per_year: rupiah,
    max_paid_years: count,
  })
  .transform(({ amount_per_year, max_paid_years, ...row }) => ({
    ...row,
    amountPerYear: amount_per_year,
    maxPaidYears: max_paid_years,
  }))

const timeLimit = z
  .strictObject({
    code: text,
    what: text,
    who: text,
    parameter: text, // the limit itself and its unit
    starts_from: text,
    consequence: text,
    from: date,
    to: date.optional(),
    article: text,
    confidence,
  })
  .transform(({ starts_from, ...row }) => ({ ...row, startsFrom: starts_from }))

/** The tables of law and the shape of their rows; percentages are exact fractions, amounts whole rupiah. */
export const tables = {
  'jkk.disability_percentages': disabilityPercentage,
  'contribution.bpu_bands': bpuBand,
  'contribution.pu_rates': puRate,
  'contribution.relief': relief,
  'contribution.construction': constructionSlice,
  'heirs.order': heirClass,
  'scholarship.levels': scholarshipLevel,
  time_limits: timeLimit,
} as const

export type TableName = keyof typeof tables
export type TableRow<N extends TableName> = z.output<(typeof tables)[N]>

export type DisabilityPercentage = TableRow<'jkk.disability_percentages'>
export type BpuBand = TableRow<'contribution.bpu_bands'>
export type PuRate = TableRow<'contribution.pu_rates'>
export type ContributionRelief = TableRow<'contribution.relief'>
export type ConstructionSlice = TableRow<'contribution.construction'>
export type HeirClass = TableRow<'heirs.order'>
export type Relation = z.output<typeof relation>
export type ScholarshipLevel = TableRow<'scholarship.levels'>
export type TimeLimit = TableRow<'time_limits'>

export function isTableName(name: string): name is TableName {
  return Object.hasOwn(tables, name)
}
