import { typeOfCause } from '#libs/lifecycle'
import { formatDateId } from '#libs/local-date'
import type { AwaitingReclassification } from '../../claims/reclassifications-awaiting.query.js'
import type { OfferedStep, OfferedSteps } from '../../intake/staff-steps.service.js'
import { BackLink, Outcome, SummaryList } from '../shared/components/blocks.js'
import { TextArea } from '../shared/components/fields.js'
import { Button } from '../shared/components/form.js'
import { Money } from '../shared/components/money.js'
import { Table } from '../shared/components/table.js'
import type { FormErrors, FormValues } from '../shared/form.js'
import { StaffPage } from '../shared/staff-page.js'
import { StepForm, StepRefusals } from '../shared/step-form.js'
import { fill, useWords } from '../shared/words.js'
import { managerWords } from '../words/manager.js'
import { reclassificationsWords } from '../words/reclassifications.js'
import { Moment } from './approvals.page.js'
import { ProofInput, type ProofKind } from './proof.js'

export const RECLASSIFICATIONS = '/pimpinan/jenis-klaim'
export const reclassifyEvents = ['reclassify', 'decline_reclassification'] as const

/** Deaths whose cause turned out otherwise: each waits here for an approver. */
export function ReclassificationsPage({ waiting }: { waiting: readonly AwaitingReclassification[] }) {
  const words = useWords(reclassificationsWords)
  const { back } = useWords(managerWords)
  return (
    <StaffPage title={words.title}>
      <BackLink href="/pimpinan/persetujuan">{back}</BackLink>
      <Outcome words={{ putus: words.done }} />
      <h1 class="govuk-heading-l">{words.title}</h1>
      <p class="govuk-body">{words.intro}</p>
      {waiting.length === 0 ? (
        <p class="govuk-body">{words.none}</p>
      ) : (
        <Table
          caption={words.title}
          hideCaption
          rows={waiting}
          keyOf={({ number }) => number}
          columns={[
            {
              heading: words.number,
              cell: ({ number }) => (
                <a class="govuk-link santun-money" href={`${RECLASSIFICATIONS}/${number}`}>
                  {number}
                </a>
              ),
            },
            { heading: words.participant, cell: ({ participant_name: name }) => name ?? '–' },
            { heading: words.to, cell: ({ cause }) => words[typeOfCause(cause)] },
            { heading: words.cause, cell: ({ cause }) => words[`cause_${cause}`] },
            { heading: words.since, cell: ({ proposed_at: at }) => <Moment at={at} /> },
            { heading: words.paid, numeric: true, cell: ({ paid }) => <Money amount={paid} /> },
          ]}
        />
      )}
    </StaffPage>
  )
}

export interface ReclassificationView {
  waiting: AwaitingReclassification
  offered: OfferedSteps
  proof: ProofKind
  stepKey: string
  values?: FormValues
  errors?: FormErrors
}

/** One of them with its cause and reason, and deciding on it. */
export function ReclassificationPage(view: ReclassificationView) {
  const words = useWords(reclassificationsWords)
  const { waiting, offered, errors } = view
  const title = fill(words.oneTitle, { number: waiting.number })
  const steps = offered.steps.filter(({ event }) => (reclassifyEvents as readonly string[]).includes(event))
  return (
    <StaffPage title={title} errors={errors}>
      <BackLink href={RECLASSIFICATIONS}>{words.back}</BackLink>
      <h1 class="govuk-heading-l">{title}</h1>
      <div class="santun-split">
        <div>
          <Facts waiting={waiting} />
          <p class="govuk-body">
            <a class="govuk-link" href={`/petugas/klaim/${waiting.number}`}>
              {words.file}
            </a>
          </p>
        </div>
        <aside class="santun-split__side" aria-label={words.change}>
          {steps.map((step) => (
            <OneStep step={step} view={view} key={step.event} />
          ))}
        </aside>
      </div>
    </StaffPage>
  )
}

function Facts({ waiting }: { waiting: AwaitingReclassification }) {
  const words = useWords(reclassificationsWords)
  const { type, cause, occurred_on: day, paid } = waiting
  return (
    <SummaryList
      rows={[
        { key: words.participant, value: waiting.participant_name ?? '–' },
        ...(type === 'jkm_death' || type === 'jkk_death' ? [{ key: words.from, value: words[type] }] : []),
        { key: words.to, value: words[typeOfCause(cause)] },
        { key: words.cause, value: words[`cause_${cause}`] },
        ...(day === null ? [] : [{ key: words.occurredOn, value: formatDateId(day) }]),
        { key: words.reason, value: waiting.reason ?? '–' },
        { key: words.proposer, value: waiting.proposer ?? words.system },
        { key: words.since, value: <Moment at={waiting.proposed_at} /> },
        ...(paid > 0n ? [{ key: words.paid, value: <Money amount={paid} /> }] : []),
      ]}
    />
  )
}

function OneStep({ step, view }: { step: OfferedStep; view: ReclassificationView }) {
  const words = useWords(reclassificationsWords)
  const { waiting, offered, proof, stepKey, values, errors } = view
  if (!step.allowed)
    return (
      <StepRefusals
        title={<strong>{`${step.label}. ${words.notPossible}`}</strong>}
        reasons={step.refusals.map(({ words: reason }) => reason)}
      />
    )
  const confirms = step.event === 'reclassify'
  return (
    <StepForm
      action={`${RECLASSIFICATIONS}/${waiting.number}/${step.event}`}
      version={offered.version}
      stepKey={`${step.event}-${stepKey}`}
    >
      {confirms ? (
        <p class="govuk-hint">{words.reclassifyHint}</p>
      ) : (
        <TextArea
          name="reason"
          label={words.declineReason}
          rows={3}
          maxLength={2000}
          {...{ values, errors }}
        />
      )}
      <ProofInput act={step.event} kind={proof} errors={errors} />
      <Button kind={confirms ? undefined : 'secondary'}>{confirms ? words.reclassify : words.decline}</Button>
    </StepForm>
  )
}
