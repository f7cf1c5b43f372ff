import type { ComponentChildren } from 'preact'
import type {
  DeskAwardEvent,
  DeskYearEvent,
  OfferedScholarshipStep,
} from '../../scholarship/scholarship-staff.service.js'
import { Button } from '../shared/components/form.js'
import { Details } from '../shared/components/blocks.js'
import { StepForm, StepRefusals } from '../shared/step-form.js'
import { useWords } from '../shared/words.js'
import { scholarshipWords } from '../words/scholarship-desk.js'

/** What most files need next; every other step is folded until somebody wants it. */
const mainSteps: readonly string[] = ['verify', 'approve', 'change_guardian']

interface StepProps {
  step: OfferedScholarshipStep<DeskYearEvent | DeskAwardEvent>
  action: string
  version: number
  stepKey: string
  /** Open because something in it is to be mended. */
  open: boolean
  children?: ComponentChildren
}

/** A step with its form or, where it may not be yet, with the reasons. */
export function DeskStep({ step, action, version, stepKey, open, children }: StepProps) {
  const words = useWords(scholarshipWords)
  const { event, label, allowed, refusals } = step
  if (!allowed)
    return (
      <StepRefusals
        title={
          <>
            <strong>{label}</strong> {words.notPossible}
          </>
        }
        reasons={refusals.map(({ words: reason }) => reason)}
      />
    )
  const main = mainSteps.includes(event)
  const form = (
    <StepForm action={action} version={version} stepKey={`${event}-${stepKey}`}>
      {children}
      <Button kind={main ? undefined : 'secondary'}>{label}</Button>
    </StepForm>
  )
  if (main || open)
    return (
      <section aria-label={label}>
        <h3 class="govuk-heading-s">{label}</h3>
        {form}
      </section>
    )
  return <Details summary={label}>{form}</Details>
}
