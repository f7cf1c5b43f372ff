import type { CoverageDifference } from '../../membership/coverage-differences.service.js'
import type { CoverageAnswer } from '../../membership/registered-person.query.js'
import { Radios, TextArea } from '../shared/components/fields.js'
import { Button, Form } from '../shared/components/form.js'
import { Table } from '../shared/components/table.js'
import { CoverageFacts, coverageFacts } from '../shared/coverage-facts.js'
import type { FormErrors, FormValues } from '../shared/form.js'
import { usePage } from '../shared/page-context.js'
import { dayInWords } from '../shared/when.js'
import { fill, useWords } from '../shared/words.js'
import { claimWords } from '../words/branch-claim.en.js'
import { coverageWords } from '../words/coverage.js'
import type { OpenClaim } from './claim-desk.service.js'
import { ClaimFrame, Nothing } from './claim-frame.js'
import { paths } from './paths.js'

interface CoverageView {
  claim: OpenClaim
  answer: CoverageAnswer | null
  differences: readonly CoverageDifference[]
  maySettle: boolean
  values?: FormValues
  errors?: FormErrors
}

/** What the claim rests on, and what the registry has corrected since. */
export function ClaimCoveragePage({ view }: { view: CoverageView }) {
  const frame = useWords(claimWords)
  const words = useWords(coverageWords)
  const { claim, answer, differences, errors } = view
  return (
    <ClaimFrame claim={claim} title={frame.tabCoverage} tab="kepesertaan" errors={errors}>
      <h2 class="govuk-heading-m">{words.whenLodged}</h2>
      {answer ? <CoverageFacts answer={answer} /> : <Nothing>{words.notAsked}</Nothing>}
      <h2 class="govuk-heading-m">{words.differences}</h2>
      {differences.length === 0 && <p class="govuk-body">{words.noDifferences}</p>}
      {differences.toReversed().map((difference) => (
        <Difference difference={difference} view={view} key={String(difference.id)} />
      ))}
    </ClaimFrame>
  )
}

function Difference({ difference, view }: { difference: CoverageDifference; view: CoverageView }) {
  const words = useWords(coverageWords)
  const zone = usePage().staff?.branch.zone ?? ''
  const { before, after, foundAt, outcome, reason } = difference
  const now = coverageFacts(after, words)
  const rows = coverageFacts(before, words)
    .map(({ key, text }, index) => ({ key, before: text, after: now[index]?.text ?? '' }))
    .filter((row) => row.before !== row.after)
  return (
    <>
      <Table
        caption={fill(words.found, { date: dayInWords(foundAt, zone) })}
        rows={rows}
        keyOf={({ key }) => key}
        columns={[
          { heading: words.what, cell: ({ key }) => key },
          { heading: words.before, cell: (row) => row.before || words.unknown },
          { heading: words.after, cell: (row) => row.after || words.unknown },
        ]}
      />
      {outcome !== null ? (
        <p class="govuk-inset-text">
          {words[outcome]} {reason && fill(words.because, { reason })}
        </p>
      ) : view.maySettle ? (
        <Settle difference={difference} view={view} />
      ) : (
        <p class="govuk-inset-text">{words.open}</p>
      )}
    </>
  )
}

function Settle({ difference: { id }, view }: { difference: CoverageDifference; view: CoverageView }) {
  const words = useWords(coverageWords)
  const { claim, values, errors } = view
  return (
    <Form action={paths.claim(claim.file.number, `kepesertaan/${id}`)}>
      <Radios
        name="outcome"
        label={words.choose}
        choices={[
          { value: 'kept', label: words.keep },
          { value: 'adopted', label: words.adopt },
        ]}
        {...{ values, errors }}
      />
      <TextArea
        name="reason"
        label={words.why}
        hint={words.whyHint}
        rows={2}
        maxLength={500}
        {...{ values, errors }}
      />
      <Button>{words.settle}</Button>
    </Form>
  )
}
