import type { AwardOnFile, YearOfAward } from '../../scholarship/school-year-file.query.js'
import { Tag } from '../shared/components/blocks.js'
import { Money } from '../shared/components/money.js'
import { Table } from '../shared/components/table.js'
import { fill, useWords } from '../shared/words.js'
import { claimWords } from '../words/branch-claim.en.js'
import { scholarshipWords } from '../words/scholarship-desk.js'
import { scholarshipPaths } from './paths.js'
import type { ScholarshipLabels } from './scholarship-labels.js'
import { placeInWords } from './school-years.page.js'

/** `Hadi Sucipto (suami atau istri)`: a relation is a code or, of a guardian named later, what was written. */
export function usePerson(): (name: string, relation: string | null) => string {
  const words: Readonly<Record<string, string>> = useWords(claimWords)
  return (name, relation) =>
    relation === null ? name : `${name} (${words[`relation_${relation}`] ?? relation})`
}

/** How many years of each level the law pays, and how many were decided. */
export function Counters({ levels, labels }: { levels: AwardOnFile['levels']; labels: ScholarshipLabels }) {
  const words = useWords(scholarshipWords)
  return (
    <Table
      caption={words.counters}
      rows={levels}
      keyOf={({ code }) => code}
      columns={[
        { heading: words.level, cell: ({ code }) => labels.level(code) },
        {
          heading: words.taken,
          numeric: true,
          cell: ({ taken, years }) => fill(words.takenOf, { taken, years }),
        },
        { heading: words.aYear, numeric: true, cell: ({ amount }) => <Money amount={amount} /> },
      ]}
    />
  )
}

/** Every school year of the child: what was paid, and what is expected. */
export function YearsTable({
  years,
  labels,
  present,
}: {
  years: readonly YearOfAward[]
  labels: ScholarshipLabels
  /** The one whose page this is. */
  present?: string
}) {
  const words = useWords(scholarshipWords)
  return (
    <Table
      caption={words.years}
      rows={years}
      keyOf={({ id }) => id}
      columns={[
        {
          heading: words.schoolYear,
          cell: ({ id, school_year: year }) =>
            id === present ? (
              <strong class="santun-money">{year}</strong>
            ) : (
              <a class="govuk-link santun-money" href={scholarshipPaths.year(id)}>
                {year}
              </a>
            ),
        },
        { heading: words.place, cell: ({ level, grade }) => placeInWords(labels, level, grade, words.grade) },
        {
          heading: words.state,
          cell: ({ state }) => <Tag colour={colourOf(state)}>{labels.yearState(state)}</Tag>,
        },
        { heading: words.amount, numeric: true, cell: ({ amount }) => <Money amount={amount} /> },
      ]}
    />
  )
}

function colourOf(state: YearOfAward['state']): 'green' | 'grey' | 'blue' {
  if (state === 'paid') return 'green'
  return state === 'planned' || state === 'not_payable' ? 'grey' : 'blue'
}
