import { lineLabels } from '#libs/benefits'
import { formatDateId, type LocalDate } from '#libs/local-date'
import { formatDecimal, formatRupiah, ratio, roundHalfUp, rupiahInWords } from '#libs/rupiah'
import type { Occasion } from '../letter-occasion.query.js'
import { type Block, callout, heading, small, text } from '../letter-sheet.js'
import { correctionOf, leavesToPay } from './correction.letter.js'
import { fill, type LetterWords } from '../letter-words.js'
import type { FrozenDecision, FrozenPayment } from './decision.query.js'

/** Keputusan disetujui: each sum with its article, who receives which share where, what follows and by when. */
export function composeApproval(
  occasion: Occasion,
  decision: FrozenDecision,
  due: LocalDate | null,
  letters: LetterWords,
): Block[] {
  const { approval: words, common } = letters
  const { branch, phone, participant } = occasion
  return [
    ...text(fill(words.opening, { participant })),
    callout(
      decision.correction ? words.total_anew : words.total,
      formatRupiah(decision.total),
      fill(words.in_words, { words: rupiahInWords(decision.total) }),
    ),
    heading(words.lines_heading),
    linesOf(decision, letters),
    heading(words.payees_heading),
    payeesOf(decision, letters),
    ...correctionOf(decision, letters),
    ...excluded(decision, letters),
    ...scholarships(decision, letters),
    heading(words.next_heading),
    ...(leavesToPay(decision)
      ? text(due ? fill(words.next_due, { due: formatDateId(due) }) : words.next, words.late)
      : text(words.next_nothing)),
    ...text(words.wrong, fill(common.contact, { branch, phone })),
    ...small(fill(words.decided, { branch }), fill(words.packet, { hash: decision.hash })),
  ]
}

function linesOf({ lines, total }: FrozenDecision, { approval: words }: LetterWords): Block {
  return {
    kind: 'table',
    table: {
      columns: [
        { label: words.line, width: '*' },
        { label: words.amount, width: 110, align: 'right' },
      ],
      rows: lines.map(({ code, article, amount }) => [
        `${(lineLabels as Partial<Record<string, string>>)[code] ?? code}\n${fill(words.article, { article })}`,
        formatRupiah(BigInt(amount)),
      ]),
      total: { label: words.sum, value: formatRupiah(total) },
    },
  }
}

function payeesOf({ payments, total }: FrozenDecision, letters: LetterWords): Block {
  const { approval: words } = letters
  const payees = [...sumsByPayee(payments)]
  return {
    kind: 'table',
    table: {
      columns: [
        { label: words.payee, width: '*' },
        { label: words.account, width: 150 },
        { label: words.share, width: 50, align: 'right' },
        { label: words.amount, width: 86, align: 'right' },
      ],
      rows: payees.map(([{ payee, relation, bank, account, disputed }, sum]) => [
        [payee, letters.relation(relation), ...(disputed ? [words.disputed] : [])].join('\n'),
        // The share of heirs whom nobody knows has no account.
        relation === 'fund' ? '–' : letters.account(bank, account),
        shareOf(sum, total),
        formatRupiah(sum),
      ]),
      total: { label: words.sum, value: formatRupiah(total) },
    },
  }
}

/** Each payee once, in the order of the packet, with all that goes into the one account. */
function sumsByPayee(payments: readonly FrozenPayment[]): Map<FrozenPayment, bigint> {
  const sums = new Map<FrozenPayment, bigint>()
  for (const payment of payments) {
    const { payee, bank, account } = payment
    const known = [...sums.keys()].find(
      (each) => each.payee === payee && each.bank === bank && each.account === account,
    )
    sums.set(known ?? payment, (known ? (sums.get(known) ?? 0n) : 0n) + BigInt(payment.amount))
  }
  return sums
}

/** A share in percent, to two places: the exact sum stands beside it. */
function shareOf(sum: bigint, total: bigint): string {
  if (total === 0n) return ''
  return `${formatDecimal(ratio(roundHalfUp(ratio(sum * 10_000n, total)), 100n))}%`
}

function excluded({ counterfactuals }: FrozenDecision, { approval: words }: LetterWords): Block[] {
  return counterfactuals.length === 0
    ? []
    : [
        heading(words.excluded_heading),
        { kind: 'bullets', lines: counterfactuals.map(({ because }) => because) },
      ]
}

function scholarships({ scholarships: plans }: FrozenDecision, { approval: words }: LetterWords): Block[] {
  if (plans.length === 0) return []
  const rows = plans.map(({ childName, total, schedule }) => {
    const [first, last] = [schedule[0]?.school_year ?? '', schedule.at(-1)?.school_year ?? '']
    return [childName, fill(words.years_range, { first, last }), formatRupiah(BigInt(total))]
  })
  return [
    heading(words.scholarship_heading),
    ...text(words.scholarship),
    {
      kind: 'table',
      table: {
        columns: [
          { label: words.child, width: '*' },
          { label: words.years, width: 150 },
          { label: words.estimate, width: 86, align: 'right' },
        ],
        rows,
      },
    },
  ]
}
