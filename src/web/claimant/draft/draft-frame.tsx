import type { ComponentChildren } from 'preact'
import type { FormErrors } from '../../shared/form.js'
import { fill } from '../../shared/words.js'
import { draftWords as words } from '../../words/claimant-draft.js'
import { ClaimantPage } from '../claimant-page.js'

interface DraftFrameProps {
  title: string
  back: string
  /** Which of the steps before the phone is confirmed. */
  step?: number
  errors?: FormErrors
  /** A field or a group of choices carries the heading itself. */
  bare?: boolean
  children: ComponentChildren
}

const STEPS = 5

/** One question of the way to a lodged claim: where one is, one thing to do, and that it is kept. */
export function DraftFrame({ title, back, step, errors, bare, children }: DraftFrameProps) {
  return (
    <ClaimantPage title={title} back={back} errors={errors}>
      {step !== undefined && <span class="govuk-caption-l">{fill(words.step, { n: step, m: STEPS })}</span>}
      {!bare && <h1 class="govuk-heading-l">{title}</h1>}
      {children}
    </ClaimantPage>
  )
}
