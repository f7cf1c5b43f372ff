/** Another account for money that the bank sent back: of the same person, and only for that part. */
import type { PayeeToRepair } from '../../verification/account-repair.service.js'
import { type Choice, Radios, Select, TextInput } from '../shared/components/fields.js'
import { Button, Form } from '../shared/components/form.js'
import { moneyText } from '../shared/components/money.js'
import type { FormErrors, FormValues } from '../shared/form.js'
import { fill } from '../shared/words.js'
import { accountWords as words } from '../words/claimant-account.js'
import { ClaimantPage } from './claimant-page.js'

export interface AccountPageProps {
  /** Where the form goes, and the page it belongs to. */
  at: string
  back: string
  version: number
  stepKey: string
  /** Of a school year: which one, and whose the money is. */
  of?: { caption: string; child: string }
  payees: readonly PayeeToRepair[]
  banks: readonly Choice[]
  /** How long a payment into a changed account waits. */
  waitHours: number
  values?: FormValues
  errors?: FormErrors
}

export function AccountPage(props: AccountPageProps) {
  const { at, back, version, stepKey, of, payees, banks, waitHours, values, errors } = props
  const [first] = payees
  return (
    <ClaimantPage title={words.title} back={back} errors={errors}>
      {of && <span class="govuk-caption-l">{of.caption}</span>}
      <h1 class="govuk-heading-l">{words.title}</h1>
      <SentBack {...props} />
      <p class="govuk-body">{words.only}</p>
      <Form action={at}>
        <input type="hidden" name="kunci" value={stepKey} />
        <input type="hidden" name="versi" value={String(version)} />
        {payees.length > 1 ? (
          <Radios
            name="penerima"
            label={words.who}
            choices={payees.map(({ id, name }) => ({ value: id, label: name }))}
            {...{ values, errors }}
          />
        ) : (
          <input type="hidden" name="penerima" value={first?.id} />
        )}
        <Select
          name="bank"
          label={words.bank}
          choices={[{ value: '', label: words.bankChoose }, ...banks]}
          {...{ values, errors }}
        />
        <TextInput
          name="rekening"
          label={words.account}
          hint={words.accountHint}
          inputMode="numeric"
          width={20}
          maxLength={30}
          {...{ values, errors }}
        />
        <TextInput
          name="pemilik"
          label={words.holder}
          hint={fill(words.holderHint, {
            name: payees.length === 1 && first ? first.name : words.holderSelf,
          })}
          maxLength={100}
          {...{ values, errors }}
        />
        <p class="govuk-body">{fill(words.safe, { hours: waitHours })}</p>
        <Button>{words.send}</Button>
      </Form>
    </ClaimantPage>
  )
}

/** What came back, for whom, and from where. */
function SentBack({ of, payees, banks }: AccountPageProps) {
  const bankName = (code: string): string => banks.find(({ value }) => value === code)?.label ?? code
  return (
    <>
      {payees.map((payee) => (
        <div class="govuk-inset-text" key={payee.id}>
          <p class="govuk-body">
            {fill(words.text, { amount: moneyText(payee.amount), name: of?.child ?? payee.name })}
          </p>
          <p class="govuk-body">
            {fill(words.from, { bank: bankName(payee.bank_code), last: payee.account_number.slice(-4) })}
          </p>
        </div>
      ))}
    </>
  )
}

export function NoAccountPage({ back }: { back: string }) {
  return (
    <ClaimantPage title={words.title} back={back}>
      <h1 class="govuk-heading-l">{words.title}</h1>
      <p class="govuk-body">{words.none}</p>
      <p class="govuk-body">
        <a class="govuk-link" href={back}>
          {words.back}
        </a>
      </p>
    </ClaimantPage>
  )
}
