import { z } from 'zod'
import { count, date, month, name, positiveCount, positiveRupiah, rupiah } from './fields.js'

const relative = z.strictObject({
  name,
  relation: z.enum([
    'spouse',
    'child',
    'father',
    'mother',
    'grandparent',
    'grandchild',
    'sibling',
    'parent_in_law',
  ]),
  birth_date: date.optional(),
  alive: z.boolean().optional(),
})

/** Who receives an amount (chapter 5 of the rules). */
export const heirsFacts = z.strictObject({
  kind: z.literal('heirs'),
  program: z.enum(['JKK', 'JKM']),
  amount: positiveRupiah,
  event_date: date.optional(),
  relatives: z.array(relative).optional(),
  will: z.strictObject({ beneficiary: name, deed: z.string().nullish(), date: date.optional() }).nullish(),
  burial_arranger: name.nullish(),
})
export type HeirsFacts = z.output<typeof heirsFacts>

/** A contribution bill (chapter 8): one worker or a cohort, one month or several. */
export const contributionFacts = z.strictObject({
  kind: z.literal('contribution'),
  segment: z.enum(['PU', 'BPU', 'KONSTRUKSI']),
  month: month.optional(),
  first_month: month.optional(),
  months: positiveCount.max(1200, 'paling besar 1200').optional(),
  reported_income: rupiah.optional(),
  monthly_wage: positiveRupiah.optional(),
  risk_group: z.enum(['I', 'II', 'III', 'IV', 'V']).optional(),
  contract_value: positiveRupiah.optional(),
  sector: z.enum(['transport', 'other']).optional(),
  sponsor: z.enum(['APBD', 'APBN', 'village', 'company']).optional(),
  workers: positiveCount.optional(),
})
export type ContributionFacts = z.output<typeof contributionFacts>

/** A payment measured against its deadline. */
export const latenessFacts = z.strictObject({
  program: z.enum(['JKK', 'JKM', 'SCHOLARSHIP']),
  requirements_complete: date,
  working_day_limit: count.max(366, 'paling besar 366').optional(),
  paid_on: date,
  late_base: rupiah,
})
export type LatenessFacts = z.output<typeof latenessFacts>
