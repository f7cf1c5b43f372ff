/** Doing one step of a claim from a page: the version that was seen, and a key that makes a double click one step. */
import { randomUUID } from 'node:crypto'
import type { ComponentChildren } from 'preact'
import { Form } from './components/form.js'

export const STEP_KEY = 'kunci'
export const STEP_VERSION = 'versi'

/** A fresh key for a page that offers a step. */
export const freshKey = (): string => randomUUID()

/** Several forms stand on one page: each field carries the name of its step; a fault of the whole form names none. */
export const nameIn = (event: string, field: string): string => (field === '' ? '' : `${field}_${event}`)

interface StepFormProps {
  action: string
  version: number
  stepKey: string
  children: ComponentChildren
}

export function StepForm({ action, version, stepKey, children }: StepFormProps) {
  return (
    <Form action={action}>
      <input type="hidden" name={STEP_VERSION} value={version} />
      <input type="hidden" name={STEP_KEY} value={stepKey} />
      {children}
    </Form>
  )
}

/** Why a step may not be done yet; each reason says how to clear it. */
export function StepRefusals({ title, reasons }: { title: ComponentChildren; reasons: readonly string[] }) {
  return (
    <div class="santun-refusals">
      <p class="govuk-body govuk-!-margin-bottom-1">{title}</p>
      <ul class="govuk-list govuk-list--bullet">
        {reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
    </div>
  )
}

/** What the hidden fields of a step form say; a page of ours always sends both. */
export function readStep(values: Readonly<Record<string, string | undefined>>): {
  key: string
  seen: number
} {
  const seen = Number(values[STEP_VERSION])
  return { key: values[STEP_KEY] ?? freshKey(), seen: Number.isSafeInteger(seen) ? seen : -1 }
}
