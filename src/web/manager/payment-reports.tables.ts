import type { PaymentReportName, PaymentReports, Period } from '../../reporting/payment-reports.query.js'
import type { Cell, TableFile } from '../../platform/table-file.js'
import type { WordsLike } from '../shared/words.js'
import type { paymentReportsId } from '../words/payment-reports.js'

export type ReportWords = WordsLike<typeof paymentReportsId>

/** A table with what the page must know to set it: which columns are numbers, and where sums of money stand. */
export interface ShownReport extends TableFile {
  kinds: readonly ColumnKind[]
  /** Whether its sums of money add up to something: an obligation and its payment do not. */
  summed: boolean
}
export type ColumnKind = 'text' | 'count' | 'money' | 'moment' | 'day'

/** Labels of codes, in Indonesian as everywhere. */
export interface ReportLabels {
  entry: (code: string) => string
  note: (code: string) => string
  state: (code: string) => string
}

interface Asked {
  branchId: string | null
  period: Period
  now: string
  words: ReportWords
  labels: ReportLabels
}

type Columns = readonly (readonly [heading: string, kind: ColumnKind])[]

const builders: Readonly<
  Record<PaymentReportName, (reports: PaymentReports, asked: Asked) => Promise<ShownReport>>
> = {
  'day-book': async (reports, { branchId, period, words, labels }) =>
    table(
      words.report_day_book,
      [
        [words.day, 'day'],
        [words.branch, 'text'],
        [words.kind, 'text'],
        [words.count, 'count'],
        [words.amount, 'money'],
      ],
      (await reports.dayBook(branchId, period)).map((row) => [
        row.day,
        row.branch,
        labels.entry(row.kind),
        row.count,
        row.amount,
      ]),
      false,
    ),
  'by-program': async (reports, { branchId, period, words }) =>
    table(
      words.report_by_program,
      [
        [words.program, 'text'],
        [words.branch, 'text'],
        [words.settled, 'count'],
        [words.settledAmount, 'money'],
        [words.late, 'money'],
        [words.bounced, 'count'],
        [words.bouncedAmount, 'money'],
      ],
      (await reports.byProgram(branchId, period)).map((row) => [
        row.program.toUpperCase(),
        row.branch,
        row.settled,
        row.settled_amount,
        row.late_compensation,
        row.bounced,
        row.bounced_amount,
      ]),
    ),
  open: async (reports, { branchId, now, words, labels }) =>
    table(
      words.report_open,
      [
        [words.branch, 'text'],
        [words.state, 'text'],
        [words.age, 'text'],
        [words.count, 'count'],
        [words.amount, 'money'],
        [words.oldest, 'moment'],
      ],
      (await reports.open(branchId, now)).map((row) => [
        row.branch,
        labels.state(row.state),
        words[`age_${row.age}`],
        row.count,
        row.amount,
        row.oldest,
      ]),
    ),
  unmatched: async (reports, { branchId, words, labels }) =>
    table(
      words.report_unmatched,
      [
        [words.since, 'moment'],
        [words.branch, 'text'],
        [words.why, 'text'],
        [words.direction, 'text'],
        [words.currency, 'text'],
        [words.amount, 'text'],
        [words.valueDate, 'day'],
        [words.reference, 'text'],
        [words.claim, 'text'],
        [words.file, 'text'],
        [words.line, 'count'],
        [words.owner, 'text'],
      ],
      (await reports.unmatched(branchId)).map((row) => [
        row.since,
        row.branch,
        labels.note(row.note),
        row.direction === null
          ? null
          : row.direction === 'credit'
            ? words.direction_credit
            : words.direction_debit,
        row.currency,
        row.amount,
        row.value_date,
        row.reference,
        row.claim_number,
        row.file,
        row.file_line,
        row.owner,
      ]),
    ),
}

/** The report as a table, the same on the page and in the files. */
export function reportTable(
  name: PaymentReportName,
  reports: PaymentReports,
  asked: Asked,
): Promise<ShownReport> {
  return builders[name](reports, asked)
}

function table(title: string, columns: Columns, rows: Cell[][], summed = true): ShownReport {
  return {
    title,
    headings: columns.map(([heading]) => heading),
    kinds: columns.map(([, kind]) => kind),
    rows,
    summed,
  }
}
