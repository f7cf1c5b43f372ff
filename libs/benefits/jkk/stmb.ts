import type { LawBook, Version } from '#libs/law'
import { addDays, addMonths, daysBetween, type LocalDate } from '#libs/local-date'
import { add, multiply, type Ratio, ratio, subtract } from '#libs/rupiah'
import type { Payee } from '../codes.js'
import { Line } from '../line.js'
import { roundByLaw, type WageBase } from '../claim/wage-base.js'
import type { CalendarMonths, StmbBlock } from '../working.js'

interface Block {
  readonly block: 1 | 2 | 3
  readonly percent: Version<Ratio>
  /** Without a length the block has no end. */
  readonly months?: Version<number>
}

/** When the incapacity fell: the day of the event, the day whose law applies, and the days claimed before. */
interface StmbTimes {
  readonly eventDate: LocalDate
  readonly ratesOn: LocalDate
  readonly daysBefore?: number
}

/** The certified days of one block, and how many months of wage they are. */
interface DaysOfBlock {
  readonly days: number
  readonly months: Ratio
  readonly working: { readonly daysPerMonth: number } | { readonly calendar: CalendarMonths }
}

/**
 * Benefit for temporary incapacity: the wage for every certified day, by blocks of months; each block is one line and
 * is rounded once. A month has the days of the law or, where the law sets none, is a calendar month
 * counted from the event without a break, because a case does not say on which days the incapacity fell. Days that an
 * earlier claim of the event was paid for fill the blocks first.
 * @basis PP 44/2015 jo. PP 82/2019 Pasal 25 & Lampiran III
 */
export function stmbLines(
  days: number,
  wage: WageBase,
  payee: Payee,
  law: LawBook,
  { eventDate, ratesOn: on, daysBefore = 0 }: StmbTimes,
): Line[] {
  const perMonth = law.findInteger('stmb.days_per_month', on)
  const lines: Line[] = []
  let [left, paid, monthsBefore] = [days + daysBefore, daysBefore, 0]
  for (const { block, percent, months } of blocksInForce(law, on)) {
    const inBlock = (count: number): DaysOfBlock =>
      perMonth
        ? byDays(count, perMonth.value, months?.value)
        : byCalendar(count, eventDate, monthsBefore, months?.value)
    const [whole, before] = [inBlock(left), inBlock(paid)]
    left -= whole.days
    paid -= before.days
    monthsBefore += months?.value ?? 0
    const counted = before.days === 0 ? whole : without(before, whole)
    if (counted.days === 0) continue
    const amount = roundByLaw(multiply(counted.months, wage.amount, percent.value), law, on)
    const working: StmbBlock = {
      rule: 'stmb_block',
      block,
      days: counted.days,
      wage: wage.amount,
      percent: percent.value,
      ...counted.working,
    }
    const lengths = [months, perMonth].filter((version) => version !== undefined)
    const parameters = [percent, ...lengths, ...wage.parameters]
    lines.push(new Line({ code: 'JKK_STMB', amount, payee, working, parameters }))
  }
  return lines
}

/** What of a block is left after the days claimed before. */
function without(before: DaysOfBlock, { days, months, working }: DaysOfBlock): DaysOfBlock {
  return { days: days - before.days, months: subtract(months, before.months), working }
}

function byDays(left: number, perMonth: number, months: number | undefined): DaysOfBlock {
  const days = months === undefined ? left : Math.min(left, months * perMonth)
  return { days, months: ratio(BigInt(days), BigInt(perMonth)), working: { daysPerMonth: perMonth } }
}

/** Whole months from the day of the month on which the incapacity began; a broken month counts by its own days. */
function byCalendar(
  left: number,
  eventDate: LocalDate,
  monthsBefore: number,
  months: number | undefined,
): DaysOfBlock {
  const first = addMonths(eventDate, monthsBefore)
  const length = months === undefined ? left : daysBetween(first, addMonths(eventDate, monthsBefore + months))
  const days = Math.min(left, length)
  const monthStart = (month: number) => addMonths(eventDate, monthsBefore + month)
  const after = addDays(first, days)
  let whole = 0
  while (monthStart(whole + 1) <= after) whole += 1
  const rest = daysBetween(monthStart(whole), after)
  const restOf = daysBetween(monthStart(whole), monthStart(whole + 1))
  return {
    days,
    months: add(BigInt(whole), ratio(BigInt(rest), BigInt(restOf))),
    working: { calendar: { from: first, whole, rest, restOf } },
  }
}

function blocksInForce(law: LawBook, on: LocalDate): Block[] {
  return [
    {
      block: 1,
      percent: law.percent('jkk.stmb.block1_pct', on),
      months: law.integer('jkk.stmb.block1_months', on),
    },
    {
      block: 2,
      percent: law.percent('jkk.stmb.block2_pct', on),
      months: law.integer('jkk.stmb.block2_months', on),
    },
    { block: 3, percent: law.percent('jkk.stmb.block3_pct', on) },
  ]
}
