import type {
  RefusedRow,
  RunKind,
  RunPreview,
  RunStanding,
} from '../../scholarship/scholarship-runs.service.js'
import { ProofInput, type ProofKind } from '../manager/proof.js'
import { BackLink, InsetText, SummaryList, Tag } from '../shared/components/blocks.js'
import { Select, TextArea, TextInput } from '../shared/components/fields.js'
import { Button, ButtonLink } from '../shared/components/form.js'
import { Money } from '../shared/components/money.js'
import { Table } from '../shared/components/table.js'
import type { FormErrors, FormValues } from '../shared/form.js'
import { usePage } from '../shared/page-context.js'
import { StaffPage } from '../shared/staff-page.js'
import { StepForm } from '../shared/step-form.js'
import { momentInWords } from '../shared/when.js'
import { fill, useWords } from '../shared/words.js'
import { scholarshipWords } from '../words/scholarship-desk.js'
import { scholarshipPaths } from './paths.js'
import type { ScholarshipLabels } from './scholarship-labels.js'

interface RunsView {
  runs: readonly RunStanding[]
  /** What the asked run would do; undefined until somebody asks. */
  preview?: readonly RunPreview[]
  kind?: RunKind
  schoolYear: string
  /** What this person may begin. */
  mine: readonly RunKind[]
  proof: ProofKind
  stepKey: string
  labels: ScholarshipLabels
  values: FormValues
  errors?: FormErrors
}

/** Steps for many children at once: first what it would do, then the beginning; and those of before. */
export function RunsPage(view: RunsView) {
  const words = useWords(scholarshipWords)
  const { mine, values, errors, preview, runs } = view
  return (
    <StaffPage title={words.runsTitle} errors={errors}>
      <BackLink href={scholarshipPaths.decisions}>{words.backToDecisions}</BackLink>
      <h1 class="govuk-heading-l">{words.runsTitle}</h1>
      <p class="govuk-body">{words.runsIntro}</p>
      {mine.length > 0 && (
        <form action={scholarshipPaths.runs} method="get" class="santun-filter">
          <Select
            name="jenis"
            label={words.runKind}
            choices={mine.map((kind) => ({ value: kind, label: words[`run_${kind}`] }))}
            values={values}
          />
          <TextInput
            name="tahun"
            label={words.schoolYear}
            hint={words.schoolYearHint}
            width={10}
            {...{ values, errors }}
          />
          <div class="santun-filter__buttons">
            <button class="govuk-button govuk-button--secondary" type="submit">
              {words.preview}
            </button>
          </div>
        </form>
      )}
      {preview && <Preview {...view} preview={preview} />}
      {runs.length === 0 ? <InsetText>{words.noRuns}</InsetText> : <Earlier runs={runs} />}
    </StaffPage>
  )
}

function Preview(view: RunsView & { preview: readonly RunPreview[] }) {
  const words = useWords(scholarshipWords)
  const { preview, kind, schoolYear, labels, stepKey, values, errors, proof, mine } = view
  if (kind === undefined) return null
  if (preview.length === 0) return <InsetText>{fill(words.nobodyWaits, { year: schoolYear })}</InsetText>
  const children = preview.reduce((sum, row) => sum + row.children, 0)
  return (
    <section>
      <Table
        caption={fill(words.previewTitle, { kind: words[`run_${kind}`], year: schoolYear, count: children })}
        rows={preview}
        keyOf={({ branch, level }) => `${branch} ${level ?? ''}`}
        columns={[
          { heading: words.branch, cell: ({ branch }) => branch },
          { heading: words.level, cell: ({ level }) => labels.level(level) },
          { heading: words.children, numeric: true, cell: ({ children: count }) => count },
          { heading: words.expected, numeric: true, cell: ({ expected }) => <Money amount={expected} /> },
        ]}
      />
      <p class="govuk-body">
        {words.expectedAll} <Money amount={preview.reduce((sum, { expected }) => sum + expected, 0n)} />
      </p>
      {mine.includes(kind) && (
        <StepForm action={scholarshipPaths.runs} version={0} stepKey={stepKey}>
          <input type="hidden" name="jenis" value={kind} />
          <input type="hidden" name="tahun" value={schoolYear} />
          {kind === 'lift_hold' && (
            <>
              <TextArea
                name="alasan"
                label={words.liftReason}
                rows={3}
                maxLength={1000}
                {...{ values, errors }}
              />
              <ProofInput act="decide_scholarship" kind={proof} errors={errors} />
            </>
          )}
          <Button>{fill(words.begin, { count: children })}</Button>
        </StepForm>
      )}
    </section>
  )
}

function Earlier({ runs }: { runs: readonly RunStanding[] }) {
  const words = useWords(scholarshipWords)
  const zone = usePage().staff?.branch.zone ?? ''
  return (
    <Table
      caption={words.earlierRuns}
      rows={runs}
      keyOf={({ id }) => id}
      columns={[
        {
          heading: words.when,
          cell: ({ id, asked_at: at }) => (
            <a class="govuk-link" href={scholarshipPaths.run(id)}>
              {momentInWords(at, zone)}
            </a>
          ),
        },
        { heading: words.runKind, cell: ({ kind }) => words[`run_${kind}`] },
        { heading: words.schoolYear, cell: (run) => <span class="santun-money">{run.school_year}</span> },
        { heading: words.branch, cell: ({ branch }) => branch ?? words.everyBranch },
        { heading: words.by, cell: ({ asker }) => asker ?? words.system },
        { heading: words.state, cell: (run) => <RunTag run={run} /> },
        {
          heading: words.done,
          numeric: true,
          cell: ({ done, total }) => fill(words.doneOf, { done, total }),
        },
        { heading: words.notTaken, numeric: true, cell: (run) => run.refused + run.failed },
      ]}
    />
  )
}

function RunTag({ run }: { run: RunStanding }) {
  const words = useWords(scholarshipWords)
  return run.finished_at === null ? (
    <Tag colour="blue">{words.underWay}</Tag>
  ) : (
    <Tag colour="green">{words.finished}</Tag>
  )
}

/** One run: how far it is, and whom it could not take. */
export function RunPage({
  run,
  rows,
  labels,
}: {
  run: RunStanding
  rows: readonly RefusedRow[]
  labels: ScholarshipLabels
}) {
  const words = useWords(scholarshipWords)
  const zone = usePage().staff?.branch.zone ?? ''
  const title = fill(words.runTitle, { kind: words[`run_${run.kind}`], year: run.school_year })
  const handled = run.total - run.waiting
  return (
    <StaffPage title={title}>
      <BackLink href={scholarshipPaths.runs}>{words.runsTitle}</BackLink>
      <h1 class="govuk-heading-l">{title}</h1>
      <p class="govuk-body" role="status">
        <RunTag run={run} /> {fill(words.handledOf, { handled, total: run.total })}
      </p>
      <progress
        class="santun-progress"
        max={Math.max(run.total, 1)}
        value={handled}
        aria-label={words.progress}
      />
      {run.finished_at === null && <p class="govuk-hint">{words.looksAgain}</p>}
      <SummaryList
        rows={[
          { key: words.by, value: run.asker ?? words.system },
          { key: words.when, value: momentInWords(run.asked_at, zone) },
          { key: words.branch, value: run.branch ?? words.everyBranch },
          { key: words.done, value: String(run.done) },
          { key: words.notTaken, value: String(run.refused + run.failed) },
        ]}
      />
      {rows.length > 0 && (
        <>
          <ButtonLink kind="secondary" href={scholarshipPaths.run(run.id, '/tidak-diambil.csv')}>
            {words.csv}
          </ButtonLink>
          <Table
            caption={words.notTaken}
            rows={rows.map((row, index) => ({ ...row, index }))}
            keyOf={({ index }) => String(index)}
            columns={[
              { heading: words.claim, cell: ({ claim }) => claim },
              { heading: words.child, cell: ({ child }) => child },
              {
                heading: words.why,
                cell: ({ reasons }) => reasons.map(({ code }) => labels.refusal(code)).join(' '),
              },
            ]}
          />
        </>
      )}
    </StaffPage>
  )
}
