import type { ConstructionSlice, LawBook, Version } from '#libs/law'
import { addMonths, type LocalDate } from '#libs/local-date'
import { add, multiply, type Ratio, type Rupiah } from '#libs/rupiah'
import { type Answer, totalOf } from '../answer.js'
import type { LineCode } from '../codes.js'
import { unsupported } from '../claim/unsupported.js'
import { roundByLaw } from '../claim/wage-base.js'
import type { ContributionFacts } from '../facts/other-facts.js'
import type { BilledMonths, Contribution, ContractSlice } from '../working.js'
import { Line } from '../line.js'
import type { AnyVersion } from '../line-data.js'
import { bandOf } from './band.js'
import { reliefFor } from './relief.js'

type Program = 'JKK' | 'JKM'

/** The bill of one month before it is rounded, and what it was made from. */
interface MonthlyBill {
  readonly exact: Ratio
  readonly parts: Pick<Contribution, 'base' | 'band' | 'rate' | 'fixed' | 'slices'>
  readonly parameters: readonly AnyVersion[]
}

/**
 * Contributions of one worker or a cohort over one month or several. Every month is billed by
 * the law of its first day and rounded once per program; a cohort pays the same bill for each worker.
 * @basis PP 44/2015 Pasal 16-19 and Lampiran II; PP 49/2020; PP 50/2025
 */
export function decideContribution(facts: ContributionFacts, law: LawBook): Answer {
  const first = facts.month ?? facts.first_month
  if (first === undefined || !law.findText('rule_set', first)) return unsupported('EVENT_BEFORE_RULES')
  const count = facts.month === undefined ? (facts.months ?? 1) : 1
  const months = Array.from({ length: count }, (_, index) => addMonths(first, index))
  const bills = [bill('JKK', facts, months, law), bill('JKM', facts, months, law)]
  const lines = facts.workers === undefined ? bills.map(ownLine) : [cohortLine(bills, facts.workers)]
  const base =
    facts.segment === 'BPU' ? bandOf(facts.reported_income ?? 0n, law, first).band.benefitWageBase : undefined
  return {
    decision: 'computed',
    lines,
    total: totalOf(lines),
    rejected_lines: [],
    ...(base === undefined ? {} : { benefit_wage_base: base }),
  }
}

const codes: Record<Program, LineCode> = { JKK: 'CONTRIB_JKK', JKM: 'CONTRIB_JKM' }

interface BilledProgram {
  readonly program: Program
  readonly amount: Rupiah
  readonly working: Contribution
  readonly parameters: readonly AnyVersion[]
}

function bill(
  program: Program,
  facts: ContributionFacts,
  months: readonly LocalDate[],
  law: LawBook,
): BilledProgram {
  const billed: BilledMonths[] = []
  const parameters = new Set<AnyVersion>()
  let parts: MonthlyBill['parts'] = {}
  for (const month of months) {
    const normal = monthlyBill(program, facts, month, law)
    const relief = reliefFor(facts, month, law)
    const monthly = roundByLaw(relief ? multiply(normal.exact, relief.payable) : normal.exact, law, month)
    for (const parameter of [...normal.parameters, ...(relief ? [relief.version] : [])])
      parameters.add(parameter)
    parts = normal.parts
    extend(billed, { first: month, count: 1, payable: relief?.payable, monthly })
  }
  const amount = billed.reduce((sum, { count, monthly }) => sum + BigInt(count) * monthly, 0n)
  const working = { rule: 'contribution', ...parts, months: billed } as const
  return { program, amount, working, parameters: [...parameters] }
}

function ownLine({ program, ...billed }: BilledProgram): Line {
  return new Line({ code: codes[program], ...billed })
}

function cohortLine(bills: readonly BilledProgram[], workers: number): Line {
  return new Line({
    code: 'CONTRIB_JKK_JKM',
    amount: BigInt(workers) * totalOf(bills),
    working: { rule: 'cohort_contribution', workers, parts: bills.map(({ working }) => working) },
    parameters: [...new Set(bills.flatMap(({ parameters }) => parameters))],
  })
}

function extend(billed: BilledMonths[], month: BilledMonths): void {
  const last = billed.at(-1)
  const same =
    last?.monthly === month.monthly && (last.payable === undefined) === (month.payable === undefined)
  if (last && same) billed[billed.length - 1] = { ...last, count: last.count + 1 }
  else billed.push(month)
}

function monthlyBill(
  program: Program,
  facts: ContributionFacts,
  month: LocalDate,
  law: LawBook,
): MonthlyBill {
  switch (facts.segment) {
    case 'PU':
      return wageEarner(program, facts, month, law)
    case 'BPU':
      return informalWorker(program, facts, month, law)
    case 'KONSTRUKSI':
      return construction(program, facts.contract_value ?? 0n, month, law)
  }
}

/** A rate of the monthly wage, by risk group for JKK. */
function wageEarner(program: Program, facts: ContributionFacts, month: LocalDate, law: LawBook): MonthlyBill {
  const base = facts.monthly_wage ?? 0n
  if (program === 'JKM') {
    const rate = law.percent('contribution.jkm_pu_rate', month)
    return { exact: multiply(rate.value, base), parts: { base, rate: rate.value }, parameters: [rate] }
  }
  const groups = law.table('contribution.pu_rates', month)
  const row = groups.value.find(({ group }) => group === facts.risk_group)
  if (!row) throw new RangeError(`contribution.pu_rates has no group ${facts.risk_group ?? ''}`)
  return { exact: multiply(row.rate, base), parts: { base, rate: row.rate }, parameters: [groups] }
}

/** A rate of the band base for JKK, a fixed amount for JKM; the same for sponsored workers. */
function informalWorker(
  program: Program,
  facts: ContributionFacts,
  month: LocalDate,
  law: LawBook,
): MonthlyBill {
  if (program === 'JKM') {
    const fixed = law.amount('contribution.jkm_bpu', month)
    return { exact: add(fixed.value), parts: { fixed: fixed.value }, parameters: [fixed] }
  }
  const rate = law.percent('contribution.jkk_bpu_rate', month)
  const { band, version } = bandOf(facts.reported_income ?? 0n, law, month)
  const parts = { base: band.benefitWageBase, band: band.band, rate: rate.value }
  return { exact: multiply(rate.value, band.benefitWageBase), parts, parameters: [rate, version] }
}

/** Progressive slices of the contract value. */
function construction(program: Program, contract: Rupiah, month: LocalDate, law: LawBook): MonthlyBill {
  const table: Version<readonly ConstructionSlice[]> = law.table('contribution.construction', month)
  const slices = table.value.flatMap((row): ContractSlice[] => {
    const until = row.contractTo === undefined || contract < row.contractTo ? contract : row.contractTo
    if (until <= row.contractFrom) return []
    return [
      {
        slice: row.slice,
        value: until - row.contractFrom,
        rate: program === 'JKK' ? row.jkkRate : row.jkmRate,
      },
    ]
  })
  const exact = slices.map(({ value, rate }) => multiply(value, rate))
  return { exact: add(...exact), parts: { base: contract, slices }, parameters: [table] }
}
