/** The pages on which a family comes back without an account. */
import { Details, InsetText } from '../shared/components/blocks.js'
import { PhoneInput, TextInput } from '../shared/components/fields.js'
import { Button, ButtonLink, Form } from '../shared/components/form.js'
import type { FormErrors, FormValues } from '../shared/form.js'
import { fill } from '../shared/words.js'
import { claimantSignInWords as words } from '../words/claimant-sign-in.js'
import { ClaimantPage } from './claimant-page.js'
import { timeAt } from './claimant-dates.js'

interface FilledForm {
  values?: FormValues
  errors?: FormErrors
}

/** Claim number and phone: the answer is the same whether they belong together or not. */
export function StatusSignInPage({ values, errors }: FilledForm) {
  return (
    <ClaimantPage title={words.statusTitle} back="/" errors={errors}>
      <h1 class="govuk-heading-l">{words.statusTitle}</h1>
      <Form action="/status">
        <TextInput
          name="nomor"
          label={words.statusNumber}
          hint={words.statusNumberHint}
          width={20}
          maxLength={30}
          {...{ values, errors }}
        />
        <PhoneInput
          name="hp"
          label={words.statusPhone}
          hint={words.statusPhoneHint}
          {...{ values, errors }}
        />
        <Button>{words.statusButton}</Button>
      </Form>
      <Details summary={words.statusNoNumber}>
        <p>{words.statusNoNumberText}</p>
        <p>
          <a class="govuk-link" href="/lanjutkan">
            {words.statusNoNumberLink}
          </a>
        </p>
      </Details>
      <NoPhone />
    </ClaimantPage>
  )
}

/** A card number alone: whether there is a claim, and nothing else. */
export function CardPage({ exists }: { exists: boolean }) {
  return (
    <ClaimantPage title={words.cardTitle} back="/status">
      <h1 class="govuk-heading-l">{exists ? words.cardExists : words.cardNone}</h1>
      <p class="govuk-body">{words.cardHow}</p>
      <p class="govuk-body">{exists ? words.cardHowExists : words.cardHowNone}</p>
      {exists ? (
        <ButtonLink href="/lanjutkan">{words.cardContinue}</ButtonLink>
      ) : (
        <ButtonLink href="/ajukan">{words.cardBegin}</ButtonLink>
      )}
      <NoPhone />
    </ClaimantPage>
  )
}

export function ContinuePage({ next, values, errors }: FilledForm & { next: string }) {
  return (
    <ClaimantPage title={words.continueTitle} back="/" errors={errors}>
      <h1 class="govuk-heading-l">{words.continueTitle}</h1>
      <p class="govuk-body">{words.continueText}</p>
      <Form action="/lanjutkan">
        <input type="hidden" name="lanjut" value={next} />
        <PhoneInput
          name="hp"
          label={words.continuePhone}
          hint={words.continuePhoneHint}
          {...{ values, errors }}
        />
        <Button>{words.continueButton}</Button>
      </Form>
      <NoPhone />
    </ClaimantPage>
  )
}

export interface CodePageProps extends FilledForm {
  /** From when another code may be asked for; null when it may now. */
  resendFrom: string | null
  /** In a demonstration: the code that would have been sent, or null where nobody would get one. */
  demonstration: { code: string | null } | null
}

/** The one page on which a code is typed, whatever it opens. */
export function CodePage({ resendFrom, demonstration, errors }: CodePageProps) {
  return (
    <ClaimantPage title={words.codeTitle} back="/lanjutkan" errors={errors}>
      {demonstration && (
        <InsetText>
          <strong class="govuk-tag govuk-tag--yellow">{words.codeDemo}</strong>{' '}
          {demonstration.code === null
            ? words.codeDemoNobody
            : fill(words.codeDemoText, { code: demonstration.code })}
        </InsetText>
      )}
      <h1 class="govuk-heading-l">{words.codeTitle}</h1>
      <p class="govuk-body">{words.codeSent}</p>
      <Form action="/kode">
        <TextInput
          name="kode"
          label={words.codeLabel}
          hint={words.codeNever}
          inputMode="numeric"
          autocomplete="one-time-code"
          width={10}
          maxLength={10}
          errors={errors}
        />
        <Button>{words.codeButton}</Button>
      </Form>
      {resendFrom === null ? (
        <Form action="/kode/ulang">
          <Button kind="secondary">{words.codeResend}</Button>
        </Form>
      ) : (
        <p class="govuk-body">{fill(words.codeResendFrom, { time: timeAt(resendFrom) })}</p>
      )}
      <NoPhone />
    </ClaimantPage>
  )
}

/** Nothing to type a code for: used, too old, or locked until later. */
export function CodeOverPage({ lockedUntil }: { lockedUntil: string | null }) {
  const title =
    lockedUntil === null ? words.codeOverTitle : fill(words.codeLocked, { time: timeAt(lockedUntil) })
  return (
    <ClaimantPage title={title} back="/">
      <h1 class="govuk-heading-l">{title}</h1>
      <p class="govuk-body">{lockedUntil === null ? words.codeOver : words.codeLockedWhy}</p>
      <ul class="govuk-list govuk-list--spaced">
        <li>
          <a class="govuk-link" href="/status">
            {words.codeOverStatus}
          </a>
        </li>
        <li>
          <a class="govuk-link" href="/lanjutkan">
            {words.codeOverPhone}
          </a>
        </li>
      </ul>
      <NoPhone />
    </ClaimantPage>
  )
}

export interface ListedClaim {
  number: string
  participant: string | null
  /** How it stands, in words. */
  state: string
  href: string
  draft: boolean
}

export function ClaimListPage({ claims }: { claims: readonly ListedClaim[] }) {
  return (
    <ClaimantPage title={words.listTitle} back="/">
      <h1 class="govuk-heading-l">{words.listTitle}</h1>
      {claims.length === 0 && <EmptyList />}
      <ul class="govuk-list">
        {claims.map((claim) => (
          <li class="santun-card" key={claim.number}>
            <h2 class="govuk-heading-m">
              <a class="govuk-link" href={claim.href}>
                {claim.number}
              </a>
            </h2>
            {claim.participant && (
              <p class="govuk-body">{fill(words.listFor, { name: claim.participant })}</p>
            )}
            <p class="govuk-body">{claim.state}</p>
            <ButtonLink href={claim.href} kind={claim.draft ? undefined : 'secondary'}>
              {claim.draft ? words.listContinue : words.listOpen}
              <span class="govuk-visually-hidden"> {claim.number}</span>
            </ButtonLink>
          </li>
        ))}
      </ul>
      <SignOut />
    </ClaimantPage>
  )
}

function EmptyList() {
  return (
    <>
      <p class="govuk-body">{words.listEmpty}</p>
      <p class="govuk-body">{words.listEmptyHow}</p>
      <ButtonLink href="/ajukan">{words.listBegin}</ButtonLink>
    </>
  )
}

/** Phones are lent and shared: the way out stands on every page behind the code. */
export function SignOut() {
  return (
    <Form action="/keluar">
      <Button kind="secondary">{words.listSignOut}</Button>
    </Form>
  )
}

function NoPhone() {
  return (
    <Details summary={words.noPhone}>
      <p>{words.noPhoneText}</p>
      <p>{words.noPhoneNumber}</p>
    </Details>
  )
}
