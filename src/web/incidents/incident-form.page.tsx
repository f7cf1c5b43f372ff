import { BackLink } from '../shared/components/blocks.js'
import { type Choice, DateInput, Select, TextArea, TextInput } from '../shared/components/fields.js'
import { Button } from '../shared/components/form.js'
import type { FormErrors, FormValues } from '../shared/form.js'
import { StaffPage } from '../shared/staff-page.js'
import { StepForm } from '../shared/step-form.js'
import { useWords } from '../shared/words.js'
import { incidentWords } from '../words/incident.js'
import type { IncidentField } from './incident-forms.js'
import { incidentPaths } from './paths.js'

export interface IncidentFormView {
  number: string
  action: string
  title: string
  button: string
  fields: readonly IncidentField[]
  /** Entries of the law's table of disabilities. */
  parts?: readonly Choice[]
  /** Hidden: what the page showed, and a key that does it once. */
  seen: number
  stepKey: string
  values?: FormValues
  errors?: FormErrors
}

/** One form of an incident: a step, a note, a period, a bill or a finding. */
export function IncidentFormPage({ view }: { view: IncidentFormView }) {
  const { number, action, title, button, fields, parts, seen, stepKey, values, errors } = view
  return (
    <StaffPage title={`${title}: ${number}`} errors={errors}>
      <BackLink href={incidentPaths.incident(number)}>{number}</BackLink>
      <h1 class="govuk-heading-l">{title}</h1>
      <StepForm action={action} version={seen} stepKey={stepKey}>
        {fields.map((field) => (
          <FieldOfIncident field={field} parts={parts} values={values} errors={errors} key={field.name} />
        ))}
        <Button>{button}</Button>
      </StepForm>
    </StaffPage>
  )
}

interface FieldOfIncidentProps {
  field: IncidentField
  parts?: readonly Choice[]
  values?: FormValues
  errors?: FormErrors
}

/** One field, as its description says; for desks and for people outside. */
export function FieldOfIncident({ field, parts = [], values, errors }: FieldOfIncidentProps) {
  const words = useWords(incidentWords)
  const own = { name: field.name, label: words[field.label], values, errors }
  const choose = { value: '', label: words.choose }
  switch (field.kind) {
    case 'area':
      return <TextArea {...own} rows={4} maxLength={field.maxLength} />
    case 'date':
      return <DateInput {...own} hint={field.hint && words[field.hint]} parts={words} />
    case 'moment':
      return (
        <>
          <DateInput {...own} parts={words} />
          <TextInput
            {...own}
            name={`${field.name}Hour`}
            label={words[field.hourLabel]}
            hint={words[field.hint]}
            width={5}
            maxLength={5}
          />
        </>
      )
    case 'choice': {
      const choices = field.choices.map(({ value, word }) => ({ value, label: words[word] }))
      return (
        <Select
          {...own}
          choices={choices.some(({ value }) => value === '') ? choices : [choose, ...choices]}
        />
      )
    }
    case 'part':
      return <Select {...own} choices={[choose, ...parts]} />
    case 'whole':
    case 'percent':
      return <TextInput {...own} hint={field.hint && words[field.hint]} inputMode="numeric" width={10} />
    case 'text':
      return (
        <TextInput {...own} hint={field.hint && words[field.hint]} width={30} maxLength={field.maxLength} />
      )
  }
}
