import type { PaymentOfClaim } from '../../payment/payments-of-claim.query.js'
import type { RecoveryInBranch } from '../../payment/recoveries-in-branch.query.js'
import { formatDateId } from '#libs/local-date'
import type { RecoveryState } from '#libs/lifecycle'
import { BackLink, InsetText, Outcome, Tag, type TagColour } from '../shared/components/blocks.js'
import { Radios, TextArea, TextInput } from '../shared/components/fields.js'
import { Button, ButtonLink, Form } from '../shared/components/form.js'
import { Money, moneyText } from '../shared/components/money.js'
import { Table } from '../shared/components/table.js'
import type { FormErrors, FormValues } from '../shared/form.js'
import { StaffPage } from '../shared/staff-page.js'
import { STEP_KEY } from '../shared/step-form.js'
import { fill, useWords } from '../shared/words.js'
import { recoveriesWords } from '../words/recoveries.js'

export const RECOVERIES = '/pimpinan/kelebihan-bayar'

export interface RecoveriesView {
  recoveries: readonly RecoveryInBranch[]
  stateLabel: (state: RecoveryState) => string
  mayRecord: boolean
}

/** What was paid too much in a branch, the open ones first. */
export function RecoveriesPage({ recoveries, stateLabel, mayRecord }: RecoveriesView) {
  const words = useWords(recoveriesWords)
  return (
    <StaffPage title={words.title}>
      <Outcome words={{ catat: words.done }} />
      <h1 class="govuk-heading-l">{words.title}</h1>
      <p class="govuk-body">{words.intro}</p>
      {mayRecord && (
        <p>
          <ButtonLink kind="secondary" href={`${RECOVERIES}/catat`}>
            {words.record}
          </ButtonLink>
        </p>
      )}
      {recoveries.length === 0 ? (
        <p class="govuk-body">{words.none}</p>
      ) : (
        <Table
          caption={words.title}
          hideCaption
          rows={recoveries}
          keyOf={({ id }) => id}
          columns={[
            {
              heading: words.number,
              cell: ({ id, claim_number: number }) => (
                <a class="govuk-link santun-money" href={`${RECOVERIES}/${id}`}>
                  {number}
                </a>
              ),
            },
            { heading: words.payee, cell: ({ payee }) => payee },
            {
              heading: words.state,
              cell: ({ state }) => <RecoveryTag state={state} label={stateLabel(state)} />,
            },
            {
              heading: words.nextDue,
              cell: ({ next_due: due }) => (due === null ? '–' : formatDateId(due, 'short')),
            },
            { heading: words.amount, numeric: true, cell: ({ amount }) => <Money amount={amount} /> },
            { heading: words.open, numeric: true, cell: ({ open }) => <Money amount={open} /> },
          ]}
        />
      )}
    </StaffPage>
  )
}

const colours: Partial<Record<RecoveryState, TagColour>> = {
  identified: 'orange',
  confirmed: 'orange',
  disputed: 'red',
  settled: 'green',
  waived: 'grey',
  written_off: 'grey',
  superseded: 'grey',
}

export function RecoveryTag({ state, label }: { state: RecoveryState; label: string }) {
  return <Tag colour={colours[state] ?? 'blue'}>{label}</Tag>
}

export interface RecordView {
  /** Undefined until a claim is named. */
  number?: string
  payments: readonly PaymentOfClaim[]
  stepKey: string
  values?: FormValues
  errors?: FormErrors
}

/** Somebody has seen that too much was paid: first the claim, then to whom and how much. */
export function RecordRecoveryPage({ number, payments, stepKey, values, errors }: RecordView) {
  const words = useWords(recoveriesWords)
  const title = number === undefined ? words.record : fill(words.recordTitle, { number })
  return (
    <StaffPage title={title} errors={errors}>
      <BackLink href={RECOVERIES}>{words.back}</BackLink>
      <h1 class="govuk-heading-l">{title}</h1>
      <form action={`${RECOVERIES}/catat`} method="get" class="santun-filter">
        <TextInput
          name="klaim"
          label={words.claim}
          width={20}
          values={{ klaim: number, ...values }}
          errors={errors}
        />
        <div class="santun-filter__buttons">
          <button class="govuk-button govuk-button--secondary" type="submit">
            {words.find}
          </button>
        </div>
      </form>
      {number !== undefined && payments.length === 0 && <p class="govuk-body">{words.noPayment}</p>}
      {number !== undefined && payments.length > 0 && (
        <Form action={`${RECOVERIES}/catat?klaim=${number}`}>
          <input type="hidden" name={STEP_KEY} value={stepKey} />
          <InsetText>{words.recordHint}</InsetText>
          <Radios
            name="payeeId"
            label={words.choosePayee}
            choices={payments.map((payment) => ({
              value: payment.payee_id,
              label: payment.payee,
              hint: moneyText(payment.amount),
            }))}
            {...{ values, errors }}
          />
          <TextInput
            name="amount"
            label={words.tooMuch}
            inputMode="numeric"
            width={20}
            {...{ values, errors }}
          />
          <TextArea
            name="reason"
            label={words.reason}
            hint={words.quoted}
            rows={3}
            maxLength={1000}
            {...{ values, errors }}
          />
          <Button>{words.record}</Button>
        </Form>
      )}
    </StaffPage>
  )
}
