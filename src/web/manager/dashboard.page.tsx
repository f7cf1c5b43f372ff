import { formatDateId, type LocalDate } from '#libs/local-date'
import {
  ages,
  type BranchFigures,
  type ReturnCause,
  type ServiceFigures,
} from '../../reporting/service-figures.query.js'
import type { WaitingDecision } from '../../reporting/waiting-decisions.query.js'
import { Tag } from '../shared/components/blocks.js'
import { Bars } from '../shared/components/chart.js'
import { Money, moneyText } from '../shared/components/money.js'
import { Table } from '../shared/components/table.js'
import { usePage } from '../shared/page-context.js'
import { StaffPage } from '../shared/staff-page.js'
import { momentInWords } from '../shared/when.js'
import { fill, useWords } from '../shared/words.js'
import { dashboardWords } from '../words/dashboard.js'
import { OBJECTIONS } from '../objections/objections.page.js'
import { RECOVERIES } from './recoveries.page.js'

export interface DashboardView {
  figures: ServiceFigures
  waiting: readonly WaitingDecision[]
  /** Names of documents and defects by their codes. */
  documentLabel: (code: string) => string
  defectLabel: (code: string) => string
}

/** M4: what waits, what it costs, and why. */
export function DashboardPage(view: DashboardView) {
  const words = useWords(dashboardWords)
  const { now, staff } = usePage()
  return (
    <StaffPage title={words.title}>
      <h1 class="govuk-heading-l govuk-!-margin-bottom-2">{words.title}</h1>
      <p class="govuk-body">{fill(words.asOf, { moment: momentInWords(now, staff?.branch.zone ?? '') })}</p>
      <Headlines {...view} />
      <Waiting {...view} />
      <div class="santun-columns">
        <Flow {...view} />
        <Ageing {...view} />
      </div>
      <Branches {...view} />
      <Causes {...view} />
    </StaffPage>
  )
}

function Headlines({ figures }: DashboardView) {
  const words = useWords(dashboardWords)
  const sum = (pick: (branch: ServiceFigures['branches'][number]) => bigint | number) =>
    figures.branches.reduce((total, branch) => total + BigInt(pick(branch)), 0n)
  const settled = sum(({ settled: count }) => count)
  const late = sum(({ late: count }) => count)
  const tiles: [string, string, string?][] = [
    [words.costTitle, moneyText(sum(({ cost_today: cost }) => cost)), words.costHint],
    [words.costSoFar, moneyText(sum(({ cost_so_far: cost }) => cost))],
    [words.overdue, String(sum(({ overdue }) => overdue))],
    [words.open, String(sum(({ open }) => open))],
    [words.paidMonth, moneyText(sum(({ paid_this_month: paid }) => paid))],
    [words.breach, fill(words.breachOf, { late: String(late), settled: String(settled) })],
  ]
  return (
    <dl class="santun-tiles">
      {tiles.map(([label, figure, hint]) => (
        <div class="santun-tile" key={label}>
          <dt>{label}</dt>
          <dd>
            <strong>{figure}</strong>
            {hint && <span class="govuk-hint">{hint}</span>}
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** Where each kind of decision is made; the others on the claim itself. */
const pageOf: Partial<Record<WaitingDecision['kind'], string>> = {
  recovery: RECOVERIES,
  recovery_untold: RECOVERIES,
  recovery_unarranged: RECOVERIES,
  recovery_disputed: RECOVERIES,
  recovery_missed: RECOVERIES,
  reclassification: '/pimpinan/jenis-klaim',
  objection: OBJECTIONS,
  objection_late: OBJECTIONS,
}

/** What waits for one person's decision: nothing of it moves by itself. */
function Waiting({ waiting }: DashboardView) {
  const words = useWords(dashboardWords)
  const { staff } = usePage()
  if (waiting.length === 0) return null
  return (
    <section>
      <h2 class="govuk-heading-m">{words.waitingTitle}</h2>
      <Table
        caption={words.waitingTitle}
        hideCaption
        rows={waiting}
        keyOf={({ number, kind, owner }) => `${number} ${kind} ${owner}`}
        columns={[
          {
            heading: words.claims,
            cell: ({ number, kind }) => (
              <a class="govuk-link santun-money" href={pageOf[kind] ?? `/petugas/klaim/${number}`}>
                {number}
              </a>
            ),
          },
          { heading: words.waitingWhat, cell: ({ kind }) => words[`waiting_${kind}`] },
          { heading: words.waitingOwner, cell: ({ owner }) => words[`owner_${owner}`] },
          {
            heading: words.waitingSince,
            cell: ({ since, days, overdue }) => (
              <>
                {momentInWords(since, staff?.branch.zone ?? '')} ({fill(words.waitingDays, { days })}){' '}
                {overdue && <Tag colour="red">{words.waitingOverdue}</Tag>}
              </>
            ),
          },
        ]}
      />
    </section>
  )
}

function Flow({ figures: { flow } }: DashboardView) {
  const words = useWords(dashboardWords)
  const series = [
    { name: words.lodged, values: flow.map(({ lodged }) => lodged), colour: '#5694ca' },
    { name: words.paid, values: flow.map(({ paid }) => paid), colour: '#0d6b4f' },
    { name: words.refused, values: flow.map(({ refused }) => refused), colour: '#d4351c' },
  ]
  return (
    <section>
      <h2 class="govuk-heading-m">{words.flowTitle}</h2>
      <Bars
        alt={words.flowTitle}
        labels={flow.map(({ week }) => week.slice(5).split('-').reverse().join('/'))}
        series={series}
      />
      <Table
        caption={words.flowTitle}
        hideCaption
        rows={flow}
        keyOf={({ week }) => week}
        columns={[
          { heading: words.week, cell: ({ week }) => formatDateId(week as LocalDate) },
          { heading: words.lodged, numeric: true, cell: ({ lodged }) => lodged },
          { heading: words.paid, numeric: true, cell: ({ paid }) => paid },
          { heading: words.refused, numeric: true, cell: ({ refused }) => refused },
        ]}
      />
    </section>
  )
}

function Ageing({ figures: { ageing } }: DashboardView) {
  const words = useWords(dashboardWords)
  const { staff } = usePage()
  const rows = ages.map((age) => ({
    age,
    label: words[`age_${age}`],
    count: ageing.find((one) => one.age === age)?.count ?? 0,
  }))
  return (
    <section>
      <h2 class="govuk-heading-m">{words.ageingTitle}</h2>
      <Bars
        alt={words.ageingTitle}
        lying
        labels={rows.map(({ label }) => label)}
        series={[{ name: words.claims, values: rows.map(({ count }) => count), colour: '#0d5c4d' }]}
      />
      <Table
        caption={words.ageingTitle}
        hideCaption
        rows={rows}
        keyOf={({ age }) => age}
        columns={[
          { heading: words.age, cell: ({ label }) => label },
          { heading: words.claims, numeric: true, cell: ({ count }) => count },
        ]}
      />
      {staff?.roles.has('manager') && (
        <p class="govuk-body">
          <a class="govuk-link" href="/petugas/antrean">
            {words.seeList}
          </a>
        </p>
      )}
    </section>
  )
}

/** A picture of too few cases says less than its table. */
const FEW = 5

function Branches({ figures: { branches } }: DashboardView) {
  const words = useWords(dashboardWords)
  const paying = branches.filter(({ settled }) => settled > 0)
  return (
    <section>
      <h2 class="govuk-heading-m">{words.branchesTitle}</h2>
      {paying.reduce((sum, { settled }) => sum + settled, 0) >= FEW && (
        <Bars
          alt={words.breachPercent}
          lying
          labels={paying.map(({ name }) => name)}
          series={[{ name: words.breachPercent, values: paying.map(breachPercent), colour: '#d4351c' }]}
        />
      )}
      <Table
        caption={words.branchesTitle}
        hideCaption
        rows={branches}
        keyOf={({ code }) => code}
        columns={[
          { heading: words.branch, cell: ({ name }) => name },
          { heading: words.open, numeric: true, cell: ({ open }) => open },
          { heading: words.overdue, numeric: true, cell: ({ overdue }) => overdue },
          { heading: words.costTitle, numeric: true, cell: (row) => <Money amount={row.cost_today} /> },
          { heading: words.costSoFar, numeric: true, cell: (row) => <Money amount={row.cost_so_far} /> },
          { heading: words.paidMonth, numeric: true, cell: (row) => <Money amount={row.paid_this_month} /> },
          {
            heading: words.breach,
            numeric: true,
            cell: ({ late, settled }) => fill(words.breachOf, { late, settled }),
          },
          {
            heading: words.breachPercent,
            numeric: true,
            cell: (row) => (row.settled === 0 ? '–' : `${breachPercent(row)}%`),
          },
        ]}
      />
    </section>
  )
}

/** Of what was paid in ninety days, how much came after the last day of the law. */
function breachPercent({ late, settled }: BranchFigures): number {
  return Math.round((late * 100) / settled)
}

function Causes({ figures: { causes }, documentLabel, defectLabel }: DashboardView) {
  const words = useWords(dashboardWords)
  const label = ({ document, defect }: ReturnCause) => `${documentLabel(document)}: ${defectLabel(defect)}`
  return (
    <section>
      <h2 class="govuk-heading-m">{words.causesTitle}</h2>
      {causes.length === 0 && <p class="govuk-body">{words.causesNone}</p>}
      {causes.reduce((sum, { count }) => sum + count, 0) >= FEW && (
        <Bars
          alt={words.causesTitle}
          lying
          labels={causes.map(label)}
          series={[{ name: words.times, values: causes.map(({ count }) => count), colour: '#5694ca' }]}
        />
      )}
      {causes.length > 0 && (
        <Table
          caption={words.causesTitle}
          hideCaption
          rows={causes}
          keyOf={({ document, defect }) => `${document} ${defect}`}
          columns={[
            { heading: words.document, cell: ({ document }) => documentLabel(document) },
            { heading: words.defect, cell: ({ defect }) => defectLabel(defect) },
            { heading: words.times, numeric: true, cell: ({ count }) => count },
          ]}
        />
      )}
    </section>
  )
}
