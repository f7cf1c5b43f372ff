import { z } from 'zod'
import { childState } from './claim-facts.js'
import { count, date, grade, level, name, schoolYear } from './fields.js'

const parent = z.strictObject({
  program: z.enum(['JKK', 'JKM']),
  event_date: date,
  outcome: z.enum(['death', 'total_permanent', 'partial', 'recovered']).optional(),
})

const paidYears = z.strictObject({
  TK_SD: count.optional(),
  SMP: count.optional(),
  SMA: count.optional(),
  PT: count.optional(),
})

const schoolYearApplied = { school_year: schoolYear, level, grade: grade.optional() }

/** A yearly application, or one for several missed years at once. */
export const scholarshipYearFacts = z.strictObject({
  kind: z.literal('scholarship_year'),
  parent,
  child: z.strictObject({
    ...childState,
    paid_years: paidYears.optional(),
  }),
  application: z.strictObject({
    received: date,
    school_year: schoolYear.optional(),
    level: level.optional(),
    grade: grade.optional(),
    school_years: z.array(z.strictObject(schoolYearApplied)).min(1).optional(),
  }),
})
export type ScholarshipYearFacts = z.output<typeof scholarshipYearFacts>
export type SchoolYearApplied = NonNullable<ScholarshipYearFacts['application']['school_years']>[number]

/** The years still to come, as an estimate for the family and for commitments. */
export const scholarshipProjectionFacts = z.strictObject({
  kind: z.literal('scholarship_projection'),
  parent: parent.optional(),
  child: z.strictObject({
    name: name.optional(),
    birth_date: date,
    level,
    grade,
    first_school_year: schoolYear,
    paid_years: paidYears.optional(),
  }),
  assumptions: z
    .strictObject({
      yearly_application_date: z.string().optional(),
      one_grade_per_year: z
        .literal(true, 'harus true; proyeksi hanya dapat dihitung dengan satu kelas setiap tahun')
        .optional(),
      tertiary_years: count.max(20, 'paling besar 20').optional(),
      repeats: z
        .array(z.tuple([level, grade]))
        .max(40)
        .optional(),
    })
    .optional(),
})
export type ScholarshipProjectionFacts = z.output<typeof scholarshipProjectionFacts>
