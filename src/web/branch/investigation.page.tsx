import type { OfferedStep } from '../../intake/staff-steps.service.js'
import type { Investigation, InvestigationAnswer } from '../../verification/investigation.service.js'
import { Details, InsetText, Outcome, Tag } from '../shared/components/blocks.js'
import { type Choice, Select, TextArea } from '../shared/components/fields.js'
import { Button, Form } from '../shared/components/form.js'
import type { FormErrors, FormValues } from '../shared/form.js'
import { usePage } from '../shared/page-context.js'
import { StepForm } from '../shared/step-form.js'
import { momentInWords } from '../shared/when.js'
import { fill, useWords } from '../shared/words.js'
import { investigationWords } from '../words/branch-investigation.js'
import type { OpenClaim } from './claim-desk.service.js'
import { ClaimFrame } from './claim-frame.js'
import type { StepToken } from './desk-steps.service.js'
import { paths } from './paths.js'
import { dateInWords } from './when.js'

export interface InvestigationView {
  claim: OpenClaim
  /** The latest first. */
  investigations: readonly Investigation[]
  /** This person answers the questions of the latest one. */
  mayAnswer: boolean
  files: readonly Choice[]
  report?: OfferedStep
  token: StepToken
  values?: FormValues
  errors?: FormErrors
}

/** What a claim is examined for, question by question, with what was found and how it is known. */
export function InvestigationPage({ view }: { view: InvestigationView }) {
  const words = useWords(investigationWords)
  const { claim, investigations, mayAnswer, errors } = view
  return (
    <ClaimFrame claim={claim} title={words.title} errors={errors}>
      <Outcome words={{ jawaban: words.saved }} />
      {investigations.length === 0 && <InsetText>{words.none}</InsetText>}
      {investigations.map((investigation, index) => (
        <Questions
          investigation={investigation}
          view={mayAnswer && index === 0 ? view : undefined}
          key={investigation.openedAt}
        />
      ))}
      <Report view={view} />
    </ClaimFrame>
  )
}

function Questions({ investigation, view }: { investigation: Investigation; view?: InvestigationView }) {
  const words = useWords(investigationWords)
  const zone = usePage().staff?.branch.zone ?? ''
  const { openedBy: by, openedAt, investigator, dueOn, reason, questions } = investigation
  return (
    <section>
      <p class="govuk-body-s">
        {fill(words.opened, { by, at: momentInWords(openedAt, zone), investigator, due: dateInWords(dueOn) })}
      </p>
      <h2 class="govuk-heading-s">{words.why}</h2>
      <p class="govuk-body">{reason}</p>
      {questions.map(({ question, answers }, index) => (
        <div class="santun-payee" key={question}>
          <h2 class="govuk-heading-m">
            {index + 1}. {question}
          </h2>
          {answers.length === 0 && <Tag colour="orange">{words.open}</Tag>}
          {answers.map((answer) => (
            <Answer answer={answer} key={answer.at} />
          ))}
          {view && <AnswerForm position={index + 1} again={answers.length > 0} view={view} />}
        </div>
      ))}
    </section>
  )
}

function Answer({ answer: { answer, source, fileName, by, at } }: { answer: InvestigationAnswer }) {
  const words = useWords(investigationWords)
  const zone = usePage().staff?.branch.zone ?? ''
  return (
    <InsetText>
      <p class="govuk-hint">{fill(words.answeredBy, { by, at: momentInWords(at, zone) })}</p>
      <p class="govuk-body santun-lines">{answer}</p>
      {source && <p class="govuk-body-s">{fill(words.source, { source })}</p>}
      {fileName && <p class="govuk-body-s">{fill(words.file, { name: fileName })}</p>}
    </InsetText>
  )
}

interface AnswerFormProps {
  position: number
  again: boolean
  view: InvestigationView
}

function AnswerForm({ position, again, view: { claim, files, values, errors } }: AnswerFormProps) {
  const words = useWords(investigationWords)
  const field = (name: string) => ({ name: `${name}-${position}`, values, errors })
  const form = (
    <Form action={paths.claim(claim.file.number, 'pemeriksaan')}>
      <input type="hidden" name="pertanyaan" value={position} />
      <TextArea {...field('answer')} label={words.answer} rows={3} maxLength={2000} />
      <TextArea
        {...field('source')}
        label={words.sourceField}
        hint={words.sourceHint}
        rows={2}
        maxLength={500}
      />
      <Select
        {...field('fileId')}
        label={words.fileField}
        choices={[{ value: '', label: words.noFile }, ...files]}
      />
      <Button kind="secondary">{words.save}</Button>
    </Form>
  )
  return again ? <Details summary={words.answerAgain}>{form}</Details> : form
}

function Report({ view: { claim, report, token } }: { view: InvestigationView }) {
  const words = useWords(investigationWords)
  if (!report?.allowed) return null
  return (
    <StepForm action={paths.claim(claim.file.number, 'pemeriksaan/lapor')} {...token}>
      <p class="govuk-body">{words.reportHint}</p>
      <Button>{words.report}</Button>
    </StepForm>
  )
}
