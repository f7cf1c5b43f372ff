/** Pieces of pages that only show: lists, tags, panels. */
import type { ComponentChildren } from 'preact'
import { usePage } from '../page-context.js'

export type TagColour =
  'grey' | 'green' | 'teal' | 'blue' | 'purple' | 'magenta' | 'red' | 'orange' | 'yellow'

/** Status in words; the colour only repeats it. */
export function Tag({ colour, children }: { colour?: TagColour; children: ComponentChildren }) {
  return <strong class={`govuk-tag${colour ? ` govuk-tag--${colour}` : ''}`}>{children}</strong>
}

export interface SummaryRow {
  key: string
  value: ComponentChildren
  action?: { href: string; text: string }
}

export function SummaryList({ rows }: { rows: readonly SummaryRow[] }) {
  return (
    <dl class="govuk-summary-list">
      {rows.map(({ key, value, action }) => (
        <div
          class={`govuk-summary-list__row${action ? '' : ' govuk-summary-list__row--no-actions'}`}
          key={key}
        >
          <dt class="govuk-summary-list__key">{key}</dt>
          <dd class="govuk-summary-list__value">{value}</dd>
          {action && (
            <dd class="govuk-summary-list__actions">
              <a class="govuk-link" href={action.href}>
                {action.text}
                <span class="govuk-visually-hidden"> {key}</span>
              </a>
            </dd>
          )}
        </div>
      ))}
    </dl>
  )
}

export interface Task {
  href?: string
  title: string
  hint?: string
  status: ComponentChildren
}

export function TaskList({ tasks }: { tasks: readonly Task[] }) {
  return (
    <ul class="govuk-task-list">
      {tasks.map(({ href, title, hint, status }, index) => (
        <li class={`govuk-task-list__item${href ? ' govuk-task-list__item--with-link' : ''}`} key={title}>
          <div class="govuk-task-list__name-and-hint">
            {href ? (
              <a
                class="govuk-link govuk-task-list__link"
                href={href}
                aria-describedby={`task-${index}-status`}
              >
                {title}
              </a>
            ) : (
              <div>{title}</div>
            )}
            {hint && <div class="govuk-task-list__hint">{hint}</div>}
          </div>
          <div class="govuk-task-list__status" id={`task-${index}-status`}>
            {status}
          </div>
        </li>
      ))}
    </ul>
  )
}

export function Panel({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <div class="govuk-panel govuk-panel--confirmation">
      <h1 class="govuk-panel__title">{title}</h1>
      <div class="govuk-panel__body">{children}</div>
    </div>
  )
}

export function InsetText({ children }: { children: ComponentChildren }) {
  return <div class="govuk-inset-text">{children}</div>
}

export function WarningText({ children }: { children: ComponentChildren }) {
  return (
    <div class="govuk-warning-text">
      <span class="govuk-warning-text__icon" aria-hidden="true">
        !
      </span>
      <strong class="govuk-warning-text__text">{children}</strong>
    </div>
  )
}

interface DetailsProps {
  summary: string
  /** Unfolded from the start. */
  open?: boolean
  children: ComponentChildren
}

export function Details({ summary, open, children }: DetailsProps) {
  return (
    <details class="govuk-details" open={open}>
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text">{summary}</span>
      </summary>
      <div class="govuk-details__text">{children}</div>
    </details>
  )
}

export function BackLink({ href, children }: { href: string; children: ComponentChildren }) {
  return (
    <a href={href} class="govuk-back-link">
      {children}
    </a>
  )
}

/** What a write did, told on the page that follows it: `?hasil=<code>` in its address, with words for known codes only. */
export function Outcome({ words }: { words: Readonly<Record<string, string>> }) {
  const code = new URLSearchParams(usePage().path.split('?')[1] ?? '').get('hasil') ?? ''
  const text = Object.hasOwn(words, code) ? words[code] : undefined
  if (!text) return null
  return (
    <div
      class="govuk-notification-banner govuk-notification-banner--success"
      role="alert"
      data-focus
      tabIndex={-1}
    >
      <div class="govuk-notification-banner__content">
        <p class="govuk-notification-banner__heading">{text}</p>
      </div>
    </div>
  )
}
