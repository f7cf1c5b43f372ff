import { Button, ButtonLink, Form } from '../shared/components/form.js'
import { PasswordInput, TextInput } from '../shared/components/fields.js'
import type { FormErrors, FormValues } from '../shared/form.js'
import { StaffPage } from '../shared/staff-page.js'
import { useWords } from '../shared/words.js'
import { branchId, branchWords } from '../words/branch.js'

interface SignInProps {
  next: string
  /** The account of the house signs in, too. */
  house?: boolean
  values?: FormValues
  errors?: FormErrors
}

/** P1: name and password; every failure is told in the same words. */
export function SignInPage(props: SignInProps) {
  return (
    <StaffPage title={branchId.signInTitle} errors={props.errors}>
      <SignInForm {...props} />
    </StaffPage>
  )
}

function SignInForm({ next, house, values, errors }: SignInProps) {
  const words = useWords(branchWords)
  return (
    <>
      <h1 class="govuk-heading-l">{words.signInTitle}</h1>
      <Form action="/petugas/masuk">
        <input type="hidden" name="lanjut" value={next} />
        <TextInput
          name="username"
          label={words.signInName}
          autocomplete="username"
          width={20}
          {...{ values, errors }}
        />
        <PasswordInput
          name="password"
          label={words.signInPassword}
          autocomplete="current-password"
          errors={errors}
        />
        <Button>{words.signInButton}</Button>
      </Form>
      {house && (
        <ButtonLink href={`/petugas/masuk/sso?lanjut=${encodeURIComponent(next)}`} kind="secondary">
          {words.signInHouse}
        </ButtonLink>
      )}
      <p class="govuk-body">
        <a class="govuk-link" href="/status">
          {words.signInFamily}
        </a>
      </p>
    </>
  )
}
