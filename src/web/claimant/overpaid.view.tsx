import { formatDateId } from '#libs/local-date'
import { formatRupiah } from '#libs/rupiah'
import { SummaryList } from '../shared/components/blocks.js'
import { overpaidWords, statusWords as words } from '../words/claimant-status.js'
import type { ClaimCase } from './status-case.js'

/** What we paid too much: our mistake first, and that nobody is pressed. */
export function Overpaid({ overpayments }: Pick<ClaimCase, 'overpayments'>) {
  if (overpayments.length === 0) return null
  return (
    <>
      <h2 class="govuk-heading-m">{words.overpaidTitle}</h2>
      <p class="govuk-body">{words.overpaidSorry}</p>
      {overpayments.map(({ id, payee, amount, open, state, next_due: due }) => (
        <SummaryList
          key={id}
          rows={[
            { key: words.paidFor, value: payee },
            { key: words.overpaidAmount, value: formatRupiah(amount) },
            ...(open < amount ? [{ key: words.overpaidOpen, value: formatRupiah(open) }] : []),
            { key: words.paidState, value: overpaidWords[state] },
            ...(due ? [{ key: words.overpaidDue, value: formatDateId(due, 'weekday') }] : []),
          ]}
        />
      ))}
      <p class="govuk-body">{words.overpaidCare}</p>
    </>
  )
}
