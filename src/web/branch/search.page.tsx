import { type FoundClaim, MOST_FOUND } from '../../claims/claim-search.service.js'
import { Checkbox, TextInput } from '../shared/components/fields.js'
import { Button, Form } from '../shared/components/form.js'
import { Table } from '../shared/components/table.js'
import type { FormErrors, FormValues } from '../shared/form.js'
import { usePage } from '../shared/page-context.js'
import { StaffPage } from '../shared/staff-page.js'
import { fill, useWords } from '../shared/words.js'
import { deskLabels } from '../words/branch-labels.js'
import { queueWords } from '../words/branch-queue.js'
import { paths } from './paths.js'
import { dateInWords } from './when.js'

interface SearchProps {
  found?: readonly FoundClaim[]
  values?: FormValues
  errors?: FormErrors
}

/** P11: what is sought is never part of an address, because it may be somebody's number. */
export function SearchPage({ found, values, errors }: SearchProps) {
  const words = useWords(queueWords)
  return (
    <StaffPage title={words.searchTitle} errors={errors}>
      <h1 class="govuk-heading-l">{words.searchTitle}</h1>
      <Form action={paths.search}>
        <TextInput
          name="cari"
          label={words.searchLabel}
          hint={words.searchHint}
          maxLength={100}
          {...{ values, errors }}
        />
        <Checkbox name="semua" label={words.searchEverywhere} {...{ values, errors }} />
        <TextInput
          name="alasan"
          label={words.searchReason}
          hint={words.searchReasonHint}
          {...{ values, errors }}
        />
        <Button>{words.searchButton}</Button>
      </Form>
      {found && <Found found={found} />}
    </StaffPage>
  )
}

function Found({ found }: { found: readonly FoundClaim[] }) {
  const words = useWords(queueWords)
  const labels = deskLabels[usePage().language]
  if (found.length === 0)
    return (
      <p class="govuk-inset-text" data-focus tabIndex={-1}>
        {words.searchNothing} {words.searchNothingHint}
      </p>
    )
  const columns = [
    {
      heading: words.number,
      cell: ({ number, own }: FoundClaim) =>
        own ? (
          <a class="govuk-link" href={paths.claim(number)}>
            {number}
          </a>
        ) : (
          <a class="govuk-link" href={paths.emergency(number)}>
            {fill(words.searchElsewhere, { number })}
          </a>
        ),
    },
    { heading: words.participant, cell: (claim: FoundClaim) => claim.participant_name },
    { heading: words.program, cell: ({ type }: FoundClaim) => labels.types[type] },
    { heading: words.eventDate, cell: (claim: FoundClaim) => dateInWords(claim.event_date) },
    { heading: words.stage, cell: ({ state }: FoundClaim) => labels.states[state] },
    { heading: words.branch, cell: (claim: FoundClaim) => claim.branch_name },
  ]
  return (
    <>
      {found.length === MOST_FOUND && (
        <p class="govuk-inset-text">{fill(words.searchTooMany, { count: MOST_FOUND })}</p>
      )}
      <Table
        caption={fill(words.searchFound, { count: found.length })}
        columns={columns}
        rows={found}
        keyOf={({ number }) => number}
      />
    </>
  )
}
