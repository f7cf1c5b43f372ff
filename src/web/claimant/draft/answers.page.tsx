/** W2: what happened, to whom, when and where, and who asks. The same pages before a draft is there and on the draft. */
import { Button, Form } from '../../shared/components/form.js'
import { DateInput, Radios, Select, TextInput } from '../../shared/components/fields.js'
import type { FormErrors, FormValues } from '../../shared/form.js'
import { fill } from '../../shared/words.js'
import { claimantWords } from '../../words/claimant.js'
import { draftWords as words } from '../../words/claimant-draft.js'
import { relations } from '../../../intake/claim-answers.dto.js'
import type { BranchOffice } from '../../../staff/branches.query.js'
import type { Happening } from './answer-forms.js'
import { DraftFrame } from './draft-frame.js'

interface QuestionProps {
  action: string
  back: string
  step?: number
  values?: FormValues
  errors?: FormErrors
  /** The version of the draft that this page shows; none before there is a draft. */
  version?: number
}

export function EventPage({ action, back, step, values, errors }: QuestionProps) {
  return (
    <DraftFrame title={words.eventTitle} bare {...{ back, step, errors }}>
      <Form action={action}>
        <Radios
          name="happening"
          label={words.eventTitle}
          hint={words.eventHint}
          heading
          choices={[
            { value: 'non_work_death', label: words.eventNonWork },
            { value: 'work_accident', label: words.eventAccident, hint: words.eventAccidentHint },
            { value: 'sudden_death_at_work', label: words.eventSudden },
            { value: 'occupational_disease', label: words.eventDisease },
            { value: 'alive', label: words.eventAlive },
          ]}
          {...{ values, errors }}
        />
        <Button>{claimantWords.continue}</Button>
      </Form>
    </DraftFrame>
  )
}

export function ParticipantPage({ action, back, step, values, errors, version }: QuestionProps) {
  return (
    <DraftFrame title={words.participantTitle} {...{ back, step, errors }}>
      <Form action={action}>
        <Version version={version} />
        <TextInput
          name="name"
          label={words.participantName}
          hint={words.participantNameHint}
          maxLength={100}
          {...{ values, errors }}
        />
        <TextInput
          name="number"
          label={words.participantNumber}
          hint={`${words.participantNumberHint} ${words.participantNumberAlso}`}
          inputMode="numeric"
          width={20}
          maxLength={24}
          {...{ values, errors }}
        />
        <Button>{claimantWords.continue}</Button>
      </Form>
    </DraftFrame>
  )
}

export function DatesPage(props: QuestionProps & { happening: Happening; name: string }) {
  const { action, back, step, values, errors, version, happening, name } = props
  const parts = { day: words.day, month: words.month, year: words.year }
  const asksBoth = happening === 'work_accident' || happening === 'occupational_disease'
  return (
    <DraftFrame title={words.datesTitle} {...{ back, step, errors }}>
      <Form action={action}>
        <Version version={version} />
        {asksBoth && (
          <DateInput
            name="accident"
            label={happening === 'work_accident' ? words.accidentDate : words.diseaseDate}
            hint={words.dateHint}
            {...{ parts, values, errors }}
          />
        )}
        <DateInput
          name="death"
          label={fill(words.deathDate, { name })}
          hint={asksBoth ? undefined : words.dateHint}
          {...{ parts, values, errors }}
        />
        <TextInput
          name="place"
          label={`${words.place} (${words.optional})`}
          hint={words.placeHint}
          maxLength={100}
          {...{ values, errors }}
        />
        <Button>{claimantWords.continue}</Button>
      </Form>
    </DraftFrame>
  )
}

export function ClaimantDetailsPage(
  props: QuestionProps & { name: string; branches?: readonly BranchOffice[] },
) {
  const { action, back, step, values, errors, version, name, branches } = props
  return (
    <DraftFrame title={words.claimantTitle} {...{ back, step, errors }}>
      <Form action={action}>
        <Version version={version} />
        <TextInput
          name="name"
          label={words.claimantName}
          hint={words.participantNameHint}
          autocomplete="name"
          maxLength={100}
          {...{ values, errors }}
        />
        <Radios
          name="relation"
          label={fill(words.claimantRelation, { name })}
          choices={relations.map((relation) => ({ value: relation, label: words[relation] }))}
          {...{ values, errors }}
        />
        {branches && (
          <Select
            name="branch"
            label={words.claimantBranch}
            hint={words.claimantBranchHint}
            choices={[
              { value: '', label: words.branchChoose },
              ...branches.map((branch) => ({ value: branch.code, label: branch.name })),
            ]}
            {...{ values, errors }}
          />
        )}
        <Button>{claimantWords.continue}</Button>
      </Form>
    </DraftFrame>
  )
}

/** Which state of the draft a page shows, sent back with its form. */
export function Version({ version }: { version?: number }) {
  return version === undefined ? null : <input type="hidden" name="version" value={version} />
}
