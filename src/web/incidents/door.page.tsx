import type { IncidentAtDoor } from '../../incidents/incident-access.service.js'
import type { IncidentStanding } from '../../incidents/incident-standing.query.js'
import type { LetterInWords } from '../../letters/letter-shelf.service.js'
import { ClaimantPage } from '../claimant/claimant-page.js'
import { Outcome } from '../shared/components/blocks.js'
import { TextInput } from '../shared/components/fields.js'
import { Button, ButtonLink, Form } from '../shared/components/form.js'
import type { FormErrors, FormValues } from '../shared/form.js'
import { fill } from '../shared/words.js'
import { incidentDoorId as words } from '../words/incident-door.js'
import { DoorCare, DoorStanding, DoorWay } from './door-standing.view.js'
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

export interface DoorView {
  incident: IncidentAtDoor
  standing: IncidentStanding
  stateLabel: string
  stateText: string
  claimState: (state: string) => string
  /** What the holder of the code may send now. */
  todo: readonly { form: string; label: string }[]
  letters: readonly LetterInWords[]
}

/** One incident for who was handed its code: the worker, the family, the employer or who treats. */
export function IncidentAtDoorPage({ view }: { view: DoorView }) {
  const { incident, standing, stateLabel, stateText, claimState, todo, letters } = view
  const { party, branchName, branchPhone } = incident
  return (
    <ClaimantPage title={`${stateLabel}, ${incident.number}`}>
      <Outcome words={{ kirim: words.saved }} />
      <span class="govuk-caption-l">{fill(words.about, { number: incident.number, name: party.name })}</span>
      <h1 class="govuk-heading-l">{stateLabel}</h1>
      <p class="govuk-body">{stateText}</p>
      {standing.care && incident.state !== 'closed' && incident.state !== 'not_covered' && (
        <p class="govuk-body">{words.wish}</p>
      )}
      <DoorStanding incident={incident} standing={standing} />
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
      {standing.care && <DoorCare care={standing.care} claimState={claimState} />}
      <Letters letters={letters} />
      <DoorWay incident={incident} standing={standing} />
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
