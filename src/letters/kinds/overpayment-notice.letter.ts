import { formatRupiah } from '#libs/rupiah'
import type { Occasion } from '../letter-occasion.query.js'
import { type Block, callout, heading, steps, text } from '../letter-sheet.js'
import { fill, type LetterWords } from '../letter-words.js'
import type { RecoveryTold } from './overpayment-notice.query.js'

/**
 * Pemberitahuan kelebihan bayar: our mistake first, then how much and why, that it may come back in parts, and how to
 * disagree.
 */
export function composeOverpaymentNotice(
  occasion: Occasion,
  told: RecoveryTold,
  letters: LetterWords,
): Block[] {
  const { overpayment: words, common } = letters
  const { branch, phone } = occasion
  return [
    ...text(told.event === 'uphold' ? words.opening_again : words.opening),
    {
      kind: 'facts',
      rows: [
        [words.claim, occasion.number],
        [words.payee, told.payee],
        ...(told.paid === null
          ? []
          : ([
              [words.paid, formatRupiah(told.paid)],
              [words.due, formatRupiah(told.paid - told.amount)],
            ] as const)),
      ],
    },
    callout(words.amount, formatRupiah(told.amount), words.no_hurry),
    heading(words.reason_heading),
    ...text(told.reason ?? words.later_decision),
    heading(words.how_heading),
    steps(...words.how.map((line) => ({ lines: [line] }))),
    heading(words.disagree_heading),
    ...text(...words.disagree.map((line) => fill(line, { branch, phone }))),
    ...text(common.free, fill(common.contact, { branch, phone })),
  ]
}
