import type { EmployerLiability, IncidentInBranch } from '../../incidents/incidents-in-branch.query.js'
import { BackLink, InsetText, Tag } from '../shared/components/blocks.js'
import { ButtonLink } from '../shared/components/form.js'
import { Money } from '../shared/components/money.js'
import { Table } from '../shared/components/table.js'
import { usePage } from '../shared/page-context.js'
import { StaffPage } from '../shared/staff-page.js'
import { dayInWords, momentInWords } from '../shared/when.js'
import { useWords } from '../shared/words.js'
import { incidentWords } from '../words/incident.js'
import { incidentPaths } from './paths.js'

interface IncidentsView {
  incidents: readonly (IncidentInBranch & { stateLabel: string })[]
  now: string
  mayWrite: boolean
}

/** The accidents of a branch, the nearest deadline first. */
export function IncidentsPage({ incidents, now, mayWrite }: IncidentsView) {
  const words = useWords(incidentWords)
  const zone = usePage().staff?.branch.zone ?? ''
  return (
    <StaffPage title={words.title}>
      <h1 class="govuk-heading-l">{words.title}</h1>
      <p class="govuk-body">{words.intro}</p>
      <div class="govuk-button-group">
        {mayWrite && <ButtonLink href={incidentPaths.notice}>{words.new}</ButtonLink>}
        <a class="govuk-link" href={incidentPaths.liabilities}>
          {words.liabilities}
        </a>
      </div>
      {incidents.length === 0 && <InsetText>{words.none}</InsetText>}
      {incidents.length > 0 && (
        <Table
          caption={words.title}
          hideCaption
          rows={incidents}
          keyOf={({ number }) => number}
          columns={[
            {
              heading: words.number,
              cell: ({ number }) => (
                <a class="govuk-link" href={incidentPaths.incident(number)}>
                  {number}
                </a>
              ),
            },
            { heading: words.participant, cell: ({ participantName }) => participantName },
            { heading: words.employer, cell: ({ employerName }) => employerName ?? '–' },
            { heading: words.eventDate, cell: ({ eventDate }) => dayInWords(eventDate, zone) },
            { heading: words.state, cell: ({ stateLabel }) => <Tag colour="blue">{stateLabel}</Tag> },
            {
              heading: words.dueAt,
              cell: ({ dueAt }) =>
                dueAt === null ? (
                  words.noClock
                ) : (
                  <>
                    {momentInWords(dueAt, zone)} {dueAt < now && <Tag colour="red">{words.overdue}</Tag>}
                  </>
                ),
            },
          ]}
        />
      )}
    </StaffPage>
  )
}

/** What employers answer for: reports that were late, missing or filed by another, and benefits the law makes them pay. */
export function LiabilitiesPage({ liabilities }: { liabilities: readonly EmployerLiability[] }) {
  const words = useWords(incidentWords)
  const zone = usePage().staff?.branch.zone ?? ''
  const findings = ({ silent, late, overdue }: EmployerLiability): string =>
    [silent && words.silent, late && words.late, overdue && words.missing].filter(Boolean).join(', ')
  return (
    <StaffPage title={words.liabilitiesTitle}>
      <BackLink href={incidentPaths.list}>{words.back}</BackLink>
      <h1 class="govuk-heading-l">{words.liabilitiesTitle}</h1>
      <p class="govuk-body">{words.liabilitiesHint}</p>
      {liabilities.length === 0 && <InsetText>{words.liabilitiesNone}</InsetText>}
      {liabilities.length > 0 && (
        <Table
          caption={words.liabilitiesTitle}
          hideCaption
          rows={liabilities}
          keyOf={({ number }) => number}
          columns={[
            {
              heading: words.number,
              cell: ({ number }) => (
                <a class="govuk-link" href={incidentPaths.incident(number)}>
                  {number}
                </a>
              ),
            },
            { heading: words.employer, cell: ({ employerName }) => employerName ?? '–' },
            { heading: words.participant, cell: ({ participantName }) => participantName },
            { heading: words.dueAt, cell: ({ dueAt }) => momentInWords(dueAt, zone) },
            {
              heading: words.reportedAt,
              cell: ({ reportedAt }) =>
                reportedAt === null ? words.missing : momentInWords(reportedAt, zone),
            },
            { heading: words.finding, cell: findings },
            { heading: words.owed, numeric: true, cell: ({ owed }) => <Money amount={owed} /> },
          ]}
        />
      )}
    </StaffPage>
  )
}
