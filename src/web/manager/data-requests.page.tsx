import type { DataRequestAtDesk } from '../../intake/data-request-desk.service.js'
import { BackLink, InsetText, Outcome, SummaryList, Tag } from '../shared/components/blocks.js'
import { TextArea } from '../shared/components/fields.js'
import { Button, Form } from '../shared/components/form.js'
import { Table } from '../shared/components/table.js'
import type { FormErrors, FormValues } from '../shared/form.js'
import { usePage } from '../shared/page-context.js'
import { StaffPage } from '../shared/staff-page.js'
import { momentInWords } from '../shared/when.js'
import { fill, useWords } from '../shared/words.js'
import { dataRequestWords } from '../words/data-requests.js'
import { Moment } from './approvals.page.js'

const HOME = '/pimpinan/permintaan-data'

/** Every request, what waits first. */
export function DataRequestsPage({ requests }: { requests: readonly DataRequestAtDesk[] }) {
  const words = useWords(dataRequestWords)
  return (
    <StaffPage title={words.title}>
      <Outcome words={{ dijawab: words.done }} />
      <h1 class="govuk-heading-l">{words.title}</h1>
      {requests.length === 0 ? (
        <p class="govuk-body">{words.none}</p>
      ) : (
        <Table
          caption={words.title}
          hideCaption
          rows={requests}
          keyOf={({ id }) => id}
          columns={[
            { heading: words.claim, cell: (request) => <RequestLink {...request} /> },
            { heading: words.kind, cell: ({ kind }) => words[`kind_${kind}`] },
            { heading: words.asker, cell: ({ asker }) => asker },
            { heading: words.owner, cell: ({ branch }) => fill(words.ownerManager, { branch }) },
            { heading: words.asked, cell: ({ asked_at: at }) => <Moment at={at} /> },
            { heading: words.due, cell: ({ due_at: at }) => <Moment at={at} /> },
            { heading: words.state, cell: (request) => <State request={request} /> },
          ]}
        />
      )}
    </StaffPage>
  )
}

function RequestLink({ id, number }: DataRequestAtDesk) {
  return (
    <a class="govuk-link" href={`${HOME}/${id}`}>
      {number}
    </a>
  )
}

function State({ request: { done_at: done, due_at: due } }: { request: DataRequestAtDesk }) {
  const words = useWords(dataRequestWords)
  const { now } = usePage()
  if (done !== null) return <Tag colour="green">{words.answered}</Tag>
  return due < now ? <Tag colour="red">{words.late}</Tag> : <Tag colour="orange">{words.waiting}</Tag>
}

interface DataRequestProps {
  request: DataRequestAtDesk
  values?: FormValues
  errors?: FormErrors
}

/** One request in the family's words, and the answer to it. */
export function DataRequestPage({ request, values, errors }: DataRequestProps) {
  const words = useWords(dataRequestWords)
  const { staff } = usePage()
  const { id, number, kind, done_at: doneAt } = request
  const title = fill(words.one, { number })
  return (
    <StaffPage title={title} errors={errors}>
      <BackLink href={HOME}>{words.back}</BackLink>
      <h1 class="govuk-heading-l">{title}</h1>
      <Facts request={request} />
      <p class="govuk-body">
        <a class="govuk-link" href={`/petugas/klaim/${number}`}>
          {words.file}
        </a>
      </p>
      {doneAt === null && staff?.roles.has('manager') && (
        <Form action={`${HOME}/${id}`}>
          <InsetText>{words[`how_${kind}`]}</InsetText>
          <TextArea
            name="jawaban"
            label={words.answer}
            hint={words.answerHint}
            rows={4}
            maxLength={1000}
            {...{ values, errors }}
          />
          <Button>{words.button}</Button>
        </Form>
      )}
    </StaffPage>
  )
}

function Facts({ request }: { request: DataRequestAtDesk }) {
  const words = useWords(dataRequestWords)
  const zone = usePage().staff?.branch.zone ?? ''
  const { kind, asker, branch, outcome } = request
  const answered =
    request.done_at === null
      ? []
      : [
          { key: words.answer, value: outcome },
          {
            key: words.answered,
            value: fill(words.by, {
              name: request.done_by ?? '',
              moment: momentInWords(request.done_at, zone),
            }),
          },
        ]
  return (
    <SummaryList
      rows={[
        { key: words.kind, value: words[`kind_${kind}`] },
        { key: words.words, value: request.words ?? words.noWords },
        { key: words.asker, value: asker },
        { key: words.owner, value: fill(words.ownerManager, { branch }) },
        { key: words.asked, value: momentInWords(request.asked_at, zone) },
        { key: words.due, value: momentInWords(request.due_at, zone) },
        { key: words.state, value: <State request={request} /> },
        ...answered,
      ]}
    />
  )
}
