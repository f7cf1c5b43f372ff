import type { FactorToEnrol } from '../../staff/second-factors.service.js'
import { PasswordInput, TextInput } from '../shared/components/fields.js'
import { Outcome } from '../shared/components/blocks.js'
import { Button, ButtonLink, Form } from '../shared/components/form.js'
import type { FormErrors } from '../shared/form.js'
import { StaffPage } from '../shared/staff-page.js'
import { useWords } from '../shared/words.js'
import { staffDoorId, staffDoorWords } from '../words/staff-door.js'

/** After the password: the code of the phone. */
export function CodePage({ next, errors }: { next: string; errors?: FormErrors }) {
  const words = staffDoorId
  return (
    <StaffPage title={words.codeTitle} errors={errors}>
      <h1 class="govuk-heading-l">{words.codeTitle}</h1>
      <Form action="/petugas/masuk/kode">
        <input type="hidden" name="lanjut" value={next} />
        <CodeInput label={words.codeLabel} hint={words.codeHint} errors={errors} />
        <Button>{words.codeButton}</Button>
      </Form>
      <p class="govuk-body">{words.codeLost}</p>
    </StaffPage>
  )
}

interface EnrolView {
  /** Where the code is sent: before the door is open, or from inside. */
  action: string
  /** Null: it is set up already. */
  factor: (FactorToEnrol & { picture: string }) | null
  next?: string
  errors?: FormErrors
}

export function EnrolPage(view: EnrolView) {
  return (
    <StaffPage title={staffDoorId.factorTitle} errors={view.errors}>
      <Enrolment {...view} />
    </StaffPage>
  )
}

function Enrolment({ action, factor, next, errors }: EnrolView) {
  const words = useWords(staffDoorWords)
  if (!factor)
    return (
      <>
        <h1 class="govuk-heading-l">{words.factorTitle}</h1>
        <p class="govuk-body">{words.factorOn}</p>
        <p class="govuk-body">{words.factorLost}</p>
      </>
    )
  return (
    <>
      <h1 class="govuk-heading-l">{words.factorTitle}</h1>
      <p class="govuk-body">{words.factorWhy}</p>
      <p class="govuk-body">{words.factorScan}</p>
      <img src={factor.picture} alt={words.factorAlt} width={220} height={220} />
      <p class="govuk-body">
        {words.factorType} <code>{factor.secret.replace(/(.{4})(?=.)/g, '$1 ')}</code>
      </p>
      <Form action={action}>
        <input type="hidden" name="lanjut" value={next} />
        <CodeInput label={words.factorLabel} errors={errors} />
        <Button>{words.factorButton}</Button>
      </Form>
    </>
  )
}

export function RecoveryPage({ codes, next }: { codes: readonly string[]; next: string }) {
  const words = staffDoorId
  return (
    <StaffPage title={words.recoveryTitle}>
      <h1 class="govuk-heading-l">{words.recoveryTitle}</h1>
      <p class="govuk-body">{words.recoveryText}</p>
      <ul class="govuk-list">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <ButtonLink href={next}>{words.recoveryGo}</ButtonLink>
    </StaffPage>
  )
}

export function PasswordPage({ errors }: { errors?: FormErrors }) {
  return (
    <StaffPage title={staffDoorId.passwordTitle} errors={errors}>
      <NewPassword errors={errors} />
    </StaffPage>
  )
}

function NewPassword({ errors }: { errors?: FormErrors }) {
  const words = useWords(staffDoorWords)
  return (
    <>
      <Outcome words={{ sandi: words.done_password }} />
      <h1 class="govuk-heading-l">{words.passwordTitle}</h1>
      <Form action="/petugas/sandi">
        <PasswordInput
          name="sekarang"
          label={words.passwordNow}
          autocomplete="current-password"
          errors={errors}
        />
        <PasswordInput
          name="baru"
          label={words.passwordNew}
          hint={words.passwordHint}
          autocomplete="new-password"
          errors={errors}
        />
        <Button>{words.passwordButton}</Button>
      </Form>
      <p class="govuk-body">
        <a class="govuk-link" href="/petugas/faktor">
          {words.factorTitle}
        </a>
      </p>
    </>
  )
}

function CodeInput(props: { label: string; hint?: string; errors?: FormErrors }) {
  return <TextInput name="kode" autocomplete="one-time-code" width={20} maxLength={40} {...props} />
}
