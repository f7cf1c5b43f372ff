import type { ForecastRow } from '../../scholarship/scholarship-forecast.query.js'
import { BackLink, Details, InsetText } from '../shared/components/blocks.js'
import { Bars } from '../shared/components/chart.js'
import { ButtonLink } from '../shared/components/form.js'
import { Money, moneyText } from '../shared/components/money.js'
import { Table } from '../shared/components/table.js'
import { usePage } from '../shared/page-context.js'
import { StaffPage } from '../shared/staff-page.js'
import { momentInWords } from '../shared/when.js'
import { fill, useWords } from '../shared/words.js'
import { scholarshipWords } from '../words/scholarship-desk.js'
import { scholarshipPaths } from './paths.js'
import type { ScholarshipLabels } from './scholarship-labels.js'

const MILLION = 1_000_000n
const SHOWN = 200

interface SumOfYear {
  schoolYear: string
  children: number
  owed: bigint
  expected: bigint
}

/** What is decided and not yet paid, and what may still come, year by year. */
export function ForecastPage({ rows, labels }: { rows: readonly ForecastRow[]; labels: ScholarshipLabels }) {
  const words = useWords(scholarshipWords)
  const { now, staff } = usePage()
  const years = byYear(rows)
  return (
    <StaffPage title={words.forecastTitle}>
      <BackLink href={scholarshipPaths.decisions}>{words.backToDecisions}</BackLink>
      <h1 class="govuk-heading-l govuk-!-margin-bottom-2">{words.forecastTitle}</h1>
      <p class="govuk-body">{fill(words.asOf, { moment: momentInWords(now, staff?.branch.zone ?? '') })}</p>
      {rows.length === 0 ? (
        <InsetText>{words.nothingExpected}</InsetText>
      ) : (
        <>
          <Sums rows={rows} />
          <div class="santun-filter__buttons">
            <ButtonLink kind="secondary" href={`${scholarshipPaths.forecast}/berkas.csv`}>
              {words.csv}
            </ButtonLink>
            <ButtonLink kind="secondary" href={`${scholarshipPaths.forecast}/berkas.xlsx`}>
              {words.xlsx}
            </ButtonLink>
          </div>
          <div class="santun-columns">
            <section>
              <h2 class="govuk-heading-m">{words.byYear}</h2>
              <Bars
                alt={words.byYearMillions}
                labels={years.map(({ schoolYear }) => shortYear(schoolYear))}
                series={[
                  { name: words.owed, values: years.map(({ owed }) => inMillions(owed)), colour: '#0d6b4f' },
                  {
                    name: words.estimate,
                    values: years.map(({ expected }) => inMillions(expected)),
                    colour: '#5694ca',
                  },
                ]}
              />
              <p class="govuk-hint">{words.byYearMillions}</p>
            </section>
            <YearSums years={years} />
          </div>
          <ByLevel rows={rows} labels={labels} />
        </>
      )}
    </StaffPage>
  )
}

function Sums({ rows }: { rows: readonly ForecastRow[] }) {
  const words = useWords(scholarshipWords)
  const sum = (pick: (row: ForecastRow) => bigint) => rows.reduce((all, row) => all + pick(row), 0n)
  const tiles = [
    [words.owed, sum(({ owed }) => owed)],
    [words.estimate, sum(({ expected }) => expected)],
  ] as const
  return (
    <dl class="santun-tiles">
      {tiles.map(([label, amount]) => (
        <div class="santun-tile" key={label}>
          <dt>{label}</dt>
          <dd>
            <strong>{moneyText(amount)}</strong>
          </dd>
        </div>
      ))}
    </dl>
  )
}

function YearSums({ years }: { years: readonly SumOfYear[] }) {
  const words = useWords(scholarshipWords)
  return (
    <Table
      caption={words.byYear}
      hideCaption
      rows={years}
      keyOf={({ schoolYear }) => schoolYear}
      columns={[
        {
          heading: words.schoolYear,
          cell: ({ schoolYear }) => <span class="santun-money">{schoolYear}</span>,
        },
        { heading: words.children, numeric: true, cell: ({ children }) => children },
        { heading: words.owed, numeric: true, cell: ({ owed }) => <Money amount={owed} /> },
        { heading: words.estimate, numeric: true, cell: ({ expected }) => <Money amount={expected} /> },
      ]}
    />
  )
}

function ByLevel({ rows, labels }: { rows: readonly ForecastRow[]; labels: ScholarshipLabels }) {
  const words = useWords(scholarshipWords)
  return (
    <Details summary={words.byBranchAndLevel}>
      <Table
        caption={words.byBranchAndLevel}
        hideCaption
        rows={rows.slice(0, SHOWN)}
        keyOf={({ school_year: year, branch, level }) => `${year} ${branch} ${level}`}
        columns={[
          { heading: words.schoolYear, cell: (row) => <span class="santun-money">{row.school_year}</span> },
          { heading: words.branch, cell: ({ branch }) => branch },
          { heading: words.level, cell: ({ level }) => labels.level(level) },
          { heading: words.children, numeric: true, cell: ({ children }) => children },
          { heading: words.owed, numeric: true, cell: ({ owed }) => <Money amount={owed} /> },
          { heading: words.estimate, numeric: true, cell: ({ expected }) => <Money amount={expected} /> },
        ]}
      />
      {rows.length > SHOWN && <p class="govuk-body">{fill(words.cut, { count: SHOWN })}</p>}
    </Details>
  )
}

function byYear(rows: readonly ForecastRow[]): SumOfYear[] {
  const sums = new Map<string, SumOfYear>()
  for (const { school_year: schoolYear, children, owed, expected } of rows) {
    const sum = sums.get(schoolYear) ?? { schoolYear, children: 0, owed: 0n, expected: 0n }
    sums.set(schoolYear, {
      schoolYear,
      children: sum.children + children,
      owed: sum.owed + owed,
      expected: sum.expected + expected,
    })
  }
  return [...sums.values()]
}

/** A picture needs no single rupiah; the table beside it has them all. */
const inMillions = (amount: bigint): number => Number(amount / MILLION)
/** `26/27`, so that the names of many years stand side by side. */
const shortYear = (schoolYear: string): string => schoolYear.replace(/\d\d(\d\d)/g, '$1')
