import type { IncidentEvent } from '#libs/lifecycle'
import type { IncidentFile } from '../../incidents/incident-file.query.js'
import { BackLink, InsetText, Outcome, SummaryList, Tag } from '../shared/components/blocks.js'
import { Button, ButtonLink, Form } from '../shared/components/form.js'
import { Table } from '../shared/components/table.js'
import { usePage } from '../shared/page-context.js'
import { StaffPage } from '../shared/staff-page.js'
import { StepRefusals } from '../shared/step-form.js'
import { dayInWords, momentInWords } from '../shared/when.js'
import { useWords } from '../shared/words.js'
import { deskLabels } from '../words/branch-labels.js'
import { incidentWords } from '../words/incident.js'
import { paths } from '../branch/paths.js'
import { CareOfIncident } from './incident-care.view.js'
import { LettersOfIncident } from './incident-letters.view.js'
import type { IncidentView } from './incident.view.js'
import { PartiesOfIncident } from './incident-parties.view.js'
import { incidentPaths } from './paths.js'

/** P10: one incident on one page, with what is next and why something is not possible yet. */
export function IncidentPage({ view }: { view: IncidentView }) {
  const words = useWords(incidentWords)
  const { file, stateLabel, stateText, access, errors } = view
  return (
    <StaffPage title={`${file.number}, ${file.participantName}`} errors={errors}>
      <BackLink href={incidentPaths.list}>{words.back}</BackLink>
      <h1 class="govuk-heading-l">
        {file.number} <span class="govuk-caption-l">{file.participantName}</span>
      </h1>
      <Outcome words={{ simpan: words.saved, langkah: words.stepped, gabung: words.joined }} />
      {access && (
        <InsetText>
          <p class="govuk-body">{words.accessHint.replace('{name}', access.name)}</p>
          <p class="govuk-body santun-lines">{access.code}</p>
        </InsetText>
      )}
      <p class="govuk-body">
        <Tag colour="blue">{stateLabel}</Tag> {stateText}
      </p>
      <Next view={view} />
      <Event view={view} />
      <Clocks view={view} />
      <CareOfIncident view={view} />
      <LettersOfIncident view={view} />
      <Claims view={view} />
      <History view={view} />
      <PartiesOfIncident view={view} />
    </StaffPage>
  )
}

/** Turns that the ordinary way of an incident does not take. */
const aside: readonly IncidentEvent[] = [
  'ask_determination',
  'find_not_work_related',
  'find_not_covered',
  'object',
  'transfer',
]
const rank = ({ event }: { event: IncidentEvent }): number => aside.indexOf(event) + 1

function Next({ view: { file, steps } }: { view: IncidentView }) {
  const words = useWords(incidentWords)
  const refused = steps.filter((step) => !step.allowed)
  const allowed = [...steps.filter((step) => step.allowed)].sort((a, b) => rank(a) - rank(b))
  return (
    <section>
      <h2 class="govuk-heading-m">{words.next}</h2>
      {steps.length === 0 && <p class="govuk-body">{words.nothingNext}</p>}
      <div class="govuk-button-group">
        {allowed.map(({ event, label }, index) => (
          <ButtonLink
            href={incidentPaths.incident(file.number, `/langkah/${event}`)}
            kind={index === 0 && rank({ event }) === 0 ? undefined : 'secondary'}
            key={event}
          >
            {label}
          </ButtonLink>
        ))}
      </div>
      {refused.map(({ event, label, refusals }) => (
        <StepRefusals
          key={event}
          title={<strong>{`${label}: ${words.notYet}`}</strong>}
          reasons={refusals.map(({ words: reason }) => reason)}
        />
      ))}
    </section>
  )
}

function Event({ view: { file, may } }: { view: IncidentView }) {
  const words = useWords(incidentWords)
  const { eventType, eventDate, eventAt, hourKnown, zone, covered, employerName, particulars } = file
  const kind = words[`type_${eventType}` as 'type_work_accident']
  const when = hourKnown
    ? momentInWords(eventAt, zone)
    : `${dayInWords(eventDate, zone)}, ${words.unknownHour}`
  return (
    <section>
      <h2 class="govuk-heading-m">{words.event}</h2>
      <SummaryList
        rows={[
          { key: words.eventType, value: kind },
          { key: words.eventDate, value: when },
          { key: words.place, value: particulars.place },
          { key: words.chronology, value: <span class="santun-lines">{particulars.chronology}</span> },
          { key: words.employer, value: employerName ?? '–' },
          {
            key: words.coverage,
            value: <Tag colour={covered ? 'green' : 'red'}>{covered ? words.covered : words.notCovered}</Tag>,
          },
        ]}
      />
      {!covered && may.judge && (
        <Form action={incidentPaths.incident(file.number, '/kepesertaan')}>
          <Button kind="secondary">{words.readAgain}</Button>
        </Form>
      )}
    </section>
  )
}

function Clocks({ view: { file, labels, now } }: { view: IncidentView }) {
  const words = useWords(incidentWords)
  const { zone, clocks } = file
  const end = (clock: IncidentFile['clocks'][number]) => {
    const late = clock.dueAt !== null && (clock.stoppedAt ?? now) > clock.dueAt
    const stopped = clock.stoppedAt === null ? words.running : momentInWords(clock.stoppedAt, zone)
    return (
      <>
        {stopped} <Tag colour={late ? 'red' : 'green'}>{late ? words.late : words.inTime}</Tag>
      </>
    )
  }
  return (
    <section>
      <h2 class="govuk-heading-m">{words.clocks}</h2>
      <Table
        caption={words.clocks}
        hideCaption
        rows={clocks}
        keyOf={({ name, round }) => `${name}${round}`}
        columns={[
          { heading: words.clock, cell: ({ name }) => labels.clock(name) },
          { heading: words.started, cell: ({ startedAt }) => momentInWords(startedAt, zone) },
          {
            heading: words.due,
            cell: ({ dueAt }) => (dueAt === null ? words.noEnd : momentInWords(dueAt, zone)),
          },
          { heading: words.stopped, cell: end },
        ]}
      />
    </section>
  )
}

function Claims({ view: { file } }: { view: IncidentView }) {
  const words = useWords(incidentWords)
  const { language } = usePage()
  const labels = deskLabels[language]
  return (
    <section>
      <h2 class="govuk-heading-m">{words.claims}</h2>
      {file.claims.length === 0 && <p class="govuk-body">{words.claimsNone}</p>}
      {file.claims.length > 0 && (
        <Table
          caption={words.claims}
          hideCaption
          rows={file.claims}
          keyOf={({ number }) => number}
          columns={[
            {
              heading: words.number,
              cell: ({ number }) => (
                <a class="govuk-link" href={paths.claim(number)}>
                  {number}
                </a>
              ),
            },
            { heading: words.eventType, cell: ({ type }) => labels.types[type] },
            { heading: words.state, cell: ({ state }) => <Tag>{labels.states[state]}</Tag> },
          ]}
        />
      )}
    </section>
  )
}

function History({ view: { file, labels } }: { view: IncidentView }) {
  const words = useWords(incidentWords)
  const told = ({ happenedAt, input, words: said }: IncidentFile['history'][number]): string =>
    [happenedAt && momentInWords(happenedAt, file.zone), input.facility, input.reference, said]
      .filter(Boolean)
      .join('. ')
  return (
    <section>
      <h2 class="govuk-heading-m">{words.reports}</h2>
      <Table
        caption={words.reports}
        hideCaption
        rows={file.history}
        keyOf={({ seq }) => String(seq)}
        columns={[
          { heading: words.when, cell: ({ at }) => momentInWords(at, file.zone) },
          { heading: words.what, cell: ({ event }) => labels.event(event) },
          { heading: words.by, cell: ({ by, role }) => `${by} (${labels.role(role)})` },
          { heading: words.details, cell: told },
        ]}
      />
    </section>
  )
}
