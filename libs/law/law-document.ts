import { z } from 'zod'
import { isMonthDay } from '#libs/local-date'
import type { LawProblem } from './law-errors.js'
import { confidence, date, percentage, rupiah } from './tables.js'
import { integerUnits, selectors } from './unit.js'

/** One parameter as it was read: its name comes from the path (`jkm/lump.yaml` is `jkm.lump`). */
export interface LawDocument {
  readonly name: string
  /** Shown to whoever must repair the file. */
  readonly file: string
  readonly content: unknown
  /** The line of a key or an entry, counted from one; the reader of the file knows it. */
  readonly lineOf?: (path: readonly PropertyKey[]) => number
  /** What already went wrong while reading the file; its content is then not looked at. */
  readonly problems?: readonly LawProblem[]
}

const text = z.string().trim().min(1)
const basis = z.strictObject({
  act: text,
  article: text,
  confidence,
  note: text.optional(),
  href: z.url().optional(),
})

function entry<T extends z.ZodType>(value: T) {
  return z.strictObject({
    from: date,
    to: date.optional(),
    value: value.optional(),
    none: text.optional(),
    basis: basis.optional(),
  })
}

function parameter<U extends z.ZodType<string>, T extends z.ZodType>(unit: U, value: T) {
  return z.strictObject({
    label: text,
    unit,
    applies_on: z.enum(selectors),
    rules: z.array(z.string().regex(/^R-\d+\.\d+$/)).optional(),
    aliases: z.array(text).optional(),
    alternatives: z.array(z.union([z.string(), z.number(), z.boolean()])).optional(),
    values: z.array(entry(value)).min(1),
    verified: z.strictObject({ on: date, how: text }),
  })
}

/** The shape of one file under `config/law`; editors get it as `config/schemas/law-parameter.schema.json`. */
export const lawParameter = z.discriminatedUnion('unit', [
  parameter(z.literal('IDR'), rupiah),
  parameter(z.literal('percent'), percentage),
  parameter(z.enum(integerUnits), z.int().nonnegative()),
  parameter(z.enum(['choice', 'text']), text),
  parameter(z.literal('boolean'), z.boolean()),
  parameter(z.literal('date'), date),
  parameter(
    z.literal('month_day'),
    z.custom<string>(isMonthDay, 'bukan hari dalam tahun; tulis BB-HH').meta({ type: 'string' }),
  ),
  parameter(z.literal('table'), z.array(z.record(z.string(), z.unknown())).min(1)),
])

export type LawParameter = z.output<typeof lawParameter>
