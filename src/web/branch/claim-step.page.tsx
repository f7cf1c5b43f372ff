import { type ClaimEvent, deathCauses, typeOfCause } from '#libs/lifecycle'
import type { OfferedStep } from '../../intake/staff-steps.service.js'
import { type Choice, DateInput, Radios, Select, TextArea, TextInput } from '../shared/components/fields.js'
import { Button } from '../shared/components/form.js'
import type { FormErrors, FormValues } from '../shared/form.js'
import { StepForm } from '../shared/step-form.js'
import { fill, useWords } from '../shared/words.js'
import { claimWords } from '../words/branch-claim.en.js'
import type { OpenClaim } from './claim-desk.service.js'
import { ClaimFrame, Reasons } from './claim-frame.js'
import { fieldsFor, grounds, type StepField } from './claim-step-fields.js'
import type { StepToken } from './desk-steps.service.js'
import { paths } from './paths.js'

export interface StepView {
  claim: OpenClaim
  event: ClaimEvent
  label: string
  /** The step as it is offered now; undefined when it is not this person's, or not from here. */
  offered?: OfferedStep
  token: StepToken
  investigators: readonly Choice[]
  files: readonly Choice[]
  /** Claims that this one may be merged into. */
  others: readonly Choice[]
  values?: FormValues
  errors?: FormErrors
}

/** One step of the lifecycle as a form: what it needs, what it leads to, and a button that says so. */
export function StepPage({ view }: { view: StepView }) {
  const words = useWords(claimWords)
  const { claim, event, label, offered, token, errors } = view
  if (!offered?.allowed) return <NotNow view={view} />
  return (
    <ClaimFrame claim={claim} title={label} errors={errors}>
      <p class="govuk-body">{fill(words.stepLeadsTo, { state: offered.toLabel })}</p>
      <StepForm action={paths.step(claim.file.number, event)} {...token}>
        {fieldsFor(event).map((field) => (
          <Field field={field} view={view} key={field} />
        ))}
        <Button>{label}</Button>
      </StepForm>
    </ClaimFrame>
  )
}

function NotNow({ view: { claim, label, offered, errors } }: { view: StepView }) {
  const words = useWords(claimWords)
  return (
    <ClaimFrame claim={claim} title={label} errors={errors}>
      <p class="govuk-body">{words.stepNotNow}</p>
      <Reasons refusals={offered?.refusals ?? []} number={claim.file.number} />
    </ClaimFrame>
  )
}

function Field({ field, view }: { field: StepField; view: StepView }) {
  const words = useWords(claimWords)
  const { values, errors, investigators, files, others } = view
  const shared = { name: field, values, errors }
  const choose = { value: '', label: words.choose }
  switch (field) {
    case 'reason':
      return <TextArea {...shared} label={words.fieldReason} rows={3} maxLength={2000} />
    case 'party':
      return <TextInput {...shared} label={words.fieldParty} hint={words.fieldPartyHint} />
    case 'question':
      return <TextArea {...shared} label={words.fieldQuestion} rows={3} maxLength={2000} />
    case 'questions':
      return <TextArea {...shared} label={words.fieldQuestions} hint={words.fieldQuestionsHint} />
    case 'dueOn':
    case 'occurredOn':
      return (
        <DateInput
          {...shared}
          label={field === 'dueOn' ? words.fieldDueOn : words.fieldOccurredOn}
          parts={{ day: words.day, month: words.month, year: words.year }}
        />
      )
    case 'investigatorId':
      return <Select {...shared} label={words.fieldInvestigator} choices={[choose, ...investigators]} />
    case 'answerDocumentId':
      return <Select {...shared} label={words.fieldAnswer} choices={[choose, ...files]} />
    case 'survivingClaimId':
      return others.length === 0 ? (
        <p class="govuk-body">{words.mergeNone}</p>
      ) : (
        <Radios {...shared} label={words.fieldSurviving} hint={words.fieldSurvivingHint} choices={others} />
      )
    case 'deathCause': {
      const choices = deathCauses
        .filter((cause) => typeOfCause(cause) !== view.claim.file.type)
        .map((value) => ({ value, label: words[`cause_${value}`] }))
      return <Radios {...shared} label={words.fieldDeathCause} choices={choices} />
    }
    case 'ground': {
      const texts = {
        new_evidence: words.groundNewEvidence,
        error: words.groundError,
        court_order: words.groundCourtOrder,
        objection_upheld: words.groundObjection,
      }
      const choices = grounds.map((value) => ({ value, label: texts[value] }))
      return <Radios {...shared} label={words.fieldGround} choices={choices} />
    }
  }
}
