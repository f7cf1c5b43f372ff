import { z } from 'zod'
import {
  isInstant,
  isLocalDate,
  isSchoolYear,
  type LocalDate,
  parseInstant,
  type SchoolYear,
} from '#libs/local-date'
import { type Ratio, ratio } from '#libs/rupiah'

/**
 * The kinds of field a benefit case is made of. Every message is a sentence with its cure, because an officer reads
 * it beside the field.
 */
const earliest = '1900-01-01'
const latest = '2199-12-31'

/** A day that exists; far-away years are typing errors and would leave the calendar. */
export const date = z.custom<LocalDate>(
  (value) => isLocalDate(value) && value >= earliest && value <= latest,
  missingOr('bukan tanggal yang ada; tulis TTTT-BB-HH, misalnya 2024-02-29'),
)

/** A moment with its offset. `date` is the calendar date the writer saw on the wall. */
export const instant = z
  .custom<string>(
    (value) => isInstant(value) && value >= earliest && value <= latest,
    missingOr(
      'bukan waktu yang ada; tulis tanggal, jam, dan selisih UTC, misalnya 2025-04-08T09:00:00+08:00',
    ),
  )
  .transform((text) => ({ at: parseInstant(text), date: text.slice(0, 10) as LocalDate }))
export type Moment = z.output<typeof instant>

export const schoolYear = z.custom<SchoolYear>(
  (value) => isSchoolYear(value) && value >= '1900/1901' && value < '2199/2200',
  missingOr('bukan tahun ajaran; tulis dua tahun berurutan, misalnya 2024/2025'),
)

/** A calendar month, `2024-05`. */
export const month = z
  .custom<string>(
    (value) => typeof value === 'string' && isLocalDate(`${value}-01`) && value >= '1900' && value < '2200',
    missingOr('bukan bulan yang ada; tulis TTTT-BB, misalnya 2024-05'),
  )
  .transform((text) => `${text}-01` as LocalDate)

const wholeNumber = z.int('harus bilangan bulat')

/** Whole rupiah, zero or more. */
export const rupiah = wholeNumber
  .nonnegative('tidak boleh kurang dari nol; tulis rupiah utuh')
  .transform(BigInt)

/** Whole rupiah above zero: a wage of nothing is a missing wage. */
export const positiveRupiah = wholeNumber
  .positive('harus lebih dari nol; tulis rupiah utuh')
  .transform(BigInt)

export const count = wholeNumber.nonnegative('tidak boleh kurang dari nol')
export const positiveCount = wholeNumber.positive('harus lebih dari nol')

/** A plain decimal as an exact fraction of one: 12.5 becomes 1/8. */
export function percentBetween(least: number, most: number, message: string) {
  return z
    .number()
    .refine((value) => value >= least && value <= most && isPlainDecimal(value), message)
    .transform((value): Ratio => ratio(String(value), 100n))
}

/** Above zero and at most one hundred. */
export const partOfHundred = z
  .number()
  .refine(
    (value) => value > 0 && value <= 100 && isPlainDecimal(value),
    'harus lebih dari 0 dan paling besar 100',
  )
  .transform((value): Ratio => ratio(String(value), 100n))

export const positiveDecimal = z
  .number()
  .refine((value) => value > 0 && value <= 1000 && isPlainDecimal(value), 'harus angka lebih dari nol')
  .transform((value): Ratio => ratio(String(value)))

export const name = z.string().trim().min(1).max(100)
export const level = z.enum(['TK_SD', 'SMP', 'SMA', 'PT'])
export type Level = z.output<typeof level>

/** As the school writes it: `TK-A`, `4`, `11`. */
export const grade = z.string().trim().min(1).max(20)

/** A field that is not there is missing, not wrong. */
function missingOr(message: string) {
  return { error: ({ input }: { input?: unknown }) => (input === undefined ? 'wajib diisi' : message) }
}

function isPlainDecimal(value: number): boolean {
  return /^\d+(\.\d+)?$/.test(String(value))
}
