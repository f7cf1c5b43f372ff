import { formatRupiah } from '#libs/rupiah'
import type { DrawnDecision, FinishedReview } from '../../approval/quality-reviews.service.js'
import type { ClaimOnFile } from '../../claims/claim-by-number.query.js'
import type { DocumentOfClaim } from '../../documents/documents-of-claim.query.js'
import type { ClaimAnswers } from '../../intake/claim-answers.dto.js'
import type { CoverageAnswer } from '../../membership/registered-person.query.js'
import { paths } from '../branch/paths.js'
import { Outcome, SummaryList, Tag } from '../shared/components/blocks.js'
import { Radios, TextArea, TextInput } from '../shared/components/fields.js'
import { Button, Form } from '../shared/components/form.js'
import { Table } from '../shared/components/table.js'
import type { FormErrors, FormValues } from '../shared/form.js'
import { StaffPage } from '../shared/staff-page.js'
import { fill, useWords } from '../shared/words.js'
import { qualityWords } from '../words/quality.js'
import { dateInWords } from '../branch/when.js'
import { Moment } from './approvals.page.js'

interface ListProps {
  waiting: readonly DrawnDecision[]
  finished: readonly FinishedReview[]
}

/** Decisions drawn for a second look, and how earlier ones came out. */
export function QualityPage({ waiting, finished }: ListProps) {
  const words = useWords(qualityWords)
  return (
    <StaffPage title={words.title}>
      <Outcome words={{ sama: words.outcomeAgrees, berbeda: words.outcomeDiffers }} />
      <h1 class="govuk-heading-l">{words.title}</h1>
      <p class="govuk-body">{words.intro}</p>
      {waiting.length === 0 ? (
        <p class="govuk-body">{words.none}</p>
      ) : (
        <Table
          caption={words.waiting}
          rows={waiting}
          keyOf={({ number }) => number}
          columns={[
            {
              heading: words.number,
              cell: ({ number }) => (
                <a class="govuk-link" href={`/pimpinan/mutu/${number}`}>
                  {number}
                </a>
              ),
            },
            { heading: words.decided, cell: ({ decidedAt }) => <Moment at={decidedAt} /> },
          ]}
        />
      )}
      <Finished finished={finished} />
    </StaffPage>
  )
}

function Finished({ finished }: Pick<ListProps, 'finished'>) {
  const words = useWords(qualityWords)
  const decision = (kind: 'pay' | 'refuse', total: bigint | null) =>
    kind === 'pay' ? `${words.pay}, ${formatRupiah(total ?? 0n)}` : words.refuse
  if (finished.length === 0) return <p class="govuk-body">{words.doneNone}</p>
  return (
    <Table
      caption={words.done}
      rows={finished}
      keyOf={({ number, reviewedAt }) => `${number} ${reviewedAt}`}
      columns={[
        { heading: words.number, cell: ({ number }) => number },
        { heading: words.first, cell: (row) => decision(row.firstKind, row.firstTotal) },
        { heading: words.second, cell: (row) => decision(row.secondKind, row.secondTotal) },
        {
          heading: words.result,
          cell: ({ agrees }) => (
            <Tag colour={agrees ? 'green' : 'orange'}>{agrees ? words.agrees : words.differs}</Tag>
          ),
        },
        { heading: words.reason, cell: ({ reason }) => reason },
        { heading: words.reviewer, cell: ({ reviewer }) => reviewer },
      ]}
    />
  )
}

export interface ReviewView {
  file: ClaimOnFile
  coverage: CoverageAnswer | null
  documents: readonly DocumentOfClaim[]
  values?: FormValues
  errors?: FormErrors
}

/** One decision taken anew from the same papers: nothing here tells how the first one went. */
export function ReviewPage({ view: { file, coverage, documents, values, errors } }: { view: ReviewView }) {
  const words = useWords(qualityWords)
  const { claimant } = file.answers as Partial<ClaimAnswers>
  const covered = coverage === null ? words.unknown : coverage.covered ? words.yes : words.no
  return (
    <StaffPage title={`${words.reviewTitle}: ${file.number}`} errors={errors}>
      <h1 class="govuk-heading-l">{words.reviewTitle}</h1>
      <SummaryList
        rows={[
          { key: words.number, value: file.number },
          { key: words.participant, value: file.participant_name },
          { key: words.event, value: dateInWords(file.event_date) },
          { key: words.covered, value: covered },
          { key: words.claimant, value: claimant?.name ?? '' },
        ]}
      />
      <h2 class="govuk-heading-m">{words.papers}</h2>
      <Papers number={file.number} documents={documents} />
      <Form action={`/pimpinan/mutu/${file.number}`}>
        <Radios
          name="verdict"
          label={words.verdict}
          choices={[
            { value: 'pay', label: words.pay },
            { value: 'refuse', label: words.refuse },
          ]}
          {...{ values, errors }}
        />
        <TextInput
          name="total"
          label={words.total}
          hint={words.totalHint}
          inputMode="numeric"
          width={20}
          {...{ values, errors }}
        />
        <TextArea
          name="reason"
          label={words.reason}
          hint={words.reasonHint}
          rows={3}
          maxLength={2000}
          {...{ values, errors }}
        />
        <Button>{words.save}</Button>
      </Form>
    </StaffPage>
  )
}

function Papers({ number, documents }: { number: string; documents: readonly DocumentOfClaim[] }) {
  const words = useWords(qualityWords)
  const shown = documents.filter(({ files }) => files.some(({ pages }) => pages.length > 0))
  if (shown.length === 0) return <p class="govuk-body">{words.noPapers}</p>
  return (
    <SummaryList
      rows={shown.map(({ code, name, files }) => ({
        key: name,
        value: files.flatMap(({ id, pages }) =>
          pages.map((page) => (
            <a
              class="govuk-link"
              href={paths.picture(paths.document(number, code), id, page)}
              key={id + String(page)}
            >
              {fill(words.page, { page })}{' '}
            </a>
          )),
        ),
      }))}
    />
  )
}
