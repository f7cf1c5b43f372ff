import type { AcceptedAccount } from '../../verification/account-acceptances.service.js'
import { SummaryList, type SummaryRow } from '../shared/components/blocks.js'
import { usePage } from '../shared/page-context.js'
import { momentInWords } from '../shared/when.js'
import { fill, useWords } from '../shared/words.js'
import { acceptanceWords } from '../words/account-acceptance.js'

const beside = { unverified: 'silent', came_back: 'cameBack', name_near: null, name_mismatch: null } as const

/** For who decides: whose money goes into an account of another name, of one that the bank does not tell, or that bounced, and who said why. */
export function AcceptedAccounts({ accepted }: { accepted: readonly AcceptedAccount[] }) {
  const words = useWords(acceptanceWords)
  const likeness = ({ state }: AcceptedAccount): SummaryRow[] => {
    const said = beside[state]
    return said ? [{ key: words.likeness, value: words[said] }] : []
  }
  const zone = usePage().staff?.branch.zone ?? ''
  if (accepted.length === 0) return null
  return (
    <>
      <h2 class="govuk-heading-m">{words.acceptedTitle}</h2>
      {accepted.map((one) => (
        <SummaryList
          key={one.accepted_at}
          rows={[
            { key: words.payee, value: one.payee },
            {
              key: one.state === 'unverified' ? words.holderOfBook : words.holder,
              value: one.account_holder,
            },
            ...likeness(one),
            {
              key: words.acceptedBy,
              value: fill(words.acceptedAt, {
                name: one.accepted_by,
                moment: momentInWords(one.accepted_at, zone),
              }),
            },
            { key: words.acceptedReason, value: one.reason },
          ]}
        />
      ))}
    </>
  )
}
