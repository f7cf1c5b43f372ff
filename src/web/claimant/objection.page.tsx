/** W11: a sentence is enough; who looks at it and until when is said before it is sent. */
import { formatDateId, type LocalDate } from '#libs/local-date'
import { FileInput, PAPERS, TextArea } from '../shared/components/fields.js'
import { Button, Form } from '../shared/components/form.js'
import type { FormErrors, FormValues } from '../shared/form.js'
import { fill } from '../shared/words.js'
import { objectionPageWords as words } from '../words/claimant-objection.js'
import { ClaimantPage } from './claimant-page.js'

export const OBJECTION_LENGTH = 1000
/** What a family gives along with its objection, or after it. */
export const OBJECTION_PAPER = 'BUKTI_KEBERATAN'

export interface ObjectionPageProps {
  /** Where the form goes, and the page it belongs to. */
  at: string
  back: string
  version: number
  stepKey: string
  until: LocalDate
  /** Of a scholarship: what it is about, and who looks at it. */
  about?: { caption: string; who: string; more: string }
  /** Working days within which we answer. */
  answerDays: number
  /** New papers come with it. */
  papers?: boolean
  values?: FormValues
  errors?: FormErrors
}

export function ObjectionPage(props: ObjectionPageProps) {
  const { at, back, version, stepKey, until, about, answerDays, papers, values, errors } = props
  return (
    <ClaimantPage title={words.title} back={back} errors={errors}>
      {about && <span class="govuk-caption-l">{about.caption}</span>}
      <h1 class="govuk-heading-l">{words.title}</h1>
      <p class="govuk-body">{words.text}</p>
      <p class="govuk-body govuk-!-font-weight-bold">
        {fill(words.until, { date: formatDateId(until, 'weekday') })}
      </p>
      <Form action={at} files={papers}>
        <input type="hidden" name="kunci" value={stepKey} />
        <input type="hidden" name="versi" value={String(version)} />
        <TextArea
          name="alasan"
          label={words.reason}
          hint={words.reasonHint}
          rows={6}
          maxLength={OBJECTION_LENGTH}
          {...{ values, errors }}
        />
        {papers && (
          <FileInput name="file" label={words.documents} hint={words.documentsHint} accept={PAPERS} />
        )}
        <h2 class="govuk-heading-m">{words.whoTitle}</h2>
        <p class="govuk-body">{about?.who ?? words.who}</p>
        {about && <p class="govuk-body">{about.more}</p>}
        <p class="govuk-body">{fill(words.when, { days: answerDays })}</p>
        <Button>{words.send}</Button>
      </Form>
    </ClaimantPage>
  )
}

export interface NoObjectionProps {
  number: string
  version: number
  stepKey: string
  /** Null where nothing was refused. */
  until: LocalDate | null
  branch: string
  /** It came too late, and was taken in. */
  filed: boolean
  bodies: readonly { name: string; basis: string; how: string }[]
  values?: FormValues
  errors?: FormErrors
}

/** Past the date, or before any decision: which ways there are. What is written all the same is taken in and answered. */
export function NoObjectionPage(props: NoObjectionProps) {
  const { number, until, branch, filed, bodies, errors } = props
  const title = until === null ? words.noneTitle : words.overTitle
  return (
    <ClaimantPage title={title} back={`/k/${number}`} errors={errors}>
      <h1 class="govuk-heading-l">{title}</h1>
      {until === null ? (
        <p class="govuk-body">{words.noneText}</p>
      ) : (
        <>
          <p class="govuk-body">{fill(words.overText, { date: formatDateId(until, 'weekday') })}</p>
          <ul class="govuk-list govuk-list--bullet">
            <li>{fill(words.overNew, { branch })}</li>
            {bodies.map(({ name, basis, how }) => (
              <li key={name}>{fill(words.overBody, { name: sentence(name), basis, how })}</li>
            ))}
          </ul>
          <p class="govuk-body">{words.overFree}</p>
          {filed ? <p class="govuk-inset-text">{words.overFiled}</p> : <LateForm {...props} />}
        </>
      )}
      <p class="govuk-body">
        <a class="govuk-link" href={`/k/${number}`}>
          {words.back}
        </a>
      </p>
    </ClaimantPage>
  )
}

function LateForm({ number, version, stepKey, values, errors }: NoObjectionProps) {
  return (
    <>
      <p class="govuk-body">{words.overStill}</p>
      <Form action={`/k/${number}/keberatan`} files>
        <input type="hidden" name="kunci" value={stepKey} />
        <input type="hidden" name="versi" value={String(version)} />
        <TextArea
          name="alasan"
          label={words.reason}
          hint={words.reasonHint}
          rows={4}
          maxLength={OBJECTION_LENGTH}
          {...{ values, errors }}
        />
        <Button>{words.send}</Button>
      </Form>
    </>
  )
}

const sentence = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}`
