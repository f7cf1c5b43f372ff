import type { ComponentChildren } from 'preact'
import type { IncidentOutcome } from '#libs/lifecycle'
import { stmbTimeline, type TimelineRow } from '../../incidents/stmb-timeline.rule.js'
import type { IncidentFile } from '../../incidents/incident-file.query.js'
import { Tag } from '../shared/components/blocks.js'
import { Button, ButtonLink, Form } from '../shared/components/form.js'
import { Money } from '../shared/components/money.js'
import { Table } from '../shared/components/table.js'
import { dayInWords } from '../shared/when.js'
import { fill, useWords } from '../shared/words.js'
import { incidentWords } from '../words/incident.js'
import type { IncidentView } from './incident.view.js'
import { incidentPaths } from './paths.js'

type Period = IncidentFile['periods'][number]

/** What the care of an incident consists of: days, bills, the doctor's findings, notes. */
export function CareOfIncident({ view }: { view: IncidentView }) {
  return (
    <>
      <Stmb view={view} />
      <Bills view={view} />
      <Disability view={view} />
      <Notes view={view} />
    </>
  )
}

function Add({ view: { file, may }, form, text }: { view: IncidentView; form: string; text: string }) {
  if (!may.write) return null
  return (
    <ButtonLink kind="secondary" href={incidentPaths.incident(file.number, `/isi/${form}`)}>
      {text}
    </ButtonLink>
  )
}

/** A claim for all of a payee that nobody has claimed yet. */
function OpenClaim({
  view: { file, may },
  kind,
  payee,
  text,
}: {
  view: IncidentView
  kind: string
  payee?: string
  text: string
}) {
  if (!may.claim) return null
  return (
    <Form action={incidentPaths.incident(file.number, '/klaim')}>
      <input type="hidden" name="kind" value={kind} />
      {payee && <input type="hidden" name="payee" value={payee} />}
      <Button>{text}</Button>
    </Form>
  )
}

function Stmb({ view }: { view: IncidentView }) {
  const words = useWords(incidentWords)
  const { periods } = view.file
  const unclaimed = [...new Set(periods.filter(({ claimNumber }) => !claimNumber).map(({ payee }) => payee))]
  return (
    <section>
      <h2 class="govuk-heading-m">{words.stmb}</h2>
      {periods.length === 0 ? <p class="govuk-body">{words.stmbNone}</p> : <Timeline view={view} />}
      <Add view={view} form="masa" text={words.addPeriod} />
      {unclaimed.map((payee) => (
        <OpenClaim
          view={view}
          kind="stmb"
          payee={payee}
          text={fill(words.openStmb, { payee: words[`kind_${payee}` as 'kind_participant'].toLowerCase() })}
          key={payee}
        />
      ))}
    </section>
  )
}

/** Periods in the order of time, with the days between them that nobody certified. */
function Timeline({ view: { file, may } }: { view: IncidentView }) {
  const words = useWords(incidentWords)
  const day = (date: string) => dayInWords(date, file.zone)
  const days = (row: TimelineRow<Period>) =>
    row.kind === 'gap' ? (
      <strong>{fill(words.gap, { from: day(row.from), to: day(row.to), days: String(row.days) })}</strong>
    ) : (
      `${day(row.period.from)} – ${day(row.period.to)}`
    )
  const ofPeriod =
    (show: (period: Period, total: number) => ComponentChildren) => (row: TimelineRow<Period>) =>
      row.kind === 'gap' ? '' : show(row.period, row.total)
  const claim = ({ id, claimNumber }: Period) =>
    claimNumber ?? (
      <>
        {words.notClaimed}{' '}
        {may.write && (
          <a class="govuk-link" href={incidentPaths.incident(file.number, `/masa/${id}/sisihkan`)}>
            {words.void}
          </a>
        )}
      </>
    )
  return (
    <Table
      caption={words.stmb}
      hideCaption
      rows={stmbTimeline(file.periods)}
      keyOf={(row) => (row.kind === 'gap' ? `gap ${row.from}` : row.period.id)}
      columns={[
        { heading: words.when, cell: days },
        { heading: words.days, numeric: true, cell: ofPeriod((period) => period.days) },
        { heading: words.total, numeric: true, cell: ofPeriod((_, total) => total) },
        {
          heading: words.payee,
          cell: ofPeriod(({ payee }) => words[`payee_${payee}` as 'payee_participant']),
        },
        { heading: words.doctor, cell: ofPeriod(({ doctor }) => doctor) },
        { heading: words.claim, cell: ofPeriod(claim) },
      ]}
    />
  )
}

function Bills({ view }: { view: IncidentView }) {
  const words = useWords(incidentWords)
  const { file, may } = view
  const accepted = ({ id, number, accepted: amount, why }: IncidentFile['bills'][number]) => {
    if (amount !== null)
      return (
        <>
          <Money amount={amount} /> {why && <span class="govuk-hint">{why}</span>}
        </>
      )
    if (!may.judge) return words.notJudged
    return (
      <a class="govuk-link" href={incidentPaths.incident(file.number, `/tagihan/${id}/periksa`)}>
        {fill(words.judge, { number })}
      </a>
    )
  }
  const open = file.bills.filter(
    ({ accepted: amount, claimNumber }) => !claimNumber && amount !== null && amount > 0n,
  )
  return (
    <section>
      <h2 class="govuk-heading-m">{words.bills}</h2>
      {file.bills.length === 0 && <p class="govuk-body">{words.billsNone}</p>}
      {file.bills.length > 0 && (
        <Table
          caption={words.bills}
          hideCaption
          rows={file.bills}
          keyOf={({ id }) => id}
          columns={[
            { heading: words.billKind, cell: ({ kind }) => words[`bill_${kind}` as 'bill_medical'] },
            { heading: words.issuer, cell: ({ issuer, number }) => `${issuer}, ${number}` },
            { heading: words.issuedOn, cell: ({ issuedOn }) => dayInWords(issuedOn, file.zone) },
            { heading: words.payee, cell: ({ payee }) => words[`kind_${payee}` as 'kind_participant'] },
            { heading: words.amount, numeric: true, cell: ({ amount }) => <Money amount={amount} /> },
            { heading: words.accepted, numeric: true, cell: accepted },
            { heading: words.claim, cell: ({ claimNumber }) => claimNumber ?? words.notClaimed },
          ]}
        />
      )}
      <Add view={view} form="tagihan" text={words.addBill} />
      {[...new Set(open.map(({ payee }) => payee))].map((payee) => (
        <OpenClaim
          view={view}
          kind="reimbursement"
          payee={payee}
          text={fill(words.openBills, { payee: words[`kind_${payee}` as 'kind_participant'].toLowerCase() })}
          key={payee}
        />
      ))}
    </section>
  )
}

const claimable = ['partial_anatomical', 'partial_functional', 'total_permanent', 'died']

function Disability({ view }: { view: IncidentView }) {
  const words = useWords(incidentWords)
  const { file, may, labels } = view
  const stated = file.history.findLast(({ event }) => event === 'doctor_states')?.input.outcome
  const waits = file.findings.some(({ confirmedBy }) => confirmedBy === null)
  return (
    <section>
      <h2 class="govuk-heading-m">{words.disability}</h2>
      {file.findings.length === 0 && <p class="govuk-body">{words.disabilityNone}</p>}
      {file.findings.map(({ doctor, parts, confirmedBy }) => (
        <p class="govuk-body" key={doctor}>
          {doctor}:{' '}
          {parts
            .map(({ code, function_loss_pct: lost }) =>
              lost === undefined ? labels.part(code) : `${labels.part(code)}, ${lost}%`,
            )
            .join(', ')}{' '}
          <Tag colour={confirmedBy === null ? 'orange' : 'green'}>
            {confirmedBy === null ? words.waitsAdviser : fill(words.confirmedBy, { name: confirmedBy })}
          </Tag>
        </p>
      ))}
      <div class="govuk-button-group">
        <Add view={view} form="cacat" text={words.addFinding} />
        {waits && may.confirm && (
          <Form action={incidentPaths.incident(file.number, '/cacat/putusan')}>
            <Button name="confirmed" value="ya">
              {words.confirm}
            </Button>
            <Button name="confirmed" value="tidak" kind="secondary">
              {words.reject}
            </Button>
          </Form>
        )}
        {file.state === 'stage2_reported' && stated !== undefined && claimable.includes(stated) && (
          <OpenOutcome view={view} outcome={stated} />
        )}
      </div>
    </section>
  )
}

/** A death and a total disability bring scholarships: then the children are asked for first. */
function OpenOutcome({ view, outcome }: { view: IncidentView; outcome: IncidentOutcome }) {
  const { openOutcome } = useWords(incidentWords)
  if (!view.may.claim || !['died', 'total_permanent'].includes(outcome))
    return <OpenClaim view={view} kind="outcome" text={openOutcome} />
  return <ButtonLink href={incidentPaths.incident(view.file.number, '/anak')}>{openOutcome}</ButtonLink>
}

function Notes({ view }: { view: IncidentView }) {
  const words = useWords(incidentWords)
  const { file } = view
  return (
    <section>
      <h2 class="govuk-heading-m">{words.notes}</h2>
      {file.notes.length === 0 && <p class="govuk-body">{words.notesNone}</p>}
      {file.notes.length > 0 && (
        <Table
          caption={words.notes}
          hideCaption
          rows={file.notes}
          keyOf={({ notedOn, body }) => `${notedOn}${body}`}
          columns={[
            { heading: words.when, cell: ({ notedOn }) => dayInWords(notedOn, file.zone) },
            { heading: words.noteKind, cell: ({ kind }) => words[`note_${kind}` as 'note_progress'] },
            { heading: words.noteBody, cell: ({ body }) => <span class="santun-lines">{body}</span> },
            { heading: words.by, cell: ({ by }) => by },
          ]}
        />
      )}
      <Add view={view} form="catatan" text={words.addNote} />
    </section>
  )
}
