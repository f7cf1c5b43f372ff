import type { WaitingState, WaitingYear } from '../../scholarship/school-years-in-branch.query.js'
import { ProofInput, type ProofKind } from '../manager/proof.js'
import { BackLink, InsetText, Outcome } from '../shared/components/blocks.js'
import { TextInput } from '../shared/components/fields.js'
import { Button, ButtonLink, Form } from '../shared/components/form.js'
import { DecidedSum, Money } from '../shared/components/money.js'
import { Table } from '../shared/components/table.js'
import type { FormErrors, FormValues } from '../shared/form.js'
import { usePage } from '../shared/page-context.js'
import { StaffPage } from '../shared/staff-page.js'
import { STEP_KEY } from '../shared/step-form.js'
import { dayInWords } from '../shared/when.js'
import { fill, useWords } from '../shared/words.js'
import { scholarshipWords } from '../words/scholarship-desk.js'
import type { EqualYears } from './equal-years.js'
import { Marks } from './marks.view.js'
import { scholarshipPaths } from './paths.js'
import type { ScholarshipLabels } from './scholarship-labels.js'
import { useYearColumns } from './school-years.page.js'

interface DecisionsView {
  years: readonly WaitingYear[]
  groups: readonly EqualYears[]
  counts: Record<WaitingState, number>
  labels: ScholarshipLabels
}

/** What waits for an approver, with the ways to what concerns many children at once. */
export function DecisionsPage({ years, groups, counts, labels }: DecisionsView) {
  const words = useWords(scholarshipWords)
  return (
    <StaffPage title={words.decisionsTitle}>
      <Outcome words={{ bersama: words.togetherDone }} />
      <h1 class="govuk-heading-l">{words.decisionsTitle}</h1>
      <p class="govuk-body">
        {fill(words.waitingCounts, {
          verified: counts.verified,
          held: counts.rule_hold,
          verifier: counts.evidence_in,
        })}
      </p>
      <p class="govuk-body santun-ways">
        <a class="govuk-link" href={scholarshipPaths.queue}>
          {words.title}
        </a>
        <a class="govuk-link" href={scholarshipPaths.runs}>
          {words.runsTitle}
        </a>
        <a class="govuk-link" href={scholarshipPaths.forecast}>
          {words.forecastTitle}
        </a>
      </p>
      {groups.length > 0 && <Groups {...{ groups, labels }} />}
      {years.length === 0 ? (
        <InsetText>{words.decisionsNone}</InsetText>
      ) : (
        <>
          <h2 class="govuk-heading-m">{words.oneByOne}</h2>
          <YearTable {...{ years, labels }} caption={words.oneByOne} />
          {counts.verified > years.length && (
            <p class="govuk-body">
              <a class="govuk-link" href={`${scholarshipPaths.queue}?tahap=verified`}>
                {words.seeAll}
              </a>
            </p>
          )}
        </>
      )}
    </StaffPage>
  )
}

function Groups({ groups, labels }: Pick<DecisionsView, 'groups' | 'labels'>) {
  const words = useWords(scholarshipWords)
  return (
    <section class="santun-desk-only">
      <h2 class="govuk-heading-m">{words.together}</h2>
      <p class="govuk-body">{words.togetherHint}</p>
      <Table
        caption={words.together}
        hideCaption
        rows={groups}
        keyOf={({ schoolYear, level }) => `${schoolYear} ${level}`}
        columns={[
          {
            heading: words.schoolYear,
            cell: ({ schoolYear }) => <span class="santun-money">{schoolYear}</span>,
          },
          { heading: words.level, cell: ({ level }) => labels.level(level) },
          { heading: words.children, numeric: true, cell: (group) => group.years.length },
          { heading: words.eachSum, numeric: true, cell: ({ amount }) => <Money amount={amount} /> },
          {
            heading: words.total,
            numeric: true,
            cell: (group) => <Money amount={group.amount * BigInt(group.years.length)} />,
          },
          {
            heading: words.step,
            cell: ({ schoolYear, level }) => (
              <a
                class="govuk-link"
                href={`${scholarshipPaths.together}?${new URLSearchParams({ tahun: schoolYear, jenjang: level }).toString()}`}
              >
                {words.readTogether}
                <span class="govuk-visually-hidden">{` ${schoolYear} ${labels.level(level)}`}</span>
              </a>
            ),
          },
        ]}
      />
    </section>
  )
}

function YearTable({
  years,
  labels,
  caption,
}: Pick<DecisionsView, 'years' | 'labels'> & { caption: string }) {
  const words = useWords(scholarshipWords)
  const zone = usePage().staff?.branch.zone ?? ''
  return (
    <Table
      caption={caption}
      hideCaption
      rows={years}
      keyOf={({ id }) => id}
      columns={[
        ...useYearColumns(labels),
        {
          heading: words.amount,
          numeric: true,
          cell: ({ amount }) => (amount === null ? '–' : <Money amount={amount} />),
        },
        { heading: words.verifiedBy, cell: ({ verifier }) => verifier ?? '–' },
        { heading: words.receivedOn, cell: (row) => dayInWords(row.received_on, zone) },
        { heading: words.marks, cell: (row) => <Marks marks={row.marks} payable={row.payable} /> },
      ]}
    />
  )
}

interface TogetherView {
  years: readonly WaitingYear[]
  labels: ScholarshipLabels
  stepKey: string
  proof: ProofKind
  values?: FormValues
  errors?: FormErrors
}

/** Equal years under one decision: whoever answers for them has read and counted them. */
export function TogetherPage({ years, labels, stepKey, proof, values, errors }: TogetherView) {
  const words = useWords(scholarshipWords)
  const total = years.reduce((sum, { amount }) => sum + (amount ?? 0n), 0n)
  return (
    <StaffPage title={words.together} errors={errors}>
      <BackLink href={scholarshipPaths.decisions}>{words.backToDecisions}</BackLink>
      <h1 class="govuk-heading-l">{words.together}</h1>
      <DecidedSum amount={total} />
      <YearTable {...{ years, labels }} caption={words.together} />
      <Form action={scholarshipPaths.together}>
        <input type="hidden" name={STEP_KEY} value={stepKey} />
        <input type="hidden" name="anak" value={years.map(({ id, seq }) => `${id}:${seq}`).join(' ')} />
        <TextInput
          name="banyak"
          label={words.typeCount}
          inputMode="numeric"
          width={4}
          {...{ values, errors }}
        />
        <TextInput
          name="jumlah"
          label={words.typeTotal}
          inputMode="numeric"
          width={20}
          {...{ values, errors }}
        />
        <ProofInput act="decide_scholarship" kind={proof} errors={errors} />
        <Button>{words.approveTogether}</Button>
      </Form>
    </StaffPage>
  )
}

export interface NotApproved {
  year: WaitingYear
  why: string
}

/** What became of a batch of which some could not go. */
export function TogetherDonePage({ done, not }: { done: number; not: readonly NotApproved[] }) {
  const words = useWords(scholarshipWords)
  return (
    <StaffPage title={words.together}>
      <h1 class="govuk-heading-l">{fill(words.someDone, { done, not: not.length })}</h1>
      <Table
        caption={words.notApproved}
        rows={not}
        keyOf={({ year }) => year.id}
        columns={[
          {
            heading: words.child,
            cell: ({ year }) => (
              <a class="govuk-link" href={scholarshipPaths.year(year.id)}>
                {year.child_name}
              </a>
            ),
          },
          { heading: words.why, cell: ({ why }) => why },
        ]}
      />
      <ButtonLink href={scholarshipPaths.decisions}>{words.backToDecisions}</ButtonLink>
    </StaffPage>
  )
}
