import type { WaitingState, WaitingYear } from '../../scholarship/school-years-in-branch.query.js'
import { waitingStates } from '../../scholarship/school-years-in-branch.query.js'
import { InsetText, Outcome } from '../shared/components/blocks.js'
import { type Column, Table } from '../shared/components/table.js'
import { usePage } from '../shared/page-context.js'
import { StaffPage } from '../shared/staff-page.js'
import { dayInWords } from '../shared/when.js'
import { fill, useWords } from '../shared/words.js'
import { scholarshipWords } from '../words/scholarship-desk.js'
import { Marks } from './marks.view.js'
import { scholarshipPaths } from './paths.js'
import type { ScholarshipLabels } from './scholarship-labels.js'

export interface SchoolYearsView {
  state: WaitingState
  years: readonly WaitingYear[]
  counts: Record<WaitingState, number>
  /** Where the next page begins. */
  next?: string
  /** Not on its first page. */
  further: boolean
  labels: ScholarshipLabels
}

/** School years that wait for a person, the longest waiting first. */
export function SchoolYearsPage({ state, years, counts, next, further, labels }: SchoolYearsView) {
  const words = useWords(scholarshipWords)
  return (
    <StaffPage title={words.title}>
      <Outcome words={{ langkah: words.stepped }} />
      <h1 class="govuk-heading-l">{words.title}</h1>
      <p class="govuk-body">{words.intro}</p>
      <nav class="moj-sub-navigation" aria-label={words.states}>
        <ul class="moj-sub-navigation__list">
          {waitingStates.map((each) => (
            <li class="moj-sub-navigation__item" key={each}>
              <a
                class="moj-sub-navigation__link"
                href={addressOf(each)}
                aria-current={each === state ? 'page' : undefined}
              >
                {fill(words.stateCount, { state: labels.yearState(each), count: counts[each] })}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {years.length === 0 ? (
        <InsetText>{further ? words.noMore : words.none}</InsetText>
      ) : (
        <YearTable {...{ years, labels }} caption={labels.yearState(state)} />
      )}
      <p class="govuk-body santun-bar">
        {further && (
          <a class="govuk-link" href={addressOf(state)}>
            {words.first}
          </a>
        )}
        {next !== undefined && (
          <a class="govuk-link" href={addressOf(state, next)}>
            {words.next}
          </a>
        )}
      </p>
    </StaffPage>
  )
}

function addressOf(state: WaitingState, after?: string): string {
  const query = new URLSearchParams({ tahap: state, ...(after === undefined ? {} : { sesudah: after }) })
  return `${scholarshipPaths.queue}?${query.toString()}`
}

function YearTable({
  years,
  labels,
  caption,
}: Pick<SchoolYearsView, 'years' | 'labels'> & { caption: string }) {
  const words = useWords(scholarshipWords)
  const zone = usePage().staff?.branch.zone ?? ''
  return (
    <Table
      caption={caption}
      hideCaption
      rows={years}
      keyOf={({ id }) => id}
      columns={[
        ...useYearColumns(labels),
        { heading: words.claim, cell: (row) => <span class="santun-money">{row.claim_number}</span> },
        { heading: words.receivedOn, cell: (row) => dayInWords(row.received_on, zone) },
        { heading: words.marks, cell: (row) => <Marks marks={row.marks} payable={row.payable} /> },
      ]}
    />
  )
}

/** Whose year it is, which one, and where the child is at school. */
export function useYearColumns(labels: ScholarshipLabels): Column<WaitingYear>[] {
  const words = useWords(scholarshipWords)
  return [
    {
      heading: words.child,
      cell: ({ id, child_name: name }) => (
        <a class="govuk-link" href={scholarshipPaths.year(id)}>
          {name}
        </a>
      ),
    },
    { heading: words.schoolYear, cell: (row) => <span class="santun-money">{row.school_year}</span> },
    { heading: words.place, cell: ({ level, grade }) => placeInWords(labels, level, grade, words.grade) },
  ]
}

/** `SMP, kelas 8` */
export function placeInWords(
  labels: ScholarshipLabels,
  level: string | null,
  grade: string | null,
  gradeWords: string,
): string {
  if (level === null) return '–'
  return grade === null ? labels.level(level) : `${labels.level(level)}, ${fill(gradeWords, { grade })}`
}
