import type { Bank } from '../../../intake/bank-list.service.js'
import { Details, Outcome } from '../../shared/components/blocks.js'
import { Button, Form } from '../../shared/components/form.js'
import { Checkbox, Select, TextInput } from '../../shared/components/fields.js'
import type { FormErrors, FormValues } from '../../shared/form.js'
import { claimantWords } from '../../words/claimant.js'
import { draftWords as words } from '../../words/claimant-draft.js'
import { Version } from './answers.page.js'
import { DraftFrame } from './draft-frame.js'
import { SaveForLater } from './save-for-later.js'

interface AccountPageProps {
  number: string
  version: number
  banks: readonly Bank[]
  values?: FormValues
  errors?: FormErrors
  /** The number has an unusual length: the family may say that it is right. */
  asksSure?: boolean
}

/** W7: where the money goes; without an account the claim goes on. */
export function AccountPage({ number, version, banks, values, errors, asksSure }: AccountPageProps) {
  const at = `/ajukan/${number}/rekening`
  return (
    <DraftFrame title={words.accountTitle} back={`/ajukan/${number}/anak`} errors={errors}>
      <Outcome words={{ tersimpan: words.accountSaved }} />
      <p class="govuk-body">{words.accountIntro}</p>
      <Form action={at}>
        <Version version={version} />
        <Select
          name="bankCode"
          label={words.accountBank}
          choices={[
            { value: '', label: words.accountBankChoose },
            ...banks.map(({ code, name }) => ({ value: code, label: name })),
          ]}
          {...{ values, errors }}
        />
        <TextInput
          name="accountNumber"
          label={words.accountNumber}
          hint={words.accountNumberHint}
          inputMode="numeric"
          width={20}
          maxLength={26}
          {...{ values, errors }}
        />
        {asksSure && <Checkbox name="sure" label={words.accountSure} values={values} />}
        <TextInput
          name="accountHolder"
          label={words.accountHolder}
          hint={words.accountHolderHint}
          maxLength={100}
          {...{ values, errors }}
        />
        <Button>{claimantWords.continue}</Button>
      </Form>
      <Details summary={words.accountNone}>
        <p class="govuk-body">{words.accountNoneHelp}</p>
        <p class="govuk-body">{words.accountNoneLater}</p>
        <Form action={`${at}/belum-ada`}>
          <Version version={version} />
          <Button kind="secondary">{words.accountNoneGo}</Button>
        </Form>
      </Details>
      <SaveForLater number={number} />
    </DraftFrame>
  )
}
