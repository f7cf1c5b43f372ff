import type { ComponentChildren } from 'preact'
import { CSRF_FIELD } from '../csrf.js'
import type { FormErrors } from '../form.js'
import { usePage } from '../page-context.js'
import { useWords } from '../words.js'
import { sharedWords } from '../../words/shared.js'

interface FormProps {
  action: string
  children: ComponentChildren
  /** A form with files: its token travels in the address, because its body is read by another reader. */
  files?: boolean
  id?: string
}

/** A form that only a page of ours can send; everything in it works without script. */
export function Form({ action, children, files, id }: FormProps) {
  const { csrf } = usePage()
  if (files)
    return (
      <form
        id={id}
        action={`${action}${action.includes('?') ? '&' : '?'}${CSRF_FIELD}=${csrf}`}
        method="post"
        encType="multipart/form-data"
        noValidate
      >
        {children}
      </form>
    )
  return (
    <form id={id} action={action} method="post" noValidate>
      <input type="hidden" name={CSRF_FIELD} value={csrf} />
      {children}
    </form>
  )
}

interface ButtonProps {
  children: ComponentChildren
  kind?: 'secondary' | 'warning' | 'start'
  name?: string
  value?: string
  id?: string
}

export function Button({ children, kind, name, value, id }: ButtonProps) {
  return (
    <button
      type="submit"
      class={`govuk-button${kind ? ` govuk-button--${kind}` : ''}`}
      name={name}
      value={value}
      id={id}
      data-once
    >
      {children}
    </button>
  )
}

/** Sends the same form elsewhere, e.g. to see what would come of it; the form itself stays to be sent. */
export function OtherAnswer({
  action,
  apart,
  children,
}: {
  action: string
  /** In a window of its own. */
  apart?: boolean
  children: ComponentChildren
}) {
  return (
    <button
      type="submit"
      class="govuk-button govuk-button--secondary"
      formAction={action}
      formTarget={apart ? '_blank' : undefined}
    >
      {children}
    </button>
  )
}

export function ButtonLink({
  href,
  children,
  kind,
}: {
  href: string
  children: ComponentChildren
  kind?: 'secondary' | 'start'
}) {
  return (
    <a
      href={href}
      role="button"
      draggable={false}
      class={`govuk-button${kind ? ` govuk-button--${kind}` : ''}`}
    >
      {children}
    </a>
  )
}

/** What is to be mended, on top of the page, each line a link to its field; nothing when nothing is wrong. */
export function ErrorSummary({ errors = {} }: { errors?: FormErrors }) {
  const words = useWords(sharedWords)
  const told = Object.entries(errors).filter(([, text]) => text !== undefined)
  if (told.length === 0) return null
  return (
    <div class="govuk-error-summary" data-focus tabIndex={-1}>
      <div role="alert">
        <h2 class="govuk-error-summary__title">{words.errorSummary}</h2>
        <div class="govuk-error-summary__body">
          <ul class="govuk-list govuk-error-summary__list">
            {told.map(([name, text]) => (
              <li key={name}>{name === '' ? text : <a href={`#${name}`}>{text}</a>}</li>
            ))}
          </ul>
        </div>
      </div>
    </div>
  )
}
