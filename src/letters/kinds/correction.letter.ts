import { formatRupiah } from '#libs/rupiah'
import { type Block, heading, text } from '../letter-sheet.js'
import { fill, type LetterWords } from '../letter-words.js'
import type { FrozenDecision } from './decision.query.js'

interface Difference {
  payee: string
  before: bigint
  added: bigint
  back: bigint
}

/** Whether this decision causes any transfer, beside what earlier rounds have paid. */
export function leavesToPay({ payments }: FrozenDecision): boolean {
  return payments.some(({ amount, alreadyPaid = 0 }) => amount > alreadyPaid)
}

/** What was paid before to each, what is added, and what is asked back. Nothing for a first decision. */
export function correctionOf(decision: FrozenDecision, { approval: words }: LetterWords): Block[] {
  if (!decision.correction) return []
  const differences = differencesOf(decision)
  const asksBack = differences.some(({ back }) => back > 0n)
  return [
    heading(words.correction_heading),
    ...text(words.correction),
    {
      kind: 'table',
      table: {
        columns: [
          { label: words.payee, width: '*' },
          { label: words.paid_before, width: 100, align: 'right' },
          { label: words.added, width: 100, align: 'right' },
          ...(asksBack ? [{ label: words.asked_back, width: 100, align: 'right' } as const] : []),
        ],
        rows: differences.map(({ payee, before, added, back }) => [
          payee,
          formatRupiah(before),
          formatRupiah(added),
          ...(asksBack ? [formatRupiah(back)] : []),
        ]),
      },
    },
    ...(asksBack ? text(words.asked_back_how) : []),
  ]
}

/** A refusal after something was paid says what is asked back, and that nobody need do anything yet. */
export function askedBackOf({ correction }: FrozenDecision, { refusal: words }: LetterWords): Block[] {
  const held = (correction?.held ?? []).filter(({ paid }) => paid > 0)
  if (held.length === 0) return []
  return [
    heading(words.asked_back_heading),
    {
      kind: 'bullets',
      lines: held.map(({ payee, paid }) =>
        fill(words.asked_back, { payee, sum: formatRupiah(BigInt(paid)) }),
      ),
    },
    ...text(words.asked_back_how),
  ]
}

function differencesOf({ payments, correction }: FrozenDecision): Difference[] {
  const before = new Map((correction?.held ?? []).map((held) => [held.payee, held]))
  const added = new Map<string, bigint>()
  for (const { payee, amount, alreadyPaid = 0 } of payments)
    added.set(payee, (added.get(payee) ?? 0n) + BigInt(amount - alreadyPaid))
  return [...new Set([...before.keys(), ...added.keys()])].map((payee) => {
    const { paid = 0, overpaid = 0 } = before.get(payee) ?? {}
    return {
      payee,
      before: BigInt(paid),
      added: added.get(payee) ?? 0n,
      back: overpaid > 0 ? BigInt(overpaid) : 0n,
    }
  })
}
