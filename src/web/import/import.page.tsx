import type { ListedCohort } from '../../membership/cohorts.query.js'
import type { ImportReport } from '../../membership/participant-import.service.js'
import { SummaryList } from '../shared/components/blocks.js'
import { Select } from '../shared/components/fields.js'
import { Form } from '../shared/components/form.js'
import { Table } from '../shared/components/table.js'
import { CSRF_FIELD } from '../shared/csrf.js'
import type { FormErrors } from '../shared/form.js'
import { usePage } from '../shared/page-context.js'
import { StaffPage } from '../shared/staff-page.js'
import { fill, useWords } from '../shared/words.js'
import { importWords } from '../words/import.js'

/** Members and employers who pay for themselves, where a cohort's id would stand. */
export const NO_COHORT = 'mandiri'

interface ImportView {
  cohorts: readonly ListedCohort[]
  /** Chosen cohort or `NO_COHORT`; none yet when the page is first opened. */
  chosen?: string
  errors?: FormErrors
  report?: ImportReport
  refused?: readonly { row: number; reasons: readonly string[] }[]
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
      <h1 class="govuk-heading-l">{words.title}</h1>
      <p class="govuk-body santun-narrow-only">{words.notHere}</p>
      {report && <Result report={report} refused={view.refused ?? []} />}
      <form action="/petugas/impor" method="get" class="santun-filter">
        <Select name="kelompok" label={words.cohort} choices={choices} values={{ kelompok: chosen }} />
        <div class="santun-filter__buttons">
          <button class="govuk-button govuk-button--secondary" type="submit">
            {words.choose}
          </button>
        </div>
      </form>
      {chosen !== undefined && <Upload chosen={chosen} errors={errors} />}
    </StaffPage>
  )
}

function Upload({ chosen, errors }: { chosen: string; errors?: FormErrors }) {
  const words = useWords(importWords)
  const { csrf } = usePage()
  const action = (step: string) => `/petugas/impor/${chosen}/${step}?${CSRF_FIELD}=${csrf}`
  const error = errors?.file
  return (
    <Form action={`/petugas/impor/${chosen}/periksa`} files>
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

function Result({ report, refused }: { report: ImportReport; refused: NonNullable<ImportView['refused']> }) {
  const words = useWords(importWords)
  const title = report.repeated
    ? words.repeatedTitle
    : report.dryRun
      ? words.checkedTitle
      : words.appliedTitle
  const count = (number: number): string => new Intl.NumberFormat('id-ID').format(number)
  return (
    <section aria-labelledby="hasil">
      <h2 class="govuk-heading-m" id="hasil">
        {title}
      </h2>
      <SummaryList
        rows={[
          { key: words.batch, value: String(report.batchId) },
          { key: words.rows, value: count(report.rows) },
          { key: words.new, value: count(report.new) },
          { key: words.changed, value: count(report.changed) },
          { key: words.unchanged, value: count(report.unchanged) },
          { key: words.warned, value: count(report.warned) },
          { key: words.refused, value: count(report.refused) },
        ]}
      />
      {report.dryRun && (
        <p class="govuk-body">{fill(words.applyNow, { count: count(report.rows - report.refused) })}</p>
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
          <p class="govuk-body">
            <a class="govuk-link" href={`/petugas/impor/ditolak/${report.batchId}.csv`}>
              {words.download}
            </a>
          </p>
        </>
      )}
    </section>
  )
}
