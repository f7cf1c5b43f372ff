import type { IncidentState } from '#libs/lifecycle'
import type { IncidentAtDoor } from '../../incidents/incident-access.service.js'
import type { LetterInWords } from '../../letters/letter-shelf.service.js'
import { ClaimantPage } from '../claimant/claimant-page.js'
import { Outcome, SummaryList } from '../shared/components/blocks.js'
import { TextInput } from '../shared/components/fields.js'
import { Button, ButtonLink, Form } from '../shared/components/form.js'
import type { FormErrors, FormValues } from '../shared/form.js'
import { dayInWords, momentInWords } from '../shared/when.js'
import { fill } from '../shared/words.js'
import { incidentDoorId as words } from '../words/incident-door.js'
import type { IncidentField } from './incident-forms.js'
import { FieldOfIncident } from './incident-form.page.js'
import { incidentPaths } from './paths.js'

export function DoorPage({ values, errors }: { values?: FormValues; errors?: FormErrors }) {
  return (
    <ClaimantPage title={words.title} errors={errors}>
      <h1 class="govuk-heading-l">{words.title}</h1>
      <p class="govuk-body">{words.intro}</p>
      <Form action={incidentPaths.door}>
        <TextInput
          name="kode"
          label={words.code}
          hint={words.codeHint}
          width={30}
          values={values}
          errors={errors}
        />
        <Button>{words.open}</Button>
      </Form>
    </ClaimantPage>
  )
}

/** The steps that everybody outside sees; they never go back without a sentence that says why. */
const publicSteps: readonly { words: keyof typeof words; states: readonly IncidentState[] }[] = [
  { words: 'step_noticed', states: ['noticed'] },
  { words: 'step_reported', states: ['stage1_reported'] },
  { words: 'step_care', states: ['guaranteed', 'under_determination', 'under_treatment'] },
  { words: 'step_final', states: ['stage2_due', 'stage2_reported'] },
  { words: 'step_done', states: ['closed', 'not_covered'] },
]

export interface DoorView {
  incident: IncidentAtDoor
  stateText: string
  /** What the holder of the code may send now. */
  todo: readonly { form: string; label: string }[]
  letters: readonly LetterInWords[]
}

export function IncidentAtDoorPage({ view: { incident, stateText, todo, letters } }: { view: DoorView }) {
  const {
    zone,
    state,
    participantName,
    eventDate,
    stage1DueAt,
    stage2DueAt,
    party,
    branchName,
    branchPhone,
  } = incident
  const at = publicSteps.findIndex(({ states }) => states.includes(state))
  const step = publicSteps[at]
  return (
    <ClaimantPage title={incident.number}>
      <Outcome words={{ kirim: words.saved }} />
      <h1 class="govuk-heading-l">{incident.number}</h1>
      <p class="govuk-body">{fill(words.hello, { name: party.name })}</p>
      {(party.kind === 'participant' || party.kind === 'family') && state !== 'closed' && (
        <p class="govuk-body">{words.wish}</p>
      )}
      <p class="govuk-body govuk-!-font-weight-bold">
        {fill(words.step, { n: String(at + 1), m: String(publicSteps.length) })}: {step && words[step.words]}
      </p>
      <p class="govuk-body">{stateText}</p>
      <SummaryList
        rows={[
          { key: words.participant, value: participantName },
          { key: words.eventDate, value: dayInWords(eventDate, zone) },
        ]}
      />
      {stage1DueAt && (
        <p class="govuk-body">{fill(words.stage1Until, { at: momentInWords(stage1DueAt, zone) })}</p>
      )}
      {stage2DueAt && (
        <p class="govuk-body">{fill(words.stage2Until, { at: momentInWords(stage2DueAt, zone) })}</p>
      )}
      {todo.length === 0 ? (
        <p class="govuk-body">{words.nothing}</p>
      ) : (
        <h2 class="govuk-heading-m">{words.todo}</h2>
      )}
      {todo.map(({ form, label }, index) => (
        <p key={form}>
          <ButtonLink href={incidentPaths.doorForm(form)} kind={index === 0 ? undefined : 'secondary'}>
            {label}
          </ButtonLink>
        </p>
      ))}
      <Letters letters={letters} />
      <p class="govuk-body">{fill(words.contact, { branch: branchName, phone: branchPhone })}</p>
      <Form action={incidentPaths.doorForm('keluar')}>
        <Button kind="secondary">{words.leave}</Button>
      </Form>
    </ClaimantPage>
  )
}

function Letters({ letters }: Pick<DoorView, 'letters'>) {
  if (letters.length === 0) return null
  return (
    <section>
      <h2 class="govuk-heading-m">{words.letters}</h2>
      <ul class="govuk-list govuk-list--spaced">
        {letters.map(({ id, label, number, sha256 }) => (
          <li key={id}>
            {sha256 === null ? (
              `${label}: ${words.letterBeingWritten}`
            ) : (
              <a class="govuk-link" href={incidentPaths.doorForm(`surat/${id}`)}>
                {`${label}, ${number}`}
              </a>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

interface DoorFormView {
  form: string
  title: string
  fields: readonly IncidentField[]
  stepKey: string
  values?: FormValues
  errors?: FormErrors
}

export function DoorFormPage({ form, title, fields, stepKey, values, errors }: DoorFormView) {
  return (
    <ClaimantPage title={title} back={incidentPaths.door} errors={errors}>
      <h1 class="govuk-heading-l">{title}</h1>
      <Form action={incidentPaths.doorForm(form)}>
        <input type="hidden" name="kunci" value={stepKey} />
        {fields.map((field) => (
          <FieldOfIncident field={field} values={values} errors={errors} key={field.name} />
        ))}
        <Button>{words.send}</Button>
      </Form>
    </ClaimantPage>
  )
}
