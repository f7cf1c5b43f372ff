import type { LawBook } from '#libs/law'
import type { LocalDate } from '#libs/local-date'
import { add, compare, multiply, type Ratio, ratio } from '#libs/rupiah'
import { Line } from '../line.js'
import { roundByLaw, type WageBase } from '../claim/wage-base.js'
import type { DisabilityFact } from '../facts/claim-facts.js'
import type { DisabledPart } from '../working.js'
import { type DisabilityTable, disabilityTable, disabledPart, rowOf, sideOf } from './disabled-part.js'

export interface PartialDisabilityResult {
  readonly percent: Ratio
  /** Absent when no step of a graded entry was completed, so that nothing is payable. */
  readonly line?: Line
}

interface Listed {
  readonly fact: DisabilityFact
  readonly part: DisabledPart
  readonly side: 'L' | 'R' | undefined
  readonly container?: number | undefined
}

/**
 * Partial disability, anatomical and functional, from one or several parts: each as a percentage, parts covered by
 * another listed part left out, added, capped, and one line with the final percentage.
 * @basis PP 44/2015 jo. PP 82/2019 Pasal 25 & Lampiran III
 */
export function partialDisability(
  facts: readonly DisabilityFact[],
  leftHanded: boolean,
  wage: WageBase,
  law: LawBook,
  on: LocalDate,
): PartialDisabilityResult {
  const multiplier = law.integer('jkk.disability_multiplier', on)
  const cap = law.findPercent('disability.combination_cap', on)
  const { parts, sum } = combine(facts, leftHanded, disabilityTable(law, on))
  const percent = cap && compare(sum, cap.value) > 0 ? cap.value : sum
  if (compare(percent, 0n) === 0) return { percent }
  const line = new Line({
    code: 'JKK_DISABILITY_PARTIAL',
    amount: roundByLaw(multiply(percent, BigInt(multiplier.value), wage.amount), law, on),
    payee: 'participant',
    working: {
      rule: 'partial_disability',
      parts,
      sum,
      cap: cap?.value,
      percent,
      multiplier: multiplier.value,
      wage: wage.amount,
    },
    parameters: [
      multiplier,
      law.table('jkk.disability_percentages', on),
      ...(cap && parts.length > 1 ? [cap] : []),
      ...wage.parameters,
    ],
  })
  return { percent, line }
}

const nothing = ratio(0n)

function combine(facts: readonly DisabilityFact[], leftHanded: boolean, table: DisabilityTable) {
  const listed = withContainers(facts, leftHanded, table)
  const covered = new Map<number, string>()
  const roots = listed.flatMap((each, index) => (each.container === undefined ? [index] : []))
  const sum = roots.reduce((total, index) => add(total, worth(index, listed, covered)), nothing)
  const parts = listed.map(({ part }, index) => {
    const coveredBy = covered.get(index)
    return coveredBy === undefined ? part : { ...part, coveredBy }
  })
  return { parts, sum }
}

/**
 * What a part counts for together with the listed parts inside it. A lost part covers what is in it. A part that only
 * lost function is not gone, so it covers its parts only when it counts for at least as much as they do; otherwise
 * more disability would pay less.
 */
function worth(index: number, listed: readonly Listed[], covered: Map<number, string>): Ratio {
  const self = listed[index]
  if (!self) return nothing
  const inside = listed.flatMap((each, other) => (each.container === index ? [other] : []))
  const insideWorth = inside.reduce((total, other) => add(total, worth(other, listed, covered)), nothing)
  const lost = self.fact.function_loss_pct === undefined || compare(self.fact.function_loss_pct, 1n) === 0
  if (!lost && compare(insideWorth, self.part.percent) > 0) {
    covered.set(index, inside.flatMap((other) => listed[other]?.part.code ?? []).join(', '))
    return insideWorth
  }
  coverInside(index, self.part.code, listed, covered)
  return self.part.percent
}

function coverInside(
  index: number,
  by: string,
  listed: readonly Listed[],
  covered: Map<number, string>,
): void {
  for (const [other, { container }] of listed.entries()) {
    if (container !== index) continue
    covered.set(other, by)
    coverInside(other, by, listed, covered)
  }
}

function withContainers(
  facts: readonly DisabilityFact[],
  leftHanded: boolean,
  table: DisabilityTable,
): Listed[] {
  const sides = facts.map((fact) => sideOf(fact, table))
  return facts.map((fact, index) => ({
    fact,
    part: disabledPart(fact, leftHanded, table),
    side: sides[index],
    container: containerOf(fact.code, sides[index], facts, sides, table),
  }))
}

/** The nearest listed part that contains this one, on the same side or on both. */
function containerOf(
  code: string,
  side: Listed['side'],
  facts: readonly DisabilityFact[],
  sides: readonly Listed['side'][],
  table: DisabilityTable,
): number | undefined {
  for (let next = rowOf(code, table).containedIn; next !== undefined; next = rowOf(next, table).containedIn) {
    const found = facts.findIndex(
      (other, index) => other.code === next && (sides[index] === undefined || sides[index] === side),
    )
    if (found !== -1) return found
  }
  return undefined
}
