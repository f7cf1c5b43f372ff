import { formatDateId } from '#libs/local-date'
import type { OwedCompensation } from '../../payment/late-payouts.service.js'
import { BackLink, Outcome, SummaryList } from '../shared/components/blocks.js'
import { Button, Form } from '../shared/components/form.js'
import { DecidedSum, Money } from '../shared/components/money.js'
import { Table } from '../shared/components/table.js'
import type { FormErrors } from '../shared/form.js'
import { StaffPage } from '../shared/staff-page.js'
import { STEP_KEY } from '../shared/step-form.js'
import { fill, useWords } from '../shared/words.js'
import { latePayoutsWords } from '../words/late-payouts.js'
import { managerWords } from '../words/manager.js'
import { ProofInput, type ProofKind } from './proof.js'

const HOME = '/pimpinan/ganti-rugi'

/** What families are owed for our delay. */
export function LatePayoutsPage({ owed }: { owed: readonly OwedCompensation[] }) {
  const words = useWords(latePayoutsWords)
  const { back } = useWords(managerWords)
  return (
    <StaffPage title={words.title}>
      <BackLink href="/pimpinan/persetujuan">{back}</BackLink>
      <Outcome words={{ setuju: words.done }} />
      <h1 class="govuk-heading-l">{words.title}</h1>
      <p class="govuk-body">{words.intro}</p>
      {owed.length === 0 ? (
        <p class="govuk-body">{words.none}</p>
      ) : (
        <Table
          caption={words.title}
          hideCaption
          rows={owed}
          keyOf={({ payment_id: id }) => id}
          columns={[
            { heading: words.number, cell: (one) => <Link one={one} /> },
            { heading: words.payee, cell: ({ payee }) => payee },
            { heading: words.due, cell: ({ due_on: date }) => formatDateId(date, 'short') },
            { heading: words.paid, cell: ({ paid_on: date }) => formatDateId(date, 'short') },
            { heading: words.base, numeric: true, cell: ({ base }) => <Money amount={base} /> },
            { heading: words.amount, numeric: true, cell: ({ amount }) => <Money amount={amount} /> },
          ]}
        />
      )}
    </StaffPage>
  )
}

function Link({ one }: { one: OwedCompensation }) {
  return (
    <a class="govuk-link santun-money" href={`${HOME}/${one.payment_id}`}>
      {one.claim_number}
    </a>
  )
}

export interface LatePayoutView {
  owed: OwedCompensation
  /** By what this person proves the approval; undefined for who only reads. */
  proof?: ProofKind
  stepKey: string
  errors?: FormErrors
}

/** One of them with what it follows from, and approving that it is paid. */
export function LatePayoutPage({ owed, proof, stepKey, errors }: LatePayoutView) {
  const words = useWords(latePayoutsWords)
  return (
    <StaffPage title={fill(words.oneTitle, { number: owed.claim_number })} errors={errors}>
      <BackLink href={HOME}>{words.back}</BackLink>
      <h1 class="govuk-heading-l">{fill(words.oneTitle, { number: owed.claim_number })}</h1>
      <DecidedSum amount={owed.amount} />
      <SummaryList
        rows={[
          { key: words.payee, value: owed.payee },
          { key: words.base, value: <Money amount={owed.base} /> },
          { key: words.due, value: formatDateId(owed.due_on) },
          { key: words.paid, value: formatDateId(owed.paid_on) },
          { key: words.suspended, value: String(owed.suspended_days) },
          { key: words.basis, value: owed.basis },
        ]}
      />
      {proof && (
        <Form action={`${HOME}/${owed.payment_id}`}>
          <input type="hidden" name={STEP_KEY} value={stepKey} />
          <ProofInput act="approve" kind={proof} errors={errors} />
          <Button>{words.approve}</Button>
        </Form>
      )}
    </StaffPage>
  )
}
