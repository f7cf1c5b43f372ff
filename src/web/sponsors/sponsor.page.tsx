import { formatDateId } from '#libs/local-date'
import type { CohortReport, SponsorReport } from '../../membership/sponsor-report.query.js'
import type { SponsorInSight } from '../../membership/sponsors-in-sight.query.js'
import type { ClaimsOfMonth } from '../../reporting/sponsor-claims.query.js'
import { Outcome, SummaryList, Tag } from '../shared/components/blocks.js'
import { TextInput } from '../shared/components/fields.js'
import { Button, Form } from '../shared/components/form.js'
import { moneyText } from '../shared/components/money.js'
import { Table } from '../shared/components/table.js'
import type { FormErrors, FormValues } from '../shared/form.js'
import { StaffPage } from '../shared/staff-page.js'
import { fill, useWords } from '../shared/words.js'
import { sponsorsWords } from '../words/sponsors.js'
import { counted, SPONSORS_HOME } from './watch.page.js'

interface SponsorView {
  sponsor: SponsorInSight
  report: SponsorReport
  claims: readonly ClaimsOfMonth[]
  errors?: FormErrors
  values?: FormValues
}

/** What a sponsor sees: its cohorts, their bills, and how far they reach. Counts only, none that points to a person. */
export function SponsorPage({ sponsor, report, claims, errors, values }: SponsorView) {
  const words = useWords(sponsorsWords)
  const home = `${SPONSORS_HOME}/${encodeURIComponent(sponsor.code)}`
  const { year } = report
  return (
    <StaffPage title={sponsor.name} errors={errors}>
      <Outcome words={{ disimpan: words.saved }} />
      <p class="govuk-body">
        <a class="govuk-link" href={SPONSORS_HOME}>
          {words.back}
        </a>
      </p>
      <span class="govuk-caption-l">{fill(words.year, { year })}</span>
      <h1 class="govuk-heading-l">{sponsor.name}</h1>
      <ul class="govuk-list">
        {(['csv', 'xlsx'] as const).map((kind) => (
          <li key={kind}>
            <a class="govuk-link" href={`${home}/laporan/${year}.${kind}`}>
              {words[kind]}
            </a>
          </li>
        ))}
        <li>
          <a class="govuk-link" href={`${home}?tahun=${year - 1}`}>
            {fill(words.yearBefore, { year: year - 1 })}
          </a>
        </li>
      </ul>
      {report.cohorts.map((cohort) => (
        <Cohort key={cohort.code} cohort={cohort} />
      ))}
      <Claims claims={claims} />
      <Form action={`${home}/kontak`}>
        <TextInput
          name="email"
          label={words.email}
          hint={words.emailHint}
          inputMode="email"
          width={30}
          maxLength={254}
          values={values ?? { email: sponsor.noticeEmail ?? undefined }}
          errors={errors}
        />
        <Button>{words.save}</Button>
      </Form>
    </StaffPage>
  )
}

function Claims({ claims }: Pick<SponsorView, 'claims'>) {
  const words = useWords(sponsorsWords)
  const count = (value: number | null) => (value === null ? words.hidden : counted(value))
  return (
    <section>
      <h2 class="govuk-heading-m">{words.claims}</h2>
      {claims.length === 0 ? (
        <p class="govuk-body">{words.noClaims}</p>
      ) : (
        <Table
          caption={words.claims}
          hideCaption
          rows={claims}
          keyOf={({ month }) => month}
          columns={[
            { heading: words.month, cell: ({ month }) => month },
            { heading: words.claimsLodged, numeric: true, cell: ({ lodged }) => count(lodged) },
            { heading: words.claimsPaid, numeric: true, cell: ({ paid }) => count(paid) },
            {
              heading: words.amount,
              numeric: true,
              cell: ({ amount }) => (amount === null ? words.hidden : moneyText(amount)),
            },
          ]}
        />
      )}
      <p class="govuk-hint">{words.hiddenHint}</p>
    </section>
  )
}

function Cohort({ cohort }: { cohort: CohortReport }) {
  const words = useWords(sponsorsWords)
  const { name, members, target, reachedPercent, billed, paid, yearlyBudget, paidUntil } = cohort
  const reached =
    target === null || reachedPercent === null
      ? words.noTarget
      : fill(words.reached, {
          percent: reachedPercent,
          target: counted(target),
          left: counted(Math.max(0, target - members)),
        })
  return (
    <section>
      <h2 class="govuk-heading-m">{name}</h2>
      <SummaryList
        rows={[
          { key: words.members, value: counted(members) },
          { key: words.target, value: reached },
          { key: words.paidUntil, value: paidUntil === null ? words.notPaid : formatDateId(paidUntil) },
          { key: words.billed, value: moneyText(billed) },
          { key: words.paid, value: moneyText(paid) },
          { key: words.budget, value: yearlyBudget === null ? words.noBudget : moneyText(yearlyBudget) },
        ]}
      />
      {cohort.bills.length > 0 && <Bills bills={cohort.bills} />}
      <Counts caption={words.districts} heading={words.district} cells={cohort.districts} />
      <Counts caption={words.occupations} heading={words.occupation} cells={cohort.occupations} />
      <p class="govuk-hint">{words.hiddenHint}</p>
    </section>
  )
}

function Bills({ bills }: Pick<CohortReport, 'bills'>) {
  const words = useWords(sponsorsWords)
  return (
    <Table
      caption={words.bills}
      rows={bills}
      keyOf={({ month }) => month}
      columns={[
        { heading: words.month, cell: ({ month }) => month.slice(0, 7) },
        { heading: words.members, numeric: true, cell: ({ members }) => counted(members) },
        { heading: words.amount, numeric: true, cell: ({ amount }) => moneyText(amount) },
        {
          heading: words.state,
          cell: ({ paid }) => (
            <Tag colour={paid ? 'green' : 'orange'}>{paid ? words.isPaid : words.notPaid}</Tag>
          ),
        },
      ]}
    />
  )
}

interface CountsProps {
  caption: string
  heading: string
  cells: CohortReport['districts']
}

function Counts({ caption, heading, cells }: CountsProps) {
  const words = useWords(sponsorsWords)
  if (cells.length === 0) return null
  return (
    <Table
      caption={caption}
      rows={cells}
      keyOf={({ label }) => label}
      columns={[
        { heading, cell: ({ label }) => label },
        {
          heading: words.members,
          numeric: true,
          cell: ({ members }) => (members === null ? words.hidden : counted(members)),
        },
      ]}
    />
  )
}
