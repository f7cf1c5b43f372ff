import { z } from 'zod'
import {
  count,
  date,
  grade,
  instant,
  level,
  name,
  partOfHundred,
  percentBetween,
  positiveCount,
  positiveDecimal,
  positiveRupiah,
  rupiah,
  schoolYear,
} from './fields.js'

/** A claim for a benefit: the case without `kind`. Field names are those of the case format, so a path is a path. */

const employment = z.strictObject({
  segment: z.enum(['PU', 'BPU', 'INTERN', 'intern']),
  consecutive_months: count.optional(),
})

/** The civil state of a child, on which the right to a scholarship depends. */
export const childState = {
  name: name.optional(),
  birth_date: date,
  married: z.boolean().optional(),
  employment: employment.optional(),
}

const participant = z.strictObject({
  segment: z.enum(['PU', 'BPU', 'PMI']),
  benefit_wage_base: positiveRupiah.optional(),
  reported_income: rupiah.optional(),
  wage_kind: z.enum(['monthly', 'daily', 'piece_rate']).optional(),
  daily_wage: positiveRupiah.optional(),
  days_per_week: z.union([z.literal(5), z.literal(6)], 'harus 5 atau 6 hari kerja seminggu').optional(),
  last_three_months: z.array(rupiah).min(1).optional(),
  last_twelve_months: z.array(rupiah).min(1).optional(),
  true_monthly_wage: positiveRupiah.optional(),
  wages_continued_by_employer: z.boolean().optional(),
  contribution_months: count.optional(),
  membership_start: date.optional(),
  previous_membership_ended: date.optional(),
  paid_until: date.optional(),
  arrears_months: count.optional(),
  /** Of an informal worker the last day of a membership that was ended, which is not the last paid day. */
  employment_ended: date.optional(),
  handedness: z.enum(['right', 'left']).optional(),
  sponsor: z.enum(['APBD', 'APBN', 'village', 'company']).optional(),
})

const event = z.strictObject({
  type: z.enum(['work_accident', 'occupational_disease', 'sudden_death_at_work', 'non_work_death']),
  event_date: date,
  outcome: z.enum(['death', 'total_permanent', 'partial', 'recovered']).optional(),
  death_date: date.optional(),
  accident_at: instant.optional(),
  collapsed_at: instant.optional(),
  died_at: instant.optional(),
  taken_directly_to_care: z.boolean().optional(),
})

const efficiency = percentBetween(0, 100, 'harus antara 0 dan 100')

const disability = z.strictObject({
  code: z.string().min(1),
  function_loss_pct: partOfHundred.optional(),
  side: z.enum(['L', 'R']).optional(),
  decibel: positiveDecimal.optional(),
  units: positiveCount.optional(),
  better_eye_efficiency: efficiency.optional(),
  worse_eye_efficiency: efficiency.optional(),
})
export type DisabilityFact = z.output<typeof disability>

const receipts = z.strictObject({
  transport_land: rupiah.optional(),
  transport_sea: rupiah.optional(),
  transport_air: rupiah.optional(),
  medical: rupiah.optional(),
  homecare: rupiah.optional(),
  dentures: rupiah.optional(),
  hearing_aid: rupiah.optional(),
  glasses: rupiah.optional(),
  orthosis_reference_price: rupiah.optional(),
  prosthesis_reference_price: rupiah.optional(),
})
export type ReceiptName = keyof z.output<typeof receipts>

const child = z.strictObject({
  ...childState,
  level: level.optional(),
  grade: grade.optional(),
  school_year: schoolYear.optional(),
  registration_order: positiveCount.optional(),
})
export type ChildFact = z.output<typeof child>

/** What earlier claims of the same event have used up: days of incapacity, and receipts towards a cap per case. */
const before = z.strictObject({
  stmb_days: count.optional(),
  receipts: receipts.optional(),
})

export const claimFacts = z.strictObject({
  participant,
  event,
  stage1_reported_at: instant.optional(),
  claim: z.strictObject({ received: date }),
  stmb_days: count.optional(),
  disabilities: z.array(disability).optional(),
  receipts: receipts.optional(),
  before: before.optional(),
  children: z.array(child).optional(),
})
export type ClaimFacts = z.output<typeof claimFacts>
