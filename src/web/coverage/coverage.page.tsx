import { formatDateId } from '#libs/local-date'
import type { CoverageAnswer } from '../../membership/registered-person.query.js'
import { DateInput, TextInput } from '../shared/components/fields.js'
import { Button, Form } from '../shared/components/form.js'
import { CoverageFacts } from '../shared/coverage-facts.js'
import type { FormErrors, FormValues } from '../shared/form.js'
import { StaffPage } from '../shared/staff-page.js'
import { fill, useWords } from '../shared/words.js'
import { coverageWords } from '../words/coverage.js'

interface CoverageProps {
  answer?: CoverageAnswer
  values?: FormValues
  errors?: FormErrors
}

/** Is this person covered, since when, and what is to be paid until when. */
export function CoveragePage({ answer, values, errors }: CoverageProps) {
  const words = useWords(coverageWords)
  const state = { values, errors }
  return (
    <StaffPage title={words.title} errors={errors}>
      <h1 class="govuk-heading-l">{words.title}</h1>
      <p class="govuk-body">{words.intro}</p>
      {answer && (
        <section aria-labelledby="jawaban">
          <h2 class="govuk-heading-m" id="jawaban">
            {fill(words.answer, { date: formatDateId(answer.event_date) })}
          </h2>
          <CoverageFacts answer={answer} />
        </section>
      )}
      <Form action="/petugas/kepesertaan">
        <p class="govuk-body">{words.oneOf}</p>
        <TextInput
          name="nik"
          label={words.nik}
          hint={words.nikHint}
          inputMode="numeric"
          width={20}
          maxLength={24}
          {...state}
        />
        <TextInput name="kpj" label={words.kpj} hint={words.kpjHint} width={20} maxLength={20} {...state} />
        <TextInput name="name" label={words.name} maxLength={100} {...state} />
        <DateInput name="birthDate" label={words.birthDate} parts={words} {...state} />
        <DateInput
          name="eventDate"
          label={words.eventDate}
          hint={words.eventDateHint}
          parts={words}
          {...state}
        />
        <Button>{words.ask}</Button>
      </Form>
    </StaffPage>
  )
}
