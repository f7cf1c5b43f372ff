import { formatDateId } from '#libs/local-date'
import type { EndingCohort } from '../../membership/coverage-watch.service.js'
import type { SponsorInSight } from '../../membership/sponsors-in-sight.query.js'
import { Tag } from '../shared/components/blocks.js'
import { Table } from '../shared/components/table.js'
import { StaffPage } from '../shared/staff-page.js'
import { fill, useWords } from '../shared/words.js'
import { sponsorsWords } from '../words/sponsors.js'

export const SPONSORS_HOME = '/petugas/perlindungan'

interface WatchView {
  endings: readonly EndingCohort[]
  sponsors: readonly SponsorInSight[]
  withinDays: number
}

/** Cover that ends before anyone dies: whom to call today, and who looks after whom. */
export function WatchPage({ endings, sponsors, withinDays }: WatchView) {
  const words = useWords(sponsorsWords)
  return (
    <StaffPage title={words.title}>
      <h1 class="govuk-heading-l">{words.title}</h1>
      <p class="govuk-body">{fill(words.intro, { days: withinDays })}</p>
      {endings.length === 0 ? (
        <p class="govuk-body">{fill(words.none, { days: withinDays })}</p>
      ) : (
        <Endings endings={endings} />
      )}
      <h2 class="govuk-heading-m">{words.sponsors}</h2>
      {sponsors.length === 0 ? (
        <p class="govuk-body">{words.noSponsors}</p>
      ) : (
        <Sponsors sponsors={sponsors} />
      )}
    </StaffPage>
  )
}

function Endings({ endings }: Pick<WatchView, 'endings'>) {
  const words = useWords(sponsorsWords)
  return (
    <Table
      caption={words.ending}
      rows={endings}
      keyOf={({ cohortId }) => cohortId}
      columns={[
        {
          heading: words.sponsor,
          cell: ({ sponsorCode, sponsor }) => <SponsorLink code={sponsorCode} name={sponsor} />,
        },
        { heading: words.cohort, cell: ({ cohort }) => cohort },
        { heading: words.members, numeric: true, cell: ({ members }) => counted(members) },
        { heading: words.paidUntil, cell: ({ paidUntil }) => formatDateId(paidUntil) },
        { heading: words.state, cell: (ending) => <State {...ending} /> },
      ]}
    />
  )
}

function State({ daysLeft }: Pick<EndingCohort, 'daysLeft'>) {
  const words = useWords(sponsorsWords)
  if (daysLeft < 0) return <Tag colour="red">{fill(words.missed, { days: -daysLeft })}</Tag>
  const left = daysLeft === 0 ? words.today : fill(words.daysLeft, { days: daysLeft })
  return <Tag colour={daysLeft <= 7 ? 'orange' : 'yellow'}>{left}</Tag>
}

function Sponsors({ sponsors }: Pick<WatchView, 'sponsors'>) {
  const words = useWords(sponsorsWords)
  return (
    <Table
      caption={words.sponsors}
      hideCaption
      rows={sponsors}
      keyOf={({ code }) => code}
      columns={[
        { heading: words.sponsor, cell: ({ code, name }) => <SponsorLink code={code} name={name} /> },
        { heading: words.cohorts, numeric: true, cell: ({ cohorts }) => cohorts },
        { heading: words.branch, cell: ({ branch }) => branch ?? words.noBranch },
        { heading: words.email, cell: ({ noticeEmail }) => noticeEmail ?? words.noEmail },
      ]}
    />
  )
}

function SponsorLink({ code, name }: { code: string; name: string }) {
  return (
    <a class="govuk-link" href={`${SPONSORS_HOME}/${encodeURIComponent(code)}`}>
      {name}
    </a>
  )
}

/** `32.268`, as it is written in Indonesia. */
export function counted(count: number): string {
  return new Intl.NumberFormat('id-ID').format(count)
}
