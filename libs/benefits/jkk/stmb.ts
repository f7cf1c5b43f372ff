import type { LawBook, Version } from '#libs/law'
import type { LocalDate } from '#libs/local-date'
import { multiply, type Ratio, ratio } from '#libs/rupiah'
import type { Payee } from '../codes.js'
import { Line } from '../line.js'
import { roundByLaw, type WageBase } from '../claim/wage-base.js'

interface Block {
  readonly block: 1 | 2 | 3
  readonly percent: Version<Ratio>
  /** Without a length the block has no end. */
  readonly months?: Version<number>
}

/**
 * Benefit for temporary incapacity: the daily wage for every certified day, by blocks of months counted in days; each
 * block is one line and is rounded once.
 * @basis PP 44/2015 jo. PP 82/2019 Pasal 25 & Lampiran III
 */
export function stmbLines(days: number, wage: WageBase, payee: Payee, law: LawBook, on: LocalDate): Line[] {
  const perMonth = law.integer('stmb.days_per_month', on)
  const lines: Line[] = []
  let left = days
  for (const { block, percent, months } of blocksInForce(law, on)) {
    const daysInBlock = months ? Math.min(left, months.value * perMonth.value) : left
    left -= daysInBlock
    if (daysInBlock === 0) continue
    const exact = multiply(ratio(BigInt(daysInBlock), BigInt(perMonth.value)), wage.amount, percent.value)
    const working = {
      rule: 'stmb_block',
      block,
      days: daysInBlock,
      wage: wage.amount,
      daysPerMonth: perMonth.value,
      percent: percent.value,
    } as const
    const parameters = [percent, ...(months ? [months] : []), perMonth, ...wage.parameters]
    lines.push(new Line({ code: 'JKK_STMB', amount: roundByLaw(exact, law, on), payee, working, parameters }))
  }
  return lines
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
