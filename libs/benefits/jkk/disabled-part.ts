import type { DisabilityPercentage, LawBook } from '#libs/law'
import type { LocalDate } from '#libs/local-date'
import {
  add,
  divide,
  type Exact,
  multiply,
  type Ratio,
  ratio,
  roundDown,
  smallest,
  subtract,
} from '#libs/rupiah'
import type { DisabilityFact } from '../facts/claim-facts.js'
import type { DisabledPart } from '../working.js'

export interface DisabilityTable {
  readonly rows: ReadonlyMap<string, DisabilityPercentage>
  readonly law: LawBook
  readonly on: LocalDate
}

export function disabilityTable(law: LawBook, on: LocalDate): DisabilityTable {
  const listed = law.table('jkk.disability_percentages', on).value
  const rows = byCode.get(listed) ?? new Map(listed.map((row) => [row.code, row]))
  byCode.set(listed, rows)
  return { rows, law, on }
}

/** The rows of a version of the table never change, so they are put in order once. */
const byCode = new WeakMap<readonly DisabilityPercentage[], ReadonlyMap<string, DisabilityPercentage>>()

/**
 * One disability as a percentage: the figure of the table, times the number of parts or of
 * completed steps, times the part of the function that is lost.
 * @basis PP 44/2015 Lampiran III
 */
export function disabledPart(
  fact: DisabilityFact,
  leftHanded: boolean,
  table: DisabilityTable,
): DisabledPart {
  const listed = rowOf(fact.code, table)
  const row = leftHanded ? otherHand(listed, table) : listed
  const base = { code: fact.code, readAs: row.code, name: listed.name }
  if (row.mode === 'range') {
    const percent = setByDoctor(fact)
    return { ...base, tablePercent: percent, percent }
  }
  const tablePercent = figureOf(row)
  if (row.mode === 'per_10_step') {
    const steps = countedSteps(fact, table)
    const limit = figureOf(rowOf(row.containedIn ?? row.code, table))
    const percent = smallest(multiply(steps, tablePercent), limit)
    return { ...base, tablePercent, units: steps, limitedTo: limit, percent }
  }
  const units = ratio(BigInt(fact.units ?? 1))
  const functionLoss = fact.function_loss_pct
  const percent = multiply(tablePercent, units, functionLoss ?? 1n)
  return {
    ...base,
    tablePercent,
    ...(row.mode === 'per_unit' ? { units } : {}),
    ...(functionLoss ? { functionLoss } : {}),
    percent,
  }
}

/** @throws RangeError when the code is not in the table; reading the facts refuses such a code before */
export function rowOf(code: string, table: DisabilityTable): DisabilityPercentage {
  const row = table.rows.get(code)
  if (!row) throw new RangeError(`jkk.disability_percentages has no row ${code}`)
  return row
}

/** The side of the body; both-sided and sideless entries have none. */
export function sideOf(fact: DisabilityFact, table: DisabilityTable): 'L' | 'R' | undefined {
  const { side } = rowOf(fact.code, table)
  return side === 'either' ? fact.side : side
}

/** The doctor sets the percentage of an entry that the table gives as a range. */
export function setByDoctor(fact: DisabilityFact): Ratio {
  return fact.function_loss_pct ?? ratio(BigInt(fact.units ?? 0), 100n)
}

/** Figures of arms, hands and fingers change sides for a left-handed participant. */
function otherHand(row: DisabilityPercentage, table: DisabilityTable): DisabilityPercentage {
  if (row.side !== 'L' && row.side !== 'R') return row
  return rowOf(row.code.replace(/_[LR]$/, row.side === 'L' ? '_R' : '_L'), table)
}

function figureOf(row: DisabilityPercentage): Ratio {
  if (!row.percent) throw new RangeError(`jkk.disability_percentages has no percentage for ${row.code}`)
  return row.percent
}

/** Only completed steps count, unless the reading in force is proportional. */
function countedSteps(fact: DisabilityFact, { law, on }: DisabilityTable): Ratio {
  if (fact.units !== undefined) return ratio(BigInt(fact.units))
  const steps = exactSteps(fact, law, on)
  const completed = law.choice('disability.graded_steps', on).value === 'completed'
  return completed ? ratio(roundDown(steps)) : steps
}

function exactSteps(fact: DisabilityFact, law: LawBook, on: LocalDate): Ratio {
  if (fact.decibel) return divide(fact.decibel, BigInt(law.integer('disability.step_decibels', on).value))
  return divide(
    fact.function_loss_pct ?? lostEfficiency(fact, law, on),
    law.percent('disability.step_percent', on).value,
  )
}

/** Eyes that differ count by weight, the better one more. */
function lostEfficiency(fact: DisabilityFact, law: LawBook, on: LocalDate): Exact {
  const better = BigInt(law.integer('disability.visual_weight_better', on).value)
  const worse = BigInt(law.integer('disability.visual_weight_worse', on).value)
  const weighted = add(
    multiply(better, fact.better_eye_efficiency ?? 1n),
    multiply(worse, fact.worse_eye_efficiency ?? 1n),
  )
  return subtract(1n, divide(weighted, better + worse))
}
