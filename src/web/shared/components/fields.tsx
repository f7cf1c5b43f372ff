/** Form fields in the patterns of the GOV.UK Design System: label, hint, error and input tied together. */
import type { ComponentChildren } from 'preact'
import type { FormErrors, FormValues } from '../form.js'

export interface FieldProps {
  name: string
  label: string
  hint?: string
  values?: FormValues
  errors?: FormErrors
  /** The label is the heading of its page, when a page asks one thing. */
  heading?: boolean
}

interface TextInputProps extends FieldProps {
  /** The keyboard that a phone shows; what is typed stays text. */
  inputMode?: 'numeric' | 'tel' | 'email' | 'text'
  autocomplete?: string
  width?: 2 | 4 | 5 | 10 | 20 | 30
  maxLength?: number
}

export function TextInput({
  name,
  inputMode,
  autocomplete = 'off',
  width,
  maxLength,
  ...field
}: TextInputProps) {
  const { error, value, describedBy } = stateOf(name, field)
  return (
    <Group name={name} {...field}>
      <input
        class={inputClass(error, width)}
        id={name}
        name={name}
        type="text"
        value={value}
        inputMode={inputMode}
        autoComplete={autocomplete}
        maxLength={maxLength}
        spellcheck={false}
        aria-describedby={describedBy}
      />
    </Group>
  )
}

/** What is typed is never shown, not even after an error. */
export function PasswordInput({ name, autocomplete, ...field }: FieldProps & { autocomplete: string }) {
  const { error, describedBy } = stateOf(name, field)
  return (
    <Group name={name} {...field}>
      <input
        class={inputClass(error, 20)}
        id={name}
        name={name}
        type="password"
        autoComplete={autocomplete}
        aria-describedby={describedBy}
      />
    </Group>
  )
}

function inputClass(error: string | undefined, width: number | undefined): string {
  return `govuk-input${width === undefined ? '' : ` govuk-input--width-${width}`}${error ? ' govuk-input--error' : ''}`
}

export function TextArea({
  name,
  rows = 5,
  maxLength,
  ...field
}: FieldProps & { rows?: number; maxLength?: number }) {
  const { error, value, describedBy } = stateOf(name, field)
  return (
    <Group name={name} {...field}>
      <textarea
        class={`govuk-textarea${error ? ' govuk-textarea--error' : ''}`}
        id={name}
        name={name}
        rows={rows}
        maxLength={maxLength}
        aria-describedby={describedBy}
      >
        {value}
      </textarea>
    </Group>
  )
}

/** What families photograph and offices scan. */
export const PAPERS = 'image/*,application/pdf'

/** One file; the kinds that are taken are only offered, the server looks at what came. */
export function FileInput({ name, accept, ...field }: FieldProps & { accept: string }) {
  const { error, describedBy } = stateOf(name, field)
  return (
    <Group name={name} {...field}>
      <input
        class={`govuk-file-upload${error ? ' govuk-file-upload--error' : ''}`}
        type="file"
        id={name}
        name={name}
        accept={accept}
        aria-describedby={describedBy}
      />
    </Group>
  )
}

/** The number of a phone, with the keyboard for it. */
export function PhoneInput(field: FieldProps) {
  return <TextInput inputMode="tel" autocomplete="tel" width={20} maxLength={24} {...field} />
}

export interface Choice {
  value: string
  label: string
  hint?: string
}

/** Choices under a heading of their own. */
export interface ChoiceGroup {
  heading: string
  choices: readonly Choice[]
}

export function Select({
  name,
  choices,
  groups = [],
  ...field
}: FieldProps & { choices: readonly Choice[]; groups?: readonly ChoiceGroup[] }) {
  const { error, value, describedBy } = stateOf(name, field)
  return (
    <Group name={name} {...field}>
      <select
        class={`govuk-select${error ? ' govuk-select--error' : ''}`}
        id={name}
        name={name}
        aria-describedby={describedBy}
      >
        {choices.map((choice) => optionOf(choice, value))}
        {groups.map(({ heading, choices: under }) => (
          <optgroup label={heading} key={heading}>
            {under.map((choice) => optionOf(choice, value))}
          </optgroup>
        ))}
      </select>
    </Group>
  )
}

function optionOf({ value, label }: Choice, chosen = '') {
  return (
    <option key={value} value={value} selected={value === chosen}>
      {label}
    </option>
  )
}

export function Radios(props: FieldProps & { choices: readonly Choice[]; inline?: boolean }) {
  const { name, choices, inline, ...field } = props
  const { value } = stateOf(name, field)
  return (
    <GroupOfChoices name={name} {...field}>
      <div class={`govuk-radios${inline ? ' govuk-radios--inline' : ''}`}>
        {choices.map((choice, index) => (
          <div class="govuk-radios__item" key={choice.value}>
            <input
              class="govuk-radios__input"
              id={index === 0 ? name : `${name}-${index + 1}`}
              name={name}
              type="radio"
              value={choice.value}
              checked={choice.value === value}
            />
            <label class="govuk-label govuk-radios__label" for={index === 0 ? name : `${name}-${index + 1}`}>
              {choice.label}
            </label>
            {choice.hint && <div class="govuk-hint govuk-radios__hint">{choice.hint}</div>}
          </div>
        ))}
      </div>
    </GroupOfChoices>
  )
}

/** One yes: a statement that somebody confirms, sent as `ya`. */
export function Checkbox({ name, label, ...field }: FieldProps) {
  const { error, value } = stateOf(name, field)
  return (
    <div class={`govuk-form-group${error ? ' govuk-form-group--error' : ''}`}>
      {error && <ErrorMessage name={name} text={error} />}
      <div class="govuk-checkboxes">
        <div class="govuk-checkboxes__item">
          <input
            class="govuk-checkboxes__input"
            id={name}
            name={name}
            type="checkbox"
            value="ya"
            checked={value === 'ya'}
            aria-describedby={error ? `${name}-error` : undefined}
          />
          <label class="govuk-label govuk-checkboxes__label" for={name}>
            {label}
          </label>
        </div>
      </div>
    </div>
  )
}

/** A calendar date as three numbers, sent as `<name>-day`, `<name>-month`, `<name>-year`; see `dateOf`. */
export function DateInput(props: FieldProps & { parts: { day: string; month: string; year: string } }) {
  const { name, parts, ...field } = props
  const invalid = field.errors?.[name] ? ' govuk-input--error' : ''
  return (
    <GroupOfChoices name={name} {...field}>
      <div class="govuk-date-input" id={name}>
        {(['day', 'month', 'year'] as const).map((part) => (
          <div class="govuk-date-input__item" key={part}>
            <div class="govuk-form-group">
              <label class="govuk-label govuk-date-input__label" for={`${name}-${part}`}>
                {parts[part]}
              </label>
              <input
                class={`govuk-input govuk-date-input__input govuk-input--width-${part === 'year' ? 4 : 2}${invalid}`}
                id={`${name}-${part}`}
                name={`${name}-${part}`}
                type="text"
                inputMode="numeric"
                autoComplete="off"
                value={field.values?.[`${name}-${part}`]}
              />
            </div>
          </div>
        ))}
      </div>
    </GroupOfChoices>
  )
}

/** The three numbers of a `DateInput` as YYYY-MM-DD, or undefined where one is missing; whether the day exists is checked later. */
export function dateOf(values: FormValues, name: string): string | undefined {
  const [day, month, year] = (['day', 'month', 'year'] as const).map((part) => values[`${name}-${part}`])
  if (!day || !month || !year) return undefined
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
}

/** A date as the values of its `DateInput`. */
export function dateParts(name: string, date: string | null | undefined): FormValues {
  const [year, month, day] = date?.split('-') ?? []
  return { [`${name}-day`]: strip(day), [`${name}-month`]: strip(month), [`${name}-year`]: year }
}

const strip = (number: string | undefined): string | undefined => number?.replace(/^0/, '')

function stateOf(name: string, { values, errors, hint }: Omit<FieldProps, 'name' | 'label'>) {
  const error = errors?.[name]
  const ids = [hint ? `${name}-hint` : '', error ? `${name}-error` : ''].filter(Boolean)
  return { error, value: values?.[name], describedBy: ids.length > 0 ? ids.join(' ') : undefined }
}

function Group({
  name,
  label,
  hint,
  errors,
  heading,
  children,
}: FieldProps & { children: ComponentChildren }) {
  const error = errors?.[name]
  const text = (
    <label class={`govuk-label${heading ? ' govuk-label--l' : ''}`} for={name}>
      {label}
    </label>
  )
  return (
    <div class={`govuk-form-group${error ? ' govuk-form-group--error' : ''}`}>
      {heading ? <h1 class="govuk-label-wrapper">{text}</h1> : text}
      {hint && (
        <div class="govuk-hint" id={`${name}-hint`}>
          {hint}
        </div>
      )}
      {error && <ErrorMessage name={name} text={error} />}
      {children}
    </div>
  )
}

function GroupOfChoices(props: FieldProps & { children: ComponentChildren }) {
  const { name, label, hint, errors, heading, children } = props
  const { error, describedBy } = stateOf(name, props)
  return (
    <div class={`govuk-form-group${error ? ' govuk-form-group--error' : ''}`}>
      <fieldset class="govuk-fieldset" aria-describedby={describedBy}>
        <legend class={`govuk-fieldset__legend govuk-fieldset__legend--${heading ? 'l' : 's'}`}>
          {heading ? <h1 class="govuk-fieldset__heading">{label}</h1> : label}
        </legend>
        {hint && (
          <div class="govuk-hint" id={`${name}-hint`}>
            {hint}
          </div>
        )}
        {errors?.[name] && <ErrorMessage name={name} text={errors[name] ?? ''} />}
        {children}
      </fieldset>
    </div>
  )
}

function ErrorMessage({ name, text }: { name: string; text: string }) {
  return (
    <p class="govuk-error-message" id={`${name}-error`}>
      {text}
    </p>
  )
}
