import { Details } from '../../shared/components/blocks.js'
import { Button, Form } from '../../shared/components/form.js'
import { PhoneInput } from '../../shared/components/fields.js'
import type { FormErrors, FormValues } from '../../shared/form.js'
import { draftWords as words } from '../../words/claimant-draft.js'
import { DraftFrame } from './draft-frame.js'

/** W3: the phone to which the claim belongs. */
export function PhonePage({ values, errors }: { values?: FormValues; errors?: FormErrors }) {
  return (
    <DraftFrame title={words.phoneTitle} back="/ajukan/pemohon" step={5} errors={errors}>
      <p class="govuk-body">{words.phoneHint}</p>
      <Form action="/ajukan/hp">
        <PhoneInput name="phone" label={words.phoneLabel} hint={words.phoneExample} {...{ values, errors }} />
        <Button>{words.sendCode}</Button>
      </Form>
      <Details summary={words.phoneNone}>
        <p class="govuk-body">{words.phoneNoneHelp}</p>
        <p class="govuk-body">{words.phoneNoneVillage}</p>
      </Details>
    </DraftFrame>
  )
}
