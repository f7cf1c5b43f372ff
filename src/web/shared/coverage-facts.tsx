import { formatDateId, isLocalDate } from '#libs/local-date'
import type { CoverageAnswer } from '../../membership/registered-person.query.js'
import type { coverageId } from '../words/coverage.js'
import { SummaryList, type SummaryRow, Tag } from './components/blocks.js'
import { moneyText } from './components/money.js'
import { fill, useWords, type WordsLike } from './words.js'
import { coverageWords } from '../words/coverage.js'

type Words = WordsLike<typeof coverageId>

/** One thing that the registry says; empty where it says nothing. */
export interface CoverageFact {
  readonly key: string
  readonly text: string
}

/** What the registry answered: covered or not, since when, what was missed, what is to be paid until when. */
export function CoverageFacts({ answer }: { answer: CoverageAnswer }) {
  const words = useWords(coverageWords)
  const standing: SummaryRow = {
    key: words.standing,
    value: (
      <Tag colour={answer.covered ? (answer.cure ? 'yellow' : 'green') : 'red'}>
        {answer.covered ? words.covered : words.notCovered}
      </Tag>
    ),
  }
  const rows = coverageFacts(answer, words)
    .filter(({ text }) => text !== '')
    .map(({ key, text }) => ({ key, value: text }))
  return <SummaryList rows={[standing, ...rows]} />
}

/** The same facts in the same order for every answer, so that two can be laid side by side. */
export function coverageFacts(answer: CoverageAnswer, words: Words): CoverageFact[] {
  const { participant: known, gaps = [], doubts } = answer
  const facts: readonly [string, string | undefined][] = [
    [words.reason, words[answer.reason]],
    [words.cure, cureOf(answer, words)],
    [words.segment, known && words[known.segment]],
    [words.since, day(known?.membership_start)],
    [words.previousEnded, day(known?.previous_membership_ended)],
    [words.ended, day(known?.employment_ended)],
    [words.paidUntil, day(known?.paid_until)],
    [words.graceUntil, day(answer.grace_until)],
    [words.gaps, gaps.map(({ months, from }) => fill(words.gap, { months, from: month(from) })).join(', ')],
    [words.months, counted(known?.contribution_months)],
    [words.fullJkmFrom, day(answer.full_jkm_from)],
    [words.wageBase, known?.benefit_wage_base === undefined ? '' : moneyText(known.benefit_wage_base)],
    [words.sponsor, answer.sponsor?.name],
    [words.employer, answer.employer?.name],
    [
      words.employerArrears,
      known?.arrears_months ? fill(words.monthCount, { months: known.arrears_months }) : '',
    ],
    [words.doubts, doubts.map((doubt) => words[doubt]).join(' ')],
  ]
  return facts.map(([key, text = '']) => ({ key, text }))
}

function cureOf({ cure }: CoverageAnswer, words: Words): string {
  if (!cure) return ''
  const { amount, months, first_month: from, last_day: until } = cure
  return fill(words.curing, { amount: moneyText(amount), months, from: month(from), until: day(until) })
}

function day(date: string | undefined): string {
  return isLocalDate(date) ? formatDateId(date) : ''
}

/** `Maret 2026`, of its first day. */
function month(first: string): string {
  return day(first).replace(/^1 /, '')
}

function counted(months: number | undefined): string {
  return months === undefined ? '' : String(months)
}
