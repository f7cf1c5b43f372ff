import { ClaimantPage } from '../claimant/claimant-page.js'
import { PhoneInput } from '../shared/components/fields.js'
import { Button, Form } from '../shared/components/form.js'
import type { FormErrors, FormValues } from '../shared/form.js'
import { fill } from '../shared/words.js'
import { scholarshipWords as words } from '../words/claimant-scholarship.js'
import type { OwnAward } from './own-scholarships.service.js'
import { childPath, listPath } from './paths.js'

interface ChildPhonePageProps {
  of: OwnAward
  values?: FormValues
  errors?: FormErrors
}

/** A child who is old enough hears of the scholarship, too; the guardian goes on acting. */
export function ChildPhonePage({ of: { claim, award }, values, errors }: ChildPhonePageProps) {
  const child = award.child_name
  const title = fill(words.phoneTitle, { child })
  return (
    <ClaimantPage title={title} back={listPath(claim.number)} errors={errors}>
      <h1 class="govuk-heading-l">{title}</h1>
      <p class="govuk-body">{fill(words.phoneText, { child })}</p>
      <p class="govuk-body">{words.phoneWhat}</p>
      <Form action={childPath(claim.number, award.id, 'hp')}>
        <PhoneInput
          name="hp"
          label={fill(words.phone, { child })}
          hint={words.phoneHint}
          {...{ values, errors }}
        />
        <Button>{words.phoneSend}</Button>
      </Form>
    </ClaimantPage>
  )
}
