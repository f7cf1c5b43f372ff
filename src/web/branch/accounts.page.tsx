import { maskNik } from '#libs/nik'
import { isAcceptedAlone, type WaitingAccount } from '../../verification/account-acceptances.service.js'
import { BackLink, InsetText, Outcome, SummaryList, Tag } from '../shared/components/blocks.js'
import { TextArea } from '../shared/components/fields.js'
import { Button, Form } from '../shared/components/form.js'
import type { FormErrors, FormValues } from '../shared/form.js'
import { usePage } from '../shared/page-context.js'
import { dayInWords } from '../shared/when.js'
import { useWords } from '../shared/words.js'
import { acceptanceWords } from '../words/account-acceptance.js'
import type { OpenClaim } from './claim-desk.service.js'
import { ClaimFrame } from './claim-frame.js'
import { paths } from './paths.js'

export interface AccountsView {
  claim: OpenClaim
  accounts: readonly WaitingAccount[]
  bankName: (code: string) => string
  mayAccept: boolean
  /** Whoever settled the payee does not accept another name himself. */
  staffId: string
  values: FormValues
  errors?: FormErrors
}

/** The payee's name beside the name that the bank has for the account, money that came back from it, and accepting it with a reason. */
export function AccountsPage({ view }: { view: AccountsView }) {
  const words = useWords(acceptanceWords)
  const { claim, accounts, errors } = view
  return (
    <ClaimFrame claim={claim} title={words.title} errors={errors}>
      <BackLink href={paths.claim(claim.file.number, 'ahli-waris')}>{words.back}</BackLink>
      <Outcome words={{ terima: words.done }} />
      <p class="govuk-body">{accounts.length === 0 ? words.none : words.intro}</p>
      {accounts.map((account) => (
        <OneAccount key={account.payee_id} account={account} view={view} />
      ))}
    </ClaimFrame>
  )
}

const saidOf = {
  name_near: { likeness: 'near', hint: 'nearHint' },
  name_mismatch: { likeness: 'mismatch', hint: 'mismatchHint' },
  unverified: { likeness: 'silent', hint: 'silentHint' },
  came_back: { likeness: 'cameBack', hint: 'cameBackHint' },
} as const

function OneAccount({ account, view }: { account: WaitingAccount; view: AccountsView }) {
  const words = useWords(acceptanceWords)
  const zone = usePage().staff?.branch.zone ?? ''
  const alone = isAcceptedAlone(account)
  const { likeness, hint } = saidOf[account.state]
  const { bankName, mayAccept, staffId } = view
  return (
    <>
      <SummaryList
        rows={[
          { key: words.payee, value: account.payee },
          {
            key: account.state === 'unverified' ? words.holderOfBook : words.holder,
            value: account.account_holder,
          },
          {
            key: words.likeness,
            value: <Tag colour={alone ? 'yellow' : 'orange'}>{words[likeness]}</Tag>,
          },
          {
            key: words.account,
            value: `${bankName(account.bank_code)}, ${maskNik(account.account_number)}`,
          },
          ...(account.bounced_at
            ? [{ key: words.bouncedOn, value: dayInWords(account.bounced_at, zone) }]
            : []),
          { key: words.settledBy, value: account.confirmer },
        ]}
      />
      {!alone && account.confirmed_by === staffId && <InsetText>{words.askSecond}</InsetText>}
      {mayAccept && (alone || account.confirmed_by !== staffId) && (
        <Form action={paths.claim(view.claim.file.number, `rekening/${account.payee_id}`)}>
          <p class="govuk-body">{words[hint]}</p>
          <TextArea
            name={`reason-${account.payee_id}`}
            label={words.reason}
            hint={words.reasonHint}
            rows={3}
            maxLength={500}
            values={view.values}
            errors={view.errors}
          />
          <Button>{words.accept}</Button>
        </Form>
      )}
    </>
  )
}
