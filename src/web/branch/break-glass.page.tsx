import { maskNik } from '#libs/nik'
import type { ClaimOnFile } from '../../claims/claim-by-number.query.js'
import type { HistoryRow } from '../../claims/claim-history.query.js'
import type { DocumentOfClaim } from '../../documents/documents-of-claim.query.js'
import { SummaryList, Tag, WarningText } from '../shared/components/blocks.js'
import { TextArea } from '../shared/components/fields.js'
import { Button, Form } from '../shared/components/form.js'
import { Table } from '../shared/components/table.js'
import type { FormErrors, FormValues } from '../shared/form.js'
import { usePage } from '../shared/page-context.js'
import { StaffPage } from '../shared/staff-page.js'
import { momentInWords } from '../shared/when.js'
import { fill, useWords } from '../shared/words.js'
import { deskLabels } from '../words/branch-labels.js'
import { glassWords } from '../words/break-glass.js'
import { relationIn, sharedWords } from '../words/shared.js'
import { paths } from './paths.js'
import { Pictures } from './pictures.js'
import { dateInWords } from './when.js'

interface AskGlassProps {
  number: string
  values?: FormValues
  errors?: FormErrors
}

/** What it means to open it, and why it must be. */
export function AskGlassPage({ number, values, errors }: AskGlassProps) {
  const words = useWords(glassWords)
  return (
    <StaffPage title={words.title} errors={errors}>
      <span class="govuk-caption-l">{number}</span>
      <h1 class="govuk-heading-l">{words.title}</h1>
      <p class="govuk-body">{words.explain}</p>
      <WarningText>{words.recorded}</WarningText>
      <Form action={paths.emergency(number)}>
        <TextArea
          name="alasan"
          label={words.reason}
          hint={words.reasonHint}
          rows={3}
          maxLength={500}
          {...{ values, errors }}
        />
        <Button kind="warning">{words.button}</Button>
      </Form>
    </StaffPage>
  )
}

export interface OpenGlassView {
  file: ClaimOnFile
  steps: readonly HistoryRow[]
  documents: readonly DocumentOfClaim[]
  until: string
  label: (event: string) => string
}

/** The claim to be read, with its numbers masked and without a single button. */
export function OpenGlassPage({ view }: { view: OpenGlassView }) {
  const words = useWords(glassWords)
  const zone = usePage().staff?.branch.zone ?? ''
  const { file, until } = view
  const title = fill(words.openTitle, { number: file.number })
  return (
    <StaffPage title={title}>
      <h1 class="govuk-heading-l">{title}</h1>
      <WarningText>{fill(words.openUntil, { moment: momentInWords(until, zone) })}</WarningText>
      <Facts file={file} />
      <Parties file={file} />
      <Documents number={file.number} documents={view.documents} />
      <Steps view={view} />
      <p class="govuk-body">{fill(words.callBranch, { branch: file.branch.name })}</p>
    </StaffPage>
  )
}

function Facts({ file }: { file: ClaimOnFile }) {
  const words = useWords(glassWords)
  const labels = deskLabels[usePage().language]
  const zone = usePage().staff?.branch.zone ?? ''
  const [clock] = file.clocks
  return (
    <SummaryList
      rows={[
        { key: words.participant, value: file.participant_name },
        { key: words.program, value: labels.types[file.type] },
        { key: words.eventDate, value: dateInWords(file.event_date) },
        { key: words.state, value: labels.states[file.state] },
        { key: words.branch, value: file.branch.name },
        { key: words.officer, value: file.assigned_to ?? words.nobody },
        { key: words.deadline, value: clock ? momentInWords(clock.dueAt, zone) : '–' },
      ]}
    />
  )
}

function Parties({ file: { parties } }: { file: ClaimOnFile }) {
  const words = useWords(glassWords)
  const shared = useWords(sharedWords)
  return (
    <Table
      caption={words.parties}
      rows={parties}
      keyOf={({ name, kind }) => `${kind} ${name}`}
      columns={[
        { heading: words.name, cell: ({ name }) => name },
        {
          heading: words.relation,
          cell: ({ relation }) => (relation === null ? '–' : relationIn(shared, relation)),
        },
        { heading: words.phone, cell: ({ phone }) => (phone === null ? '–' : maskNik(phone)) },
      ]}
    />
  )
}

function Documents({ number, documents }: { number: string; documents: readonly DocumentOfClaim[] }) {
  const words = useWords(glassWords)
  return (
    <Table
      caption={words.documents}
      rows={documents}
      keyOf={({ code }) => code}
      columns={[
        { heading: words.document, cell: (one) => <DocumentLink number={number} document={one} /> },
        { heading: words.documentState, cell: ({ stateInWords }) => <Tag colour="grey">{stateInWords}</Tag> },
      ]}
    />
  )
}

/** A link where there is a picture to look at. */
function DocumentLink({ number, document }: { number: string; document: DocumentOfClaim }) {
  if (document.files.every(({ pages }) => pages.length === 0)) return <>{document.name}</>
  return (
    <a class="govuk-link" href={paths.emergency(number, document.code)}>
      {document.name}
    </a>
  )
}

/** The pages of one document, each of them on record before it is shown. */
export function GlassDocumentPage({
  number,
  document,
  until,
}: {
  number: string
  document: DocumentOfClaim
  until: string
}) {
  const words = useWords(glassWords)
  const zone = usePage().staff?.branch.zone ?? ''
  return (
    <StaffPage title={document.name}>
      <a class="govuk-back-link" href={paths.emergency(number)}>
        {fill(words.openTitle, { number })}
      </a>
      <h1 class="govuk-heading-l">{document.name}</h1>
      <WarningText>{fill(words.openUntil, { moment: momentInWords(until, zone) })}</WarningText>
      <p class="govuk-body">{words.pageRecorded}</p>
      <Pictures at={paths.emergency(number, document.code)} document={document} />
    </StaffPage>
  )
}

function Steps({ view: { steps, label } }: { view: OpenGlassView }) {
  const words = useWords(glassWords)
  const zone = usePage().staff?.branch.zone ?? ''
  return (
    <Table
      caption={words.history}
      rows={steps.toReversed()}
      keyOf={({ seq }) => String(seq)}
      columns={[
        { heading: words.at, cell: ({ at }) => momentInWords(at, zone) },
        { heading: words.step, cell: ({ event }) => label(event) },
        { heading: words.person, cell: ({ actor }) => actor ?? words.product },
      ]}
    />
  )
}
