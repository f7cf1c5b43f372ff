import { parseLocalDate } from '#libs/local-date'
import { maskNik } from '#libs/nik'
import type { HistoryStep, SchoolYearFile } from '../../scholarship/school-year-file.query.js'
import { BackLink, InsetText, Outcome, SummaryList, Tag, WarningText } from '../shared/components/blocks.js'
import { DecidedSum } from '../shared/components/money.js'
import { ClaimLink } from '../shared/components/claim-link.js'
import { Table } from '../shared/components/table.js'
import { StaffPage } from '../shared/staff-page.js'
import { dayInWords, momentInWords } from '../shared/when.js'
import { fill, useWords } from '../shared/words.js'
import { scholarshipWords } from '../words/scholarship-desk.js'
import { Counters, usePerson, YearsTable } from './award-parts.view.js'
import { scholarshipPaths } from './paths.js'
import type { SchoolYearView } from './school-year.view.js'
import { SchoolYearSteps } from './school-year-steps.view.js'
import { placeInWords } from './school-years.page.js'

/** One school year: who, what was said and given, what the law says of it, what came before, and what may be done. */
export function SchoolYearPage({ view }: { view: SchoolYearView }) {
  const words = useWords(scholarshipWords)
  const { file, labels, errors, years, history } = view
  // What is only planned stands on the page of the child.
  const begun = years.filter(({ id, state }) => id === file.id || state !== 'planned')
  const title = fill(words.yearTitle, { name: file.child_name, year: file.school_year })
  return (
    <StaffPage title={title} errors={errors}>
      <BackLink href={scholarshipPaths.queue}>{words.back}</BackLink>
      <Outcome words={{ langkah: words.stepped, berkas: words.papersDone }} />
      <h1 class="govuk-heading-l govuk-!-margin-bottom-2">{title}</h1>
      <p class="govuk-body">
        <Tag>{labels.yearState(file.state)}</Tag>{' '}
        <a class="govuk-link" href={scholarshipPaths.award(file.award_id)}>
          {words.wholeAward}
        </a>
        {' · '}
        <ClaimLink number={file.claim_number} />
      </p>
      <div class="santun-split">
        <div>
          <Ruling view={view} />
          <Papers view={view} />
          <Stated view={view} />
          <Child view={view} />
          <Counters levels={file.levels} labels={labels} />
          <YearsTable years={begun} labels={labels} present={file.id} />
          <History
            history={history}
            zone={file.zone}
            event={labels.yearEvent}
            role={labels.role}
            ground={view.ground}
          />
        </div>
        <SchoolYearSteps view={view} />
      </div>
    </StaffPage>
  )
}

function Ruling({ view: { desk, file } }: { view: SchoolYearView }) {
  const words = useWords(scholarshipWords)
  const { ruling } = desk
  if (!ruling) return <InsetText>{words.notApplied}</InsetText>
  return (
    <section>
      <h2 class="govuk-heading-m">{words.ruling}</h2>
      {ruling.payable ? (
        <DecidedSum amount={BigInt(ruling.amount)} />
      ) : (
        <WarningText>{words.rulingNot}</WarningText>
      )}
      {ruling.because !== null && <p class="govuk-body">{ruling.because}</p>}
      {ruling.article !== null && (
        <p class="govuk-body-s">{fill(words.article, { article: ruling.article })}</p>
      )}
      {file.amount !== null && String(file.amount) !== ruling.amount && (
        <WarningText>{words.rulingChanged}</WarningText>
      )}
    </section>
  )
}

function Stated({ view: { file, labels } }: { view: SchoolYearView }) {
  const words = useWords(scholarshipWords)
  const { school, repeated, otherSchool, married, employment } = file.application
  const answered = (value: boolean | undefined) =>
    value === undefined ? undefined : value ? words.yes : words.no
  const answers = [
    { key: words.school, value: school },
    { key: words.repeated, value: answered(repeated) },
    { key: words.otherSchool, value: answered(otherSchool) },
    { key: words.married, value: answered(married) },
    { key: words.employment, value: employment && words[`segment_${employment.segment}`] },
  ]
  const open = answers.filter(({ value }) => value === undefined).map(({ key }) => key)
  return (
    <section>
      <h2 class="govuk-heading-m">{words.stated}</h2>
      <SummaryList
        rows={[
          {
            key: words.receivedOn,
            value: file.received_on === null ? '–' : dayInWords(file.received_on, file.zone),
          },
          { key: words.place, value: placeInWords(labels, file.level, file.grade, words.grade) },
          ...answers.filter(({ value }) => value !== undefined),
          ...(open.length > 0 ? [{ key: words.notStated, value: open.join(', ') }] : []),
        ]}
      />
    </section>
  )
}

const colours = { accepted: 'green', waived: 'green', defective: 'red', to_review: 'blue' } as const

function Papers({ view: { papers, file, desk, labels } }: { view: SchoolYearView }) {
  const words = useWords(scholarshipWords)
  const missing = desk.missing.filter((code) => !papers.some((paper) => paper.code === code))
  return (
    <section>
      {papers.length === 0 && missing.length === 0 && <InsetText>{words.noPapers}</InsetText>}
      {papers.length > 0 && (
        <Table
          caption={words.papers}
          rows={papers}
          keyOf={({ code }) => code}
          columns={[
            {
              heading: words.paper,
              cell: ({ code, name }) => (
                <a class="govuk-link" href={scholarshipPaths.paper(file.id, code)}>
                  {name}
                </a>
              ),
            },
            {
              heading: words.state,
              cell: ({ state, stateInWords }) => (
                <Tag colour={(colours as Partial<Record<string, 'green' | 'red' | 'blue'>>)[state] ?? 'grey'}>
                  {stateInWords}
                </Tag>
              ),
            },
            { heading: words.defect, cell: ({ defect }) => defect ?? '–' },
          ]}
        />
      )}
      {missing.map((code) => (
        <p class="govuk-body" key={code}>
          {fill(words.paperMissing, { paper: labels.paper(code) })}
        </p>
      ))}
    </section>
  )
}

function Child({ view: { file, age, labels } }: { view: SchoolYearView }) {
  const words = useWords(scholarshipWords)
  return (
    <section>
      <h2 class="govuk-heading-m">{words.childAndPayee}</h2>
      <SummaryList
        rows={[
          {
            key: words.birthDate,
            value: fill(words.birthAndAge, {
              date: dayInWords(parseLocalDate(file.child_birth_date), file.zone),
              age,
            }),
          },
          ...whoReceives(file, words, usePerson(), labels),
        ]}
      />
    </section>
  )
}

/** Who acts for the child and into which account the money goes. */
export function whoReceives(
  file: Pick<
    SchoolYearFile,
    | 'guardian'
    | 'guardian_relation'
    | 'payee'
    | 'bank_code'
    | 'account_number'
    | 'account_holder'
    | 'account_checked'
  >,
  words: ReturnType<typeof useWords<typeof scholarshipWords.id>>,
  person: ReturnType<typeof usePerson>,
  labels: Pick<SchoolYearView['labels'], 'bank'>,
) {
  const { guardian, guardian_relation: relation } = file
  return [
    {
      key: words.guardian,
      value: guardian === null ? words.nobodyNamed : person(guardian, relation),
    },
    {
      key: words.account,
      value:
        file.account_number === null ? (
          words.noAccount
        ) : (
          <>
            {`${labels.bank(file.bank_code)}, ${maskNik(file.account_number)}, ${file.account_holder ?? ''} `}
            <Tag colour={file.account_checked ? 'green' : 'orange'}>
              {file.account_checked ? words.accountChecked : words.accountNotChecked}
            </Tag>
          </>
        ),
    },
  ]
}

interface HistoryProps {
  history: readonly HistoryStep[]
  zone: string
  event: (code: string) => string
  role: (code: string) => string
  ground: (code: string) => string
}

export function History({ history, zone, event, role, ground }: HistoryProps) {
  const words = useWords(scholarshipWords)
  if (history.length === 0) return null
  const said = ({ input }: HistoryStep): string =>
    [
      ...(input.groundCode === undefined ? [] : [ground(input.groundCode)]),
      ...(input.ending === undefined
        ? []
        : [(words as Record<string, string>)[`ending_${input.ending}`] ?? input.ending]),
      ...(input.reason === undefined ? [] : [input.reason]),
    ].join('. ')
  return (
    <Table
      caption={words.history}
      rows={history.toReversed()}
      keyOf={({ seq }) => String(seq)}
      columns={[
        { heading: words.step, cell: (row) => event(row.event) },
        { heading: words.by, cell: (row) => row.actor ?? role(row.actor_role) },
        { heading: words.when, cell: (row) => momentInWords(row.at, zone) },
        { heading: words.said, cell: (row) => said(row) || '–' },
      ]}
    />
  )
}
