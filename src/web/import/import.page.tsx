import { columnHeadings, type ParticipantColumn } from '#libs/participant-row'
import type { ListedCohort } from '../../membership/cohorts.query.js'
import type { ImportReport } from '../../membership/participant-import.service.js'
import type { RecentImport } from '../../membership/recent-imports.query.js'
import { Details, Outcome, SummaryList, WarningText } from '../shared/components/blocks.js'
import { Select, TextArea } from '../shared/components/fields.js'
import { Button, Form } from '../shared/components/form.js'
import { Table } from '../shared/components/table.js'
import { CSRF_FIELD } from '../shared/csrf.js'
import type { FormErrors, FormValues } from '../shared/form.js'
import { usePage } from '../shared/page-context.js'
import { momentInWords } from '../shared/when.js'
import { StaffPage } from '../shared/staff-page.js'
import { fill, useWords } from '../shared/words.js'
import { importWords } from '../words/import.js'

/** Members and employers who pay for themselves, where a cohort's id would stand. */
export const NO_COHORT = 'mandiri'
/** The field of a manager's reason. */
export const ACCEPTANCE = 'alasan'

export interface ImportView {
  cohorts: readonly ListedCohort[]
  /** Chosen cohort or `NO_COHORT`; none yet when the page is first opened. */
  chosen?: string
  errors?: FormErrors
  report?: ImportReport
  refused?: readonly { row: number; reasons: readonly string[] }[]
  /** What headings of this sponsor's files stand for. */
  remembered?: readonly { heading: string; standsFor: ParticipantColumn | null }[]
  /** Refused rows hold the numbers of people in clear: whoever sent the file gets them. */
  mayDownload?: boolean
  /** Files that were applied last for this group. */
  recent?: readonly RecentImport[]
  /** A manager may have a file applied of which many rows are refused, and takes one back. */
  manager?: boolean
  values?: FormValues
}

/** P9: for whom, then which file; checked first, applied after. */
export function ImportPage(view: ImportView) {
  const words = useWords(importWords)
  const { cohorts, chosen, errors, report } = view
  const choices = [
    { value: NO_COHORT, label: words.self },
    ...cohorts.map(({ id, name, sponsor }) => ({
      value: id,
      label: fill(words.cohortOf, { cohort: name, sponsor }),
    })),
  ]
  return (
    <StaffPage title={words.title} errors={errors}>
      <Outcome words={{ kolom: words.columnsSaved, lupa: words.columnsForgotten, batal: words.undone }} />
      <h1 class="govuk-heading-l">{words.title}</h1>
      <p class="govuk-body santun-narrow-only">{words.notHere}</p>
      {report && <Result {...view} report={report} refused={view.refused ?? []} />}
      <form action="/petugas/impor" method="get" class="santun-filter">
        <Select name="kelompok" label={words.cohort} choices={choices} values={{ kelompok: chosen }} />
        <div class="santun-filter__buttons">
          <button class="govuk-button govuk-button--secondary" type="submit">
            {words.choose}
          </button>
        </div>
      </form>
      {chosen !== undefined && <Upload {...view} chosen={chosen} />}
      {chosen !== undefined && <Remembered chosen={chosen} columns={view.remembered ?? []} />}
      {chosen !== undefined && <Recent {...view} chosen={chosen} />}
    </StaffPage>
  )
}

function Upload({ chosen, errors, manager, report, values }: ImportView & { chosen: string }) {
  const words = useWords(importWords)
  const { csrf } = usePage()
  const action = (step: string) => `/petugas/impor/${chosen}/${step}?${CSRF_FIELD}=${csrf}`
  const error = errors?.file
  return (
    <Form action={`/petugas/impor/${chosen}/periksa`} files>
      {manager && (report?.needsAcceptance || errors?.[ACCEPTANCE]) && (
        <TextArea
          name={ACCEPTANCE}
          label={words.acceptance}
          hint={words.acceptanceHint}
          rows={2}
          maxLength={500}
          {...{ values, errors }}
        />
      )}
      <div class={`govuk-form-group${error ? ' govuk-form-group--error' : ''}`}>
        <label class="govuk-label govuk-label--s" for="file">
          {words.file}
        </label>
        <div class="govuk-hint" id="file-hint">
          {words.fileHint}{' '}
          <a class="govuk-link" href="/petugas/impor/contoh.csv">
            {words.sample}
          </a>
        </div>
        {error && (
          <p class="govuk-error-message" id="file-error">
            {error}
          </p>
        )}
        <input
          class="govuk-file-upload"
          id="file"
          name="file"
          type="file"
          accept=".csv,text/csv"
          aria-describedby={error ? 'file-hint file-error' : 'file-hint'}
        />
      </div>
      <div class="santun-filter__buttons">
        <button class="govuk-button" type="submit">
          {words.check}
        </button>
        <button class="govuk-button govuk-button--secondary" type="submit" formAction={action('terapkan')}>
          {words.apply}
        </button>
      </div>
      <p class="govuk-hint">{words.applyHint}</p>
    </Form>
  )
}

function Remembered({ chosen, columns }: { chosen: string; columns: NonNullable<ImportView['remembered']> }) {
  const words = useWords(importWords)
  if (columns.length === 0) return null
  return (
    <Details summary={words.keptColumns}>
      <SummaryList
        rows={columns.map(({ heading, standsFor }) => ({
          key: heading || words.noHeading,
          value: standsFor === null ? words.notUsed : columnHeadings[standsFor][0],
        }))}
      />
      <Form action={`/petugas/impor/${chosen}/lupakan`}>
        <Button kind="secondary">{words.forget}</Button>
      </Form>
    </Details>
  )
}

function Recent({ chosen, recent = [], manager }: ImportView & { chosen: string }) {
  const words = useWords(importWords)
  const zone = usePage().staff?.branch.zone ?? ''
  if (recent.length === 0) return null
  return (
    <Table
      caption={words.recent}
      rows={recent}
      keyOf={({ id }) => String(id)}
      columns={[
        { heading: words.batch, cell: ({ id }) => String(id) },
        { heading: words.file, cell: ({ fileName }) => fileName },
        { heading: words.when, cell: ({ importedAt }) => momentInWords(importedAt, zone) },
        { heading: words.new, numeric: true, cell: (each) => inFigures(each.new) },
        { heading: words.changed, numeric: true, cell: ({ changed }) => inFigures(changed) },
        { heading: words.refused, numeric: true, cell: (each) => inFigures(each.refused) },
        {
          heading: words.undoing,
          cell: ({ id, undoneAt }) => {
            if (undoneAt !== null) return fill(words.undoneAt, { at: momentInWords(undoneAt, zone) })
            return manager ? <Undo id={id} chosen={chosen} /> : words.byManager
          },
        },
      ]}
    />
  )
}

function Undo({ id, chosen }: { id: bigint; chosen: string }) {
  const words = useWords(importWords)
  return (
    <Details summary={fill(words.undo, { id: String(id) })}>
      <p class="govuk-body">{words.undoHint}</p>
      <Form action={`/petugas/impor/${chosen}/batal/${id}`}>
        <Button kind="warning">{words.undoNow}</Button>
      </Form>
    </Details>
  )
}

const inFigures = (number: number): string => new Intl.NumberFormat('id-ID').format(number)

type Shown = Required<Pick<ImportView, 'report' | 'refused'>> & Pick<ImportView, 'mayDownload'>

function Result({ report, refused, mayDownload }: Shown) {
  const words = useWords(importWords)
  const title = report.repeated
    ? words.repeatedTitle
    : report.dryRun
      ? words.checkedTitle
      : words.appliedTitle
  return (
    <section aria-labelledby="hasil">
      <h2 class="govuk-heading-m" id="hasil">
        {title}
      </h2>
      <SummaryList
        rows={[
          { key: words.batch, value: String(report.batchId) },
          { key: words.rows, value: inFigures(report.rows) },
          { key: words.new, value: inFigures(report.new) },
          { key: words.changed, value: inFigures(report.changed) },
          { key: words.unchanged, value: inFigures(report.unchanged) },
          { key: words.warned, value: inFigures(report.warned) },
          { key: words.refused, value: inFigures(report.refused) },
        ]}
      />
      {report.dryRun && report.needsAcceptance && <WarningText>{words.stopped}</WarningText>}
      {report.dryRun && !report.needsAcceptance && (
        <p class="govuk-body">{fill(words.applyNow, { count: inFigures(report.rows - report.refused) })}</p>
      )}
      {refused.length > 0 && (
        <>
          <Table
            caption={words.refusedRows}
            rows={refused}
            keyOf={({ row }) => String(row)}
            columns={[
              { heading: words.row, cell: ({ row }) => row },
              { heading: words.why, cell: ({ reasons }) => reasons.join(' ') },
            ]}
          />
          {mayDownload && (
            <p class="govuk-body">
              <a class="govuk-link" href={`/petugas/impor/ditolak/${report.batchId}.csv`}>
                {words.download}
              </a>
            </p>
          )}
        </>
      )}
    </section>
  )
}
