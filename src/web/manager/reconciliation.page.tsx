import { formatDateId, parseLocalDate } from '#libs/local-date'
import type { StatementReport } from '../../payment/statement-import.service.js'
import type { ImportedStatement, UnmatchedLine } from '../../payment/unmatched-lines.query.js'
import { BackLink, InsetText, Outcome, SummaryList, type SummaryRow } from '../shared/components/blocks.js'
import { FileInput, TextArea } from '../shared/components/fields.js'
import { Button, Form } from '../shared/components/form.js'
import { Money } from '../shared/components/money.js'
import { ClaimLink } from '../shared/components/claim-link.js'
import { Table } from '../shared/components/table.js'
import type { FormErrors, FormValues } from '../shared/form.js'
import { usePage } from '../shared/page-context.js'
import { StaffPage } from '../shared/staff-page.js'
import { fill, useWords } from '../shared/words.js'
import { reconciliationWords } from '../words/reconciliation.js'
import { Moment } from './approvals.page.js'

export const HOME = '/pimpinan/rekonsiliasi'

export interface ReconciliationView {
  statements: readonly ImportedStatement[]
  lines: readonly UnmatchedLine[]
  open: number
  /** Address of the lines behind the last one shown; null at the end. */
  next: string | null
  /** Words for a note of placement. */
  why: (note: string) => string
  report?: StatementReport
  errors?: FormErrors
}

/** Statements of the bank, and first of all the lines that somebody must look into. */
export function ReconciliationPage(view: ReconciliationView) {
  const words = useWords(reconciliationWords)
  const { staff } = usePage()
  return (
    <StaffPage title={words.title} errors={view.errors}>
      <Outcome words={{ explain: words.done_explain }} />
      <h1 class="govuk-heading-l">{words.title}</h1>
      <p class="govuk-body">{words.intro}</p>
      {view.report && <Report report={view.report} why={view.why} />}
      <h2 class="govuk-heading-m">{words.inbox}</h2>
      {view.lines.length === 0 ? <p class="govuk-body">{words.inboxNone}</p> : <Inbox {...view} />}
      {staff?.roles.has('reconciler') && <Upload errors={view.errors} />}
      <h2 class="govuk-heading-m">{words.statements}</h2>
      {view.statements.length === 0 ? (
        <p class="govuk-body">{words.statementsNone}</p>
      ) : (
        <Statements statements={view.statements} />
      )}
    </StaffPage>
  )
}

function Inbox({ lines, open, next, why }: ReconciliationView) {
  const words = useWords(reconciliationWords)
  return (
    <>
      <p class="govuk-body">{fill(words.inboxCount, { count: open })}</p>
      <Table
        caption={words.inbox}
        hideCaption
        rows={lines}
        keyOf={({ id }) => id}
        columns={[
          {
            heading: words.why,
            cell: (line) => (
              <a class="govuk-link" href={addressOf(line)}>
                {why(line.note)}
              </a>
            ),
          },
          { heading: words.valueDate, cell: ({ value_date: date }) => dayOf(date) },
          { heading: words.reference, cell: ({ reference }) => <Code text={reference} /> },
          { heading: words.place, cell: (line) => <Place line={line} /> },
          { heading: words.owner, cell: ({ owner }) => owner ?? words.ownerNone },
          { heading: words.amount, numeric: true, cell: (line) => <Stated line={line} /> },
        ]}
      />
      {next && (
        <p class="govuk-body">
          <a class="govuk-link" href={next}>
            {words.more}
          </a>
        </p>
      )}
    </>
  )
}

function Statements({ statements }: { statements: readonly ImportedStatement[] }) {
  const words = useWords(reconciliationWords)
  return (
    <Table
      caption={words.statements}
      hideCaption
      rows={statements}
      keyOf={({ digest }) => digest}
      columns={[
        { heading: words.statement, cell: ({ name }) => <span class="santun-anywhere">{name}</span> },
        { heading: words.importedAt, cell: ({ imported_at: at }) => <Moment at={at} /> },
        { heading: words.lines, numeric: true, cell: ({ lines }) => lines },
        { heading: words.matched, numeric: true, cell: ({ matched }) => matched },
        { heading: words.open, numeric: true, cell: ({ open }) => open },
        { heading: words.explained, numeric: true, cell: ({ explained }) => explained },
        { heading: words.waiting, numeric: true, cell: ({ waiting }) => waiting },
      ]}
    />
  )
}

function Upload({ errors }: { errors?: FormErrors }) {
  const words = useWords(reconciliationWords)
  return (
    <Form action={HOME} files>
      <FileInput
        name="file"
        label={words.file}
        hint={words.fileHint}
        accept=".xml,application/xml,text/xml"
        errors={errors}
      />
      <Button>{words.import}</Button>
    </Form>
  )
}

function Report({ report, why }: { report: StatementReport; why: (note: string) => string }) {
  const words = useWords(reconciliationWords)
  return (
    <section aria-labelledby="hasil">
      <h2 class="govuk-heading-m" id="hasil">
        {words.reportTitle}
      </h2>
      {report.repeated && <InsetText>{words.repeated}</InsetText>}
      <SummaryList
        rows={[
          { key: words.reportLines, value: report.lines },
          { key: words.reportMatched, value: report.matched },
          { key: words.reportOpen, value: report.unmatched },
          { key: words.reportWaiting, value: report.waiting },
          { key: words.reportKnown, value: report.known },
        ]}
      />
      {report.faults.length > 0 && (
        <>
          <h3 class="govuk-heading-s">{words.faults}</h3>
          <ul class="govuk-list govuk-list--bullet">
            {report.faults.slice(0, 50).map(({ line, fault, what }) => (
              <li key={`${line} ${what}`}>{fill(words.faultAt, { line, fault: why(fault), what })}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}

export interface LineView {
  line: UnmatchedLine
  why: { label: string; text: string }
  values?: FormValues
  errors?: FormErrors
}

/** One line, what is known of it, and what a reconciler may do. */
export function LinePage({ line, why, values, errors }: LineView) {
  const words = useWords(reconciliationWords)
  const { staff } = usePage()
  return (
    <StaffPage title={words.lineTitle} errors={errors}>
      <BackLink href={HOME}>{words.back}</BackLink>
      <Outcome words={{ take: words.done_take }} />
      <h1 class="govuk-heading-l">{why.label}</h1>
      <p class="govuk-body">{why.text}</p>
      <div class="santun-split">
        <SummaryList rows={rowsOf(line, words)} />
        <aside class="santun-split__side">
          {staff?.roles.has('reconciler') ? (
            <>
              {line.owner_id !== staff.staffId && (
                <Form action={`${HOME}/baris/ambil`}>
                  <input type="hidden" name="baris" value={line.id} />
                  <Button kind="secondary">{words.take}</Button>
                </Form>
              )}
              <Form action={`${HOME}/baris/jelaskan`}>
                <input type="hidden" name="baris" value={line.id} />
                <TextArea
                  name="explanation"
                  label={words.explanation}
                  hint={words.explanationHint}
                  rows={4}
                  maxLength={1000}
                  {...{ values, errors }}
                />
                <Button>{words.explain}</Button>
              </Form>
            </>
          ) : (
            <p class="govuk-body">{words.readOnly}</p>
          )}
        </aside>
      </div>
    </StaffPage>
  )
}

type Words = Record<keyof typeof reconciliationWords.id, string>

function rowsOf(line: UnmatchedLine, words: Words): SummaryRow[] {
  const rows: (SummaryRow | null)[] = [
    { key: words.amount, value: <Stated line={line} /> },
    line.payment_amount === null
      ? null
      : { key: words.claimAmount, value: <Money amount={line.payment_amount} /> },
    line.claim_number === null
      ? null
      : {
          key: words.claim,
          value: <ClaimLink number={line.claim_number} />,
        },
    { key: words.valueDate, value: dayOf(line.value_date) },
    { key: words.reference, value: <Code text={line.reference} /> },
    { key: words.bankName, value: <Code text={line.id} /> },
    line.transaction_code ? { key: words.code, value: line.transaction_code } : null,
    line.fault_detail ? { key: words.fault, value: line.fault_detail } : null,
    { key: words.place, value: <Place line={line} /> },
    { key: words.since, value: <Moment at={line.since} /> },
    { key: words.owner, value: line.owner ?? words.ownerNone },
  ]
  return rows.filter((row) => row !== null)
}

function Place({ line: { file, file_line: line } }: { line: UnmatchedLine }) {
  const words = useWords(reconciliationWords)
  return (
    <span class="santun-anywhere">
      {file === null ? words.placeBank : fill(words.placeAt, { file, line: line ?? 0 })}
    </span>
  )
}

/** As the bank states it: it may be no whole rupiah, and no rupiah at all. */
function Stated({ line }: { line: UnmatchedLine }) {
  const words = useWords(reconciliationWords)
  const { direction, amount, currency, stated_amount: stated } = line
  const sum =
    amount !== null && currency === 'IDR' ? <Money amount={amount} /> : stated && `${currency} ${stated}`
  return (
    <>
      {sum ?? '–'}
      {direction && ` ${words[`direction_${direction}`].toLowerCase()}`}
    </>
  )
}

function Code({ text }: { text: string | null }) {
  return text === null ? <>–</> : <code class="santun-hash">{text}</code>
}

function dayOf(date: string | null): string {
  return date === null ? '–' : formatDateId(parseLocalDate(date), 'short')
}

export function addressOf({ id }: Pick<UnmatchedLine, 'id'>): string {
  return `${HOME}/baris?baris=${encodeURIComponent(id)}`
}
