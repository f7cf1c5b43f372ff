import { maskNik } from '#libs/nik'
import { formatRupiah } from '#libs/rupiah'
import { payeeRelations } from '../../verification/settle-heirs.dto.js'
import type { PayeeOnFile } from '../../verification/payees-of-claim.query.js'
import { InsetText, SummaryList, Tag } from '../shared/components/blocks.js'
import { DateInput, Select, TextInput } from '../shared/components/fields.js'
import { Button, Form } from '../shared/components/form.js'
import type { FormErrors, FormValues } from '../shared/form.js'
import { fill, useWords } from '../shared/words.js'
import { claimWords } from '../words/branch-claim.en.js'
import type { OpenClaim } from './claim-desk.service.js'
import { ClaimFrame } from './claim-frame.js'
import { paths } from './paths.js'

export interface HeirsView {
  claim: OpenClaim
  payees: readonly PayeeOnFile[]
  /** Whether this person may settle them now, and for how many the form has room. */
  maySettle: boolean
  rows: number
  values: FormValues
  errors?: FormErrors
}

export const MOST_ROWS = 20

/** Who is entitled, what each is owed, and the form in which a verifier settles it from the documents. */
export function HeirsPage({ view }: { view: HeirsView }) {
  const words = useWords(claimWords)
  const { claim, payees, maySettle, errors } = view
  return (
    <ClaimFrame claim={claim} title={words.tabHeirs} tab="ahli-waris" errors={errors}>
      {payees.length === 0 && <p class="govuk-inset-text">{words.notSettled}</p>}
      {payees.map((payee, index) => (
        <Payee payee={payee} place={index + 1} number={claim.file.number} key={payee.name + String(index)} />
      ))}
      {maySettle && <Settle view={view} />}
    </ClaimFrame>
  )
}

function Payee({ payee, place, number }: { payee: PayeeOnFile; place: number; number: string }) {
  const words = useWords(claimWords)
  const good = payee.account_state === 'name_matched'
  return (
    <SummaryList
      rows={[
        {
          key: fill(words.payeeNumber, { place }),
          value: `${payee.name}, ${words[`relation_${payee.relation}` as keyof typeof words]}`,
        },
        {
          key: words.account,
          value: `${payee.bank_code} ${maskNik(payee.account_number)}, ${payee.account_holder}`,
          action: { href: paths.claim(number, `lihat/rekening-${place}`), text: words.see },
        },
        {
          key: words.accountCheck,
          value: (
            <Tag colour={good ? 'green' : 'orange'}>{good ? words.accountMatches : words.accountDiffers}</Tag>
          ),
        },
        { key: words.amount, value: formatRupiah(payee.total) },
      ]}
    />
  )
}

function Settle({ view }: { view: HeirsView }) {
  const words = useWords(claimWords)
  const { claim, rows, values, errors } = view
  const { number } = claim.file
  return (
    <>
      <h2 class="govuk-heading-m">{words.settleTitle}</h2>
      <InsetText>{words.settleHint}</InsetText>
      <Form action={paths.claim(number, 'ahli-waris')}>
        <input type="hidden" name="baris" value={rows} />
        {Array.from({ length: rows }, (_, index) => (
          <PayeeFields place={index + 1} values={values} errors={errors} key={index} />
        ))}
        <Button>{words.settleButton}</Button>
      </Form>
      {rows < MOST_ROWS && (
        <p class="govuk-body">
          <a class="govuk-link" href={paths.claim(number, `ahli-waris?penerima=${rows + 1}`)}>
            {words.morePayees}
          </a>
        </p>
      )}
    </>
  )
}

function PayeeFields({ place, values, errors }: { place: number; values: FormValues; errors?: FormErrors }) {
  const words = useWords(claimWords)
  const field = (name: string) => ({ name: `${name}-${place}`, values, errors })
  const relations = payeeRelations.map((value) => ({ value, label: words[`relation_${value}`] }))
  const choose = { value: '', label: words.choose }
  return (
    <fieldset class="govuk-fieldset santun-payee">
      <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">
        {fill(words.payeeNumber, { place })}
      </legend>
      <TextInput {...field('name')} label={words.payeeName} />
      <Select {...field('relation')} label={words.relation} choices={[choose, ...relations]} />
      <DateInput
        {...field('birthDate')}
        label={words.birthDateIfKnown}
        parts={{ day: words.day, month: words.month, year: words.year }}
      />
      <TextInput
        {...field('bankCode')}
        label={words.bankCode}
        hint={words.bankCodeHint}
        inputMode="numeric"
        width={4}
      />
      <TextInput {...field('accountNumber')} label={words.accountNumber} inputMode="numeric" width={20} />
      <TextInput {...field('accountHolder')} label={words.accountHolder} hint={words.accountHolderHint} />
    </fieldset>
  )
}
