import type { LawBook } from '#libs/law'
import type { LocalDate } from '#libs/local-date'
import { add, multiply, type Rupiah } from '#libs/rupiah'
import type { LineCode, Payee } from '../codes.js'
import { Line } from '../line.js'
import type { LineData, RefusalData } from '../line-data.js'
import { roundByLaw } from '../claim/wage-base.js'
import type { ClaimFacts, ReceiptName } from '../facts/claim-facts.js'

type Receipts = NonNullable<ClaimFacts['receipts']>

interface ReceiptRule {
  readonly code: LineCode
  readonly receipt: ReceiptName
  /** Parameter of the cap per case; without one the receipt is refunded in full. */
  readonly cap?: string
  /** Parameter of what is added to a reference price. */
  readonly markup?: string
}

const markup = 'jkk.orthosis_prosthesis_markup_pct'
const rules: readonly ReceiptRule[] = [
  { code: 'JKK_TRANSPORT_LAND', receipt: 'transport_land', cap: 'jkk.transport.land_cap' },
  { code: 'JKK_TRANSPORT_SEA', receipt: 'transport_sea', cap: 'jkk.transport.sea_cap' },
  { code: 'JKK_TRANSPORT_AIR', receipt: 'transport_air', cap: 'jkk.transport.air_cap' },
  { code: 'JKK_MEDICAL', receipt: 'medical' },
  { code: 'JKK_HOMECARE', receipt: 'homecare', cap: 'jkk.homecare_cap' },
  { code: 'JKK_DENTURES', receipt: 'dentures', cap: 'jkk.dentures_cap' },
  { code: 'JKK_HEARING_AID', receipt: 'hearing_aid', cap: 'jkk.hearing_aid_cap' },
  { code: 'JKK_GLASSES', receipt: 'glasses', cap: 'jkk.glasses_cap' },
  { code: 'JKK_ORTHOSIS', receipt: 'orthosis_reference_price', markup },
  { code: 'JKK_PROSTHESIS', receipt: 'prosthesis_reference_price', markup },
]

/** The day whose law applies, and what earlier claims of the same case handed in. */
interface ReceiptCase {
  readonly on: LocalDate
  readonly before?: Receipts | undefined
}

export interface ReceiptLines {
  readonly lines: Line[]
  readonly rejected: RefusalData[]
}

/**
 * What was paid and is given back: transport capped per mode, care in full, aids capped per case, orthosis and
 * prosthesis at the reference price and a part of it more. A benefit that the rule set
 * does not know is refused, not paid as nothing. What earlier claims of the case were given counts towards a cap.
 * @basis PP 44/2015 jo. PP 82/2019 Pasal 25 & Lampiran III
 */
export function receiptLines(
  receipts: Receipts,
  payee: Payee,
  law: LawBook,
  ofCase: ReceiptCase,
): ReceiptLines {
  const result: ReceiptLines = { lines: [], rejected: [] }
  for (const rule of rules) {
    const paid = receipts[rule.receipt]
    if (paid === undefined || paid === 0n) continue
    const line = lineFor(rule, paid, law, ofCase)
    if (line && line.amount > 0n) result.lines.push(new Line({ ...line, payee }))
    else if (!line) result.rejected.push({ code: rule.code, reason: 'NOT_IN_RULE_SET' })
  }
  return result
}

/** The codes of the receipts handed in, for an event that JKK does not cover. */
export function receiptCodes(receipts: Receipts): LineCode[] {
  return rules.filter(({ receipt }) => (receipts[receipt] ?? 0n) > 0n).map(({ code }) => code)
}

function lineFor(
  rule: ReceiptRule,
  paid: Rupiah,
  law: LawBook,
  { on, before }: ReceiptCase,
): LineData | undefined {
  if (rule.markup !== undefined) {
    const percent = law.percent(rule.markup, on)
    const amount = roundByLaw(multiply(paid, add(1n, percent.value)), law, on)
    const working = { rule: 'marked_up_price', price: paid, markup: percent.value } as const
    return { code: rule.code, amount, working, parameters: [percent] }
  }
  if (rule.cap === undefined) {
    const working = { rule: 'capped_receipt', receipt: paid } as const
    return { code: rule.code, amount: paid, working, parameters: [law.text('rule_set', on)] }
  }
  const cap = law.findAmount(rule.cap, on)
  if (!cap) return undefined
  const given = before?.[rule.receipt] ?? 0n
  const left = given < cap.value ? cap.value - given : 0n
  const working = { rule: 'capped_receipt', receipt: paid, cap: left } as const
  return { code: rule.code, amount: paid < left ? paid : left, working, parameters: [cap] }
}
