import type { Version } from '#libs/law'
import type { Rupiah } from '#libs/rupiah'
import type { LineCode, Payee } from './codes.js'
import { Line } from './line.js'

const fixedAmount = { rule: 'fixed_amount' } as const

/** A line whose amount is a parameter of law and nothing else. */
export function fixedLine(code: LineCode, version: Version<Rupiah>, payee: Payee): Line {
  return new Line({ code, amount: version.value, payee, working: fixedAmount, parameters: [version] })
}
