import type { Stuck } from '../../reporting/stuck.query.js'
import { Table } from '../shared/components/table.js'
import { StaffPage } from '../shared/staff-page.js'
import { fill, useWords } from '../shared/words.js'
import { healthWords } from '../words/health.js'

/** A2 and A3: whatever nobody is moving, each with its owner and its cure. */
export function HealthPage({ stuck }: { stuck: readonly Stuck[] }) {
  const words = useWords(healthWords)
  return (
    <StaffPage title={words.title}>
      <h1 class="govuk-heading-l">{words.title}</h1>
      {stuck.length === 0 ? (
        <p class="govuk-body">{words.none}</p>
      ) : (
        <>
          <p class="govuk-body">{words.lead}</p>
          <Table
            caption={fill(words.counts, { count: stuck.length })}
            rows={stuck}
            keyOf={({ number, what }) => `${number ?? ''} ${what}`}
            columns={[
              { heading: words.number, cell: ({ number }) => <ClaimLink number={number} /> },
              { heading: words.what, cell: ({ what }) => what },
              { heading: words.todo, cell: ({ todo }) => todo },
            ]}
          />
        </>
      )}
    </StaffPage>
  )
}

function ClaimLink({ number }: { number: string | null }) {
  if (number === null) return null
  const place = number.startsWith('KK-') ? 'kecelakaan' : 'klaim'
  return (
    <a class="govuk-link santun-money" href={`/petugas/${place}/${number}`}>
      {number}
    </a>
  )
}
