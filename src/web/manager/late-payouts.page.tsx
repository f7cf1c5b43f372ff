import { formatDateId } from '#libs/local-date'
import type { OwedCompensation } from '../../payment/late-payouts.service.js'
import { BackLink, Outcome } from '../shared/components/blocks.js'
import { Button, Form } from '../shared/components/form.js'
import { Money } from '../shared/components/money.js'
import { type Column, Table } from '../shared/components/table.js'
import type { FormErrors } from '../shared/form.js'
import { StaffPage } from '../shared/staff-page.js'
import { fill, useWords } from '../shared/words.js'
import { latePayoutsWords } from '../words/late-payouts.js'
import { managerWords } from '../words/manager.js'

export interface LatePayoutsView {
  owed: readonly OwedCompensation[]
  mayApprove: boolean
  errors?: FormErrors
}

/** What families are owed for our delay, and approving that it is paid. */
export function LatePayoutsPage({ owed, mayApprove, errors }: LatePayoutsView) {
  const words = useWords(latePayoutsWords)
  const { back } = useWords(managerWords)
  const columns: Column<OwedCompensation>[] = [
    { heading: words.number, cell: ({ claim_number: number }) => number },
    { heading: words.payee, cell: ({ payee }) => payee },
    { heading: words.due, cell: ({ due_on: date }) => formatDateId(date, 'short') },
    { heading: words.paid, cell: ({ paid_on: date }) => formatDateId(date, 'short') },
    { heading: words.base, numeric: true, cell: ({ base }) => <Money amount={base} /> },
    { heading: words.amount, numeric: true, cell: ({ amount }) => <Money amount={amount} /> },
    { heading: words.basis, cell: ({ basis }) => basis },
  ]
  const decide: Column<OwedCompensation> = { heading: words.decide, cell: (one) => <Approve one={one} /> }
  return (
    <StaffPage title={words.title} errors={errors}>
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
          columns={mayApprove ? [...columns, decide] : columns}
        />
      )}
    </StaffPage>
  )
}

function Approve({ one }: { one: OwedCompensation }) {
  const words = useWords(latePayoutsWords)
  return (
    <Form action={`/pimpinan/ganti-rugi/${one.payment_id}`}>
      <Button>
        {words.approve}
        <span class="govuk-visually-hidden">
          {fill(words.approveFor, { payee: one.payee, number: one.claim_number })}
        </span>
      </Button>
    </Form>
  )
}
