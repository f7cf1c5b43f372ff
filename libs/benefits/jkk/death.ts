import type { LawBook } from '#libs/law'
import type { LocalDate } from '#libs/local-date'
import { compare, multiply } from '#libs/rupiah'
import type { LineCode } from '../codes.js'
import { Line } from '../line.js'
import { roundByLaw, type WageBase } from '../claim/wage-base.js'
import { fixedLine } from '../fixed-line.js'

/**
 * Death by accident or disease: a part of the wage over the months of the multiplier, not below the JKM lump sum in
 * force.
 * @basis PP 44/2015 jo. PP 82/2019 Pasal 25 & Lampiran III
 */
export function deathLine(wage: WageBase, law: LawBook, on: LocalDate): Line {
  const percent = law.percent('jkk.death_pct', on)
  const multiplier = law.integer('jkk.disability_multiplier', on)
  const minimum = law.amount('jkk.death_minimum', on)
  const exact = multiply(percent.value, BigInt(multiplier.value), wage.amount)
  const amount = compare(exact, minimum.value) < 0 ? minimum.value : roundByLaw(exact, law, on)
  return new Line({
    code: 'JKK_DEATH',
    amount,
    payee: 'heirs',
    working: {
      rule: 'part_of_wage',
      percent: percent.value,
      multiplier: multiplier.value,
      wage: wage.amount,
      minimum: minimum.value,
    },
    parameters: [percent, multiplier, minimum, ...wage.parameters],
  })
}

/**
 * Total permanent disability.
 * @basis PP 44/2015 jo. PP 82/2019 Pasal 25 & Lampiran III
 */
export function totalPermanentLine(wage: WageBase, law: LawBook, on: LocalDate): Line {
  const percent = law.percent('jkk.total_permanent_pct', on)
  const multiplier = law.integer('jkk.disability_multiplier', on)
  return new Line({
    code: 'JKK_TOTAL_PERMANENT',
    amount: roundByLaw(multiply(percent.value, BigInt(multiplier.value), wage.amount), law, on),
    payee: 'participant',
    working: {
      rule: 'part_of_wage',
      percent: percent.value,
      multiplier: multiplier.value,
      wage: wage.amount,
    },
    parameters: [percent, multiplier, ...wage.parameters],
  })
}

/**
 * The periodic benefit paid at once, with death or total permanent disability, and the burial cost.
 * @basis PP 44/2015 jo. PP 82/2019 Pasal 25 & Lampiran III
 */
export function periodicLumpLine(payee: 'participant' | 'heirs', law: LawBook, on: LocalDate): Line {
  return fixedLine('JKK_PERIODIC_LUMP', law.amount('jkk.periodic_lump', on), payee)
}

export function burialLine(law: LawBook, on: LocalDate): Line {
  return fixedLine('JKK_BURIAL', law.amount('jkk.burial', on), 'heirs')
}

/** Lines whose amount follows the wage, so that an under-reported wage makes them too small. */
const wageDependent: ReadonlySet<LineCode> = new Set<LineCode>([
  'JKK_DEATH',
  'JKK_TOTAL_PERMANENT',
  'JKK_DISABILITY_PARTIAL',
  'JKK_STMB',
])

export function followsWage({ code }: Pick<Line, 'code'>): boolean {
  return wageDependent.has(code)
}
