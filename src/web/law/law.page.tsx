import { type Basis, type LawValue, type Parameter, type Version, isVersion } from '#libs/law'
import { formatDateId, type LocalDate, parseLocalDate } from '#libs/local-date'
import {
  articleInWords,
  choiceInWords,
  confidenceWords,
  periodInWords,
  rowInWords,
  selectorWords,
  valueInWords,
} from '../../platform/law-loader/law-in-words.js'
import { SummaryList, type SummaryRow, Tag } from '../shared/components/blocks.js'
import { TextInput } from '../shared/components/fields.js'
import { type Column, Table } from '../shared/components/table.js'
import type { FormErrors, FormValues } from '../shared/form.js'
import { StaffPage } from '../shared/staff-page.js'
import { fill, useWords } from '../shared/words.js'
import { lawWords } from '../words/law.js'

export const LAW = '/petugas/aturan'

export interface ParameterOnDay {
  name: string
  label: string
  on: Version<LawValue> | undefined
  /** On the day that it is compared with. */
  before?: Version<LawValue> | undefined
}

interface LawView {
  parameters: readonly ParameterOnDay[]
  day: LocalDate
  comparedWith: LocalDate | null
  digest: string
  values: FormValues
  errors?: FormErrors
}

/** The law as data on one day, or what differs between two days. */
export function LawPage({ parameters, day, comparedWith, digest, values, errors }: LawView) {
  const words = useWords(lawWords)
  return (
    <StaffPage title={words.title} errors={errors}>
      <h1 class="govuk-heading-l">{words.title}</h1>
      <p class="govuk-body">{words.intro}</p>
      <form action={LAW} method="get" class="santun-filter">
        <TextInput name="cari" label={words.search} width={20} values={values} />
        <TextInput name="tanggal" label={words.day} hint={words.dayHint} width={10} {...{ values, errors }} />
        <TextInput
          name="beda"
          label={words.since}
          hint={words.sinceHint}
          width={10}
          {...{ values, errors }}
        />
        <div class="santun-filter__buttons">
          <button class="govuk-button" type="submit">
            {words.show}
          </button>
        </div>
      </form>
      {parameters.length === 0 && <p class="govuk-body">{comparedWith ? words.same : words.none}</p>}
      {parameters.length > 0 && (
        <Table
          caption={fill(words.count, { count: parameters.length })}
          rows={parameters}
          keyOf={({ name }) => name}
          columns={useColumns(day, comparedWith)}
        />
      )}
      <h2 class="govuk-heading-m">{words.changing}</h2>
      <p class="govuk-body">{words.changingText}</p>
      <p class="govuk-hint">
        {words.digest}: <span class="santun-hash">{digest}</span>. {words.digestHint}
      </p>
    </StaffPage>
  )
}

function useColumns(day: LocalDate, comparedWith: LocalDate | null): Column<ParameterOnDay>[] {
  const words = useWords(lawWords)
  const before: Column<ParameterOnDay> | undefined = comparedWith
    ? {
        heading: fill(words.before, { day: formatDateId(comparedWith) }),
        cell: (row) => <Value of={row.before} />,
      }
    : undefined
  return [
    {
      heading: words.parameter,
      cell: ({ name, label }) => (
        <>
          <a class="govuk-link" href={`${LAW}/${name}?tanggal=${day}`}>
            {label}
          </a>
          <br />
          <span class="santun-hash">{name}</span>
        </>
      ),
    },
    ...(before ? [before] : []),
    {
      heading: comparedWith ? fill(words.before, { day: formatDateId(day) }) : words.value,
      cell: ({ on }) => <Value of={on} />,
    },
    { heading: words.period, cell: ({ on }) => (on ? periodInWords(on) : '–') },
    { heading: words.basis, cell: ({ on }) => (on ? <Article basis={on.basis} /> : '–') },
  ]
}

function Value({ of }: { of: Version<LawValue> | undefined }) {
  const words = useWords(lawWords)
  return <>{of ? valueInWords(of.value, of.unit) : words.noValue}</>
}

/** The article; a reading of ours is marked, so that nobody takes it for the wording of the law. */
function Article({ basis }: { basis: Basis }) {
  const words = useWords(lawWords)
  return (
    <>
      {articleInWords(basis)}
      {basis.confidence === 'D' && (
        <>
          {' '}
          <Tag colour="yellow">{words.reading}</Tag>
        </>
      )}
    </>
  )
}

interface ParameterView {
  parameter: Parameter
  day: LocalDate
  on: Version<LawValue> | undefined
  /** Why nothing is in force on the day. */
  absence: string | undefined
}

/** One parameter: what is in force on the day and why, and all that ever was. */
export function ParameterPage({ parameter, day, on, absence }: ParameterView) {
  const words = useWords(lawWords)
  return (
    <StaffPage title={parameter.label}>
      <a class="govuk-back-link" href={`${LAW}?tanggal=${day}`}>
        {words.back}
      </a>
      <h1 class="govuk-heading-l">
        <span class="govuk-caption-l santun-anywhere">{parameter.name}</span>
        {parameter.label}
      </h1>
      <SummaryList rows={useFacts({ parameter, day, on, absence })} />
      {on && Array.isArray(on.value) && <Rows rows={on.value as readonly object[]} />}
      <Table
        caption={words.history}
        rows={[...parameter.periods].reverse()}
        keyOf={({ from }) => from}
        columns={[
          { heading: words.period, cell: periodInWords },
          {
            heading: words.value,
            cell: (period) =>
              isVersion(period) ? <Value of={period} /> : `${words.noValue}: ${period.none}`,
          },
          {
            heading: words.basis,
            cell: (period) => (isVersion(period) ? <Article basis={period.basis} /> : '–'),
          },
          {
            heading: words.certainty,
            cell: (period) => (isVersion(period) ? confidenceWords[period.basis.confidence] : '–'),
          },
        ]}
      />
    </StaffPage>
  )
}

function Rows({ rows }: { rows: readonly object[] }) {
  const words = useWords(lawWords)
  return (
    <>
      <h2 class="govuk-heading-m">{words.rows}</h2>
      <ul class="govuk-list govuk-list--bullet">
        {rows.map((row) => (
          <li key={rowInWords(row)}>{rowInWords(row)}</li>
        ))}
      </ul>
    </>
  )
}

function useFacts({ parameter, day, on, absence }: ParameterView): SummaryRow[] {
  const words = useWords(lawWords)
  const { alternatives, appliesOn, rules, verified } = parameter
  const { note, href, confidence } = on?.basis ?? {}
  const facts: [key: string, value: SummaryRow['value'] | undefined][] = [
    [
      fill(words.before, { day: formatDateId(day) }),
      on ? <Value of={on} /> : `${words.noValue}${absence ? `: ${absence}` : ''}`,
    ],
    [words.basis, on && <Article basis={on.basis} />],
    [words.certainty, confidence && confidenceWords[confidence]],
    [words.note, note],
    [
      words.wording,
      href && (
        <a class="govuk-link santun-anywhere" href={href}>
          {href}
        </a>
      ),
    ],
    [words.chosenBy, selectorWords[appliesOn]],
    [words.rules, rules.length > 0 ? rules.join(', ') : undefined],
    [
      words.alternatives,
      alternatives.length > 0 ? alternatives.map((one) => choiceInWords(String(one))).join(', ') : undefined,
    ],
    [words.checked, `${formatDateId(parseLocalDate(verified.on))}: ${verified.how}`],
  ]
  return facts.flatMap(([key, value]) => (value === undefined ? [] : [{ key, value }]))
}
