import { formatDateId } from '#libs/local-date'
import type { CoverageAnswer } from '../membership/registered-person.query.js'
import { coverageFacts } from '../web/shared/coverage-facts.js'
import { fill } from '../web/shared/words.js'
import { coverageId as words } from '../web/words/coverage.js'

/** The same facts in the same words as the page that answers this question. */
export function coverageInWords(answer: CoverageAnswer): string {
  return [
    fill(words.answer, { date: formatDateId(answer.event_date) }),
    `${words.standing}: ${answer.covered ? words.covered : words.notCovered}`,
    ...coverageFacts(answer, words)
      .filter(({ text }) => text !== '')
      .map(({ key, text }) => `${key}: ${text}`),
    '',
  ].join('\n')
}
