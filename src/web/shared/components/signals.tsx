/** What stands out on a claim, each with what was found and what to do about it. */
import type { Signal } from '../../../approval/signals-of-claim.query.js'
import { signalsWords } from '../../words/signals.js'
import { fill, useWords } from '../words.js'

export function Signals({ signals }: { signals: readonly Signal[] }) {
  const words = useWords(signalsWords)
  return (
    <section aria-labelledby="tanda">
      <h2 class="govuk-heading-m" id="tanda">
        {words.title}
      </h2>
      {signals.length === 0 ? (
        <p class="govuk-body">{words.none}</p>
      ) : (
        <>
          <ul class="govuk-list govuk-list--bullet">
            {signals.map(({ kind, number, days }) => (
              <li key={`${kind} ${number}`}>
                {fill(words[kind], { number: number ?? '', days: String(days) })}
              </li>
            ))}
          </ul>
          <p class="govuk-hint">{words.meaning}</p>
        </>
      )}
    </section>
  )
}
