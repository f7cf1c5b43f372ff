import { recoveryDecisions, type RecoveryEvent, type RecoveryState } from '#libs/lifecycle'
import { formatDateId } from '#libs/local-date'
import type { WholeRecovery } from '../../payment/recoveries-in-branch.query.js'
import { BackLink, Outcome, SummaryList } from '../shared/components/blocks.js'
import { DateInput, TextArea, TextInput } from '../shared/components/fields.js'
import { Button, Form } from '../shared/components/form.js'
import { DecidedSum, Money, moneyText } from '../shared/components/money.js'
import { Table } from '../shared/components/table.js'
import type { FormErrors, FormValues } from '../shared/form.js'
import { StaffPage } from '../shared/staff-page.js'
import { nameIn, STEP_KEY, StepRefusals } from '../shared/step-form.js'
import { fill, useWords } from '../shared/words.js'
import { recoveriesWords } from '../words/recoveries.js'
import { Moment } from './approvals.page.js'
import { ProofInput, type ProofKind } from './proof.js'
import { RECOVERIES, RecoveryTag } from './recoveries.page.js'
import { fieldsOf } from './recovery-forms.js'

export interface OfferedRecoveryStep {
  event: RecoveryEvent
  label: string
  /** Why this person may not take it. */
  refusals: readonly string[]
}

export interface RecoveryView {
  recovery: WholeRecovery
  steps: readonly OfferedRecoveryStep[]
  stateLabel: (state: RecoveryState) => string
  eventLabel: (event: RecoveryEvent) => string
  proof: ProofKind
  stepKey: string
  values?: FormValues
  errors?: FormErrors
}

/** One overpayment: what it follows from, its plan, all that was done, and what may be done now. */
export function RecoveryPage(view: RecoveryView) {
  const words = useWords(recoveriesWords)
  const { recovery, steps, stateLabel, errors } = view
  const title = fill(words.oneTitle, { number: recovery.claim_number })
  return (
    <StaffPage title={title} errors={errors}>
      <BackLink href={RECOVERIES}>{words.back}</BackLink>
      <Outcome words={{ langkah: words.done }} />
      <h1 class="govuk-heading-l">{title}</h1>
      <div class="santun-split">
        <div>
          <DecidedSum amount={recovery.amount} />
          <SummaryList
            rows={[
              {
                key: words.state,
                value: <RecoveryTag state={recovery.state} label={stateLabel(recovery.state)} />,
              },
              { key: words.open, value: <Money amount={recovery.open} /> },
              { key: words.payee, value: recovery.payee },
              {
                key: words.why,
                value: recovery.reason ?? fill(words.byDecision, { round: recovery.decided_in ?? 0 }),
              },
              { key: words.finder, value: recovery.finder },
              { key: words.foundAt, value: <Moment at={recovery.identified_at} /> },
            ]}
          />
          <Plan recovery={recovery} />
          <History {...view} />
        </div>
        <aside class="santun-split__side" aria-label={words.step}>
          {steps.map((step) => (
            <OneStep step={step} view={view} key={step.event} />
          ))}
        </aside>
      </div>
    </StaffPage>
  )
}

function Plan({ recovery: { plan } }: { recovery: WholeRecovery }) {
  const words = useWords(recoveriesWords)
  if (plan.length === 0) return null
  return (
    <Table
      caption={words.plan}
      rows={plan}
      keyOf={({ position }) => String(position)}
      columns={[
        { heading: words.step, cell: ({ position }) => fill(words.instalment, { position }) },
        { heading: words.due, cell: ({ due_on: due }) => formatDateId(due) },
        { heading: words.amount, numeric: true, cell: ({ amount }) => <Money amount={amount} /> },
      ]}
    />
  )
}

function History({ recovery: { steps }, eventLabel }: RecoveryView) {
  const words = useWords(recoveriesWords)
  if (steps.length === 0) return null
  return (
    <Table
      caption={words.history}
      rows={steps}
      keyOf={({ seq }) => String(seq)}
      columns={[
        {
          heading: words.step,
          cell: ({ event, amount, reference }) =>
            [eventLabel(event), ...(amount === null ? [] : [moneyText(amount), reference])].join(', '),
        },
        { heading: words.by, cell: ({ actor }) => actor ?? words.system },
        { heading: words.when, cell: ({ at }) => <Moment at={at} /> },
        { heading: words.reason, cell: ({ reason }) => reason ?? '–' },
      ]}
    />
  )
}

function OneStep({ step, view }: { step: OfferedRecoveryStep; view: RecoveryView }) {
  const words = useWords(recoveriesWords)
  const { recovery, proof, stepKey, errors } = view
  const { event, label, refusals } = step
  if (refusals.length > 0)
    return (
      <StepRefusals
        title={
          <>
            <strong>{label}</strong> {words.notPossible}
          </>
        }
        reasons={refusals}
      />
    )
  return (
    <section aria-label={label}>
      <h2 class="govuk-heading-m">{label}</h2>
      <Form action={`${RECOVERIES}/${recovery.id}/${event}`}>
        <input type="hidden" name={STEP_KEY} value={`${event}-${stepKey}`} />
        <Fields event={event} view={view} />
        {recoveryDecisions.includes(event) && (
          <ProofInput act="decide_recovery" own={event} kind={proof} errors={errors} />
        )}
        <Button kind={event === 'waive' || event === 'write_off' ? 'warning' : undefined}>{label}</Button>
      </Form>
    </section>
  )
}

function Fields({ event, view: { values, errors } }: { event: RecoveryEvent; view: RecoveryView }) {
  const words = useWords(recoveriesWords)
  const field = (name: string) => ({ name: nameIn(event, name), values, errors })
  const parts = { day: words.day, month: words.month, year: words.year }
  switch (fieldsOf(event)) {
    case undefined:
      return null
    case 'reason':
      return <TextArea {...field('reason')} label={words.reason} rows={3} maxLength={1000} />
    case 'plan':
      return (
        <>
          <TextInput
            {...field('count')}
            label={words.count}
            hint={words.countHint}
            inputMode="numeric"
            width={4}
          />
          <DateInput {...field('first')} label={words.firstDue} parts={parts} />
        </>
      )
    case 'receipt':
      return (
        <>
          <TextInput {...field('amount')} label={words.received} inputMode="numeric" width={20} />
          <TextInput {...field('reference')} label={words.reference} hint={words.referenceHint} width={20} />
          <DateInput {...field('valueDate')} label={words.valueDate} parts={parts} />
        </>
      )
  }
}
