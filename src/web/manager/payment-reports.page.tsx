import type { ComponentChildren } from 'preact'
import { formatDateId, isLocalDate } from '#libs/local-date'
import { paymentReports, type PaymentReportName } from '../../reporting/payment-reports.query.js'
import type { Cell } from '../../platform/table-file.js'
import { Select, TextInput } from '../shared/components/fields.js'
import { ButtonLink } from '../shared/components/form.js'
import { Money } from '../shared/components/money.js'
import { Table } from '../shared/components/table.js'
import type { FormErrors, FormValues } from '../shared/form.js'
import { StaffPage } from '../shared/staff-page.js'
import { fill, useWords } from '../shared/words.js'
import { paymentReportsWords } from '../words/payment-reports.js'
import { Moment } from './approvals.page.js'
import type { ColumnKind, ReportWords, ShownReport } from './payment-reports.tables.js'

export const HOME = '/pimpinan/laporan-pembayaran'
const SHOWN = 200

export interface ReportsView {
  name: PaymentReportName
  table: ShownReport | null
  values: FormValues
  errors?: FormErrors
  /** The query of this page, for the files with the same rows. */
  query: string
}

/** What was paid, what is open and what nobody has explained; the same rows as a file. */
export function PaymentReportsPage({ name, table, values, errors, query }: ReportsView) {
  const words = useWords(paymentReportsWords)
  const dated = name === 'day-book' || name === 'by-program'
  return (
    <StaffPage title={words.title} errors={errors}>
      <h1 class="govuk-heading-l">{words.title}</h1>
      <form action={HOME} method="get" class="santun-filter">
        <Select
          name="laporan"
          label={words.report}
          choices={paymentReports.map((value) => ({ value, label: titleOf(value, words) }))}
          values={{ ...values, laporan: name }}
        />
        <TextInput name="dari" label={words.from} hint={words.dateHint} width={10} {...{ values, errors }} />
        <TextInput name="sampai" label={words.to} hint={words.dateHint} width={10} {...{ values, errors }} />
        <div class="santun-filter__buttons">
          <button class="govuk-button" type="submit">
            {words.show}
          </button>
        </div>
      </form>
      <h2 class="govuk-heading-m">{titleOf(name, words)}</h2>
      <p class="govuk-body">
        {hintOf(name, words)} {dated && [values.dari, values.sampai].map(dayInWords).join(' – ')}
      </p>
      {table &&
        (table.rows.length === 0 ? <p class="govuk-body">{words.none}</p> : <Rows {...{ table, query }} />)}
    </StaffPage>
  )
}

function Rows({ table, query }: { table: ShownReport; query: string }) {
  const words = useWords(paymentReportsWords)
  const shown = table.rows.slice(0, SHOWN)
  return (
    <>
      <div class="santun-filter__buttons">
        <ButtonLink kind="secondary" href={`${HOME}/berkas.csv?${query}`}>
          {words.csv}
        </ButtonLink>
        <ButtonLink kind="secondary" href={`${HOME}/berkas.xlsx?${query}`}>
          {words.xlsx}
        </ButtonLink>
      </div>
      <Table
        caption={table.title}
        hideCaption
        rows={shown.map((cells, index) => ({ cells, index }))}
        keyOf={({ index }) => String(index)}
        columns={table.headings.map((heading, at) => {
          const kind = table.kinds[at] ?? 'text'
          return {
            heading,
            numeric: kind === 'money' || kind === 'count',
            cell: ({ cells }: { cells: readonly Cell[] }) => shownAs(kind, cells[at] ?? null),
          }
        })}
        foot={<Sums table={table} label={words.total} />}
      />
      {shown.length < table.rows.length && <p class="govuk-body">{fill(words.cut, { count: SHOWN })}</p>}
    </>
  )
}

/** The sum of every column of money, so that two reports can be laid side by side. */
function Sums({ table, label }: { table: ShownReport; label: string }) {
  if (!table.summed || !table.kinds.includes('money')) return null
  return (
    <tr class="govuk-table__row">
      {table.kinds.map((kind, at) => (
        <td
          key={table.headings[at]}
          class={`govuk-table__cell${kind === 'money' ? ' govuk-table__cell--numeric' : ''}`}
          data-heading={kind === 'money' ? table.headings[at] : undefined}
        >
          {kind === 'money' ? (
            <strong>
              <Money amount={table.rows.reduce((sum, row) => sum + BigInt(row[at] ?? 0), 0n)} />
            </strong>
          ) : (
            at === 0 && <strong>{label}</strong>
          )}
        </td>
      ))}
    </tr>
  )
}

function shownAs(kind: ColumnKind, cell: Cell): ComponentChildren {
  if (cell === null) return '–'
  if (kind === 'money') return <Money amount={BigInt(cell)} />
  if (kind === 'day' && isLocalDate(cell)) return formatDateId(cell, 'short')
  if (kind === 'moment') return <Moment at={String(cell)} />
  return String(cell)
}

/** A day as it was typed or chosen; what is no day is told at its field. */
function dayInWords(day: string | undefined): string {
  return isLocalDate(day) ? formatDateId(day) : ''
}

function titleOf(name: PaymentReportName, words: ReportWords): string {
  return {
    'day-book': words.report_day_book,
    'by-program': words.report_by_program,
    open: words.report_open,
    unmatched: words.report_unmatched,
  }[name]
}

function hintOf(name: PaymentReportName, words: ReportWords): string {
  return {
    'day-book': words.hint_day_book,
    'by-program': words.hint_by_program,
    open: words.hint_open,
    unmatched: words.hint_unmatched,
  }[name]
}
