import { formatDateId } from '#libs/local-date'
import { formatRupiah, rupiahInWords } from '#libs/rupiah'
import type { Occasion } from '../letter-occasion.query.js'
import { type Block, callout, heading, text } from '../letter-sheet.js'
import { fill, type LetterWords } from '../letter-words.js'
import type { PaidOut } from './payment-advice.query.js'

/** Pemberitahuan pembayaran: what arrived when in which account, under which reference, and what a delay is owed. */
export function composeAdvice(occasion: Occasion, paid: readonly PaidOut[], letters: LetterWords): Block[] {
  const { advice: words, common } = letters
  const { branch, phone, participant } = occasion
  const total = paid.reduce((sum, { amount }) => sum + amount, 0n)
  return [
    ...text(fill(words.opening, { participant })),
    callout(words.total, formatRupiah(total), fill(words.in_words, { words: rupiahInWords(total) })),
    heading(words.payments_heading),
    {
      kind: 'table',
      table: {
        columns: [
          { label: words.payee, width: '*' },
          { label: words.received, width: 62, align: 'right' },
          { label: words.amount, width: 86, align: 'right' },
        ],
        rows: paid.map((each) => [
          [each.payee, ...whereTo(each, letters)].join('\n'),
          formatDateId(each.value_date, 'short'),
          formatRupiah(each.amount),
        ]),
        total: { label: words.sum, value: formatRupiah(total) },
      },
    },
    ...lateness(paid, letters),
    ...text(words.not_there, words.keep, fill(common.contact, { branch, phone })),
  ]
}

function whereTo({ bank_code, account_number, reference }: PaidOut, letters: LetterWords): string[] {
  return [
    letters.account(bank_code, account_number),
    ...(reference === null ? [] : [fill(letters.advice.reference, { reference })]),
  ]
}

function lateness(paid: readonly PaidOut[], { advice: words }: LetterWords): Block[] {
  const late = paid.flatMap((each) => (each.late === null ? [] : [{ ...each, late: each.late }]))
  const [first] = late
  if (!first) return []
  const owed = late.reduce((sum, each) => sum + BigInt(each.late.amount), 0n)
  return [
    heading(words.late_heading),
    ...text(words.late, fill(words.late_right, { article: first.late.basis })),
    {
      kind: 'table',
      table: {
        columns: [
          { label: words.owed_to, width: '*' },
          { label: words.due_on, width: 86, align: 'right' },
          { label: words.received, width: 86, align: 'right' },
          { label: words.amount, width: 86, align: 'right' },
        ],
        rows: late.map((each) => [
          each.payee,
          formatDateId(each.late.dueOn, 'short'),
          formatDateId(each.value_date, 'short'),
          formatRupiah(BigInt(each.late.amount)),
        ]),
        total: { label: words.sum, value: formatRupiah(owed) },
      },
    },
    ...(late.some((each) => each.late.suspended > 0) ? text(words.suspended) : []),
  ]
}
