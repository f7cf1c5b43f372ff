/** What the ruling needs to know of the child this year; kept at once, and asked for in no order. */
import type { ScholarshipLevel } from '#libs/law'
import { ClaimantPage } from '../claimant/claimant-page.js'
import { Radios, Select, TextInput } from '../shared/components/fields.js'
import { Button, Form } from '../shared/components/form.js'
import type { FormErrors, FormValues } from '../shared/form.js'
import { scholarshipWords as words } from '../words/claimant-scholarship.js'
import type { OwnYear } from './own-scholarships.service.js'
import { yearPath } from './paths.js'
import { placeInWords } from './place-in-words.js'
import { yearTitle } from './scholarships.page.js'
import { NO_WORK, placesOf, SCHOOL_LENGTH, workKinds } from './year-answers.js'

interface YearFormPageProps {
  of: OwnYear
  levels: readonly ScholarshipLevel[]
  values: FormValues
  errors?: FormErrors
}

const yesNo = [
  { value: 'ya', label: words.yes },
  { value: 'tidak', label: words.no },
]

export function YearFormPage({ of: { claim, award, year }, levels, values, errors }: YearFormPageProps) {
  const title = yearTitle(award, year)
  const field = { values, errors }
  const groups = placesOf(levels).map(({ heading, values: places }) => ({
    heading,
    choices: places.map((value) => ({
      value,
      label: placeInWords(...(value.split(':') as [string, string])),
    })),
  }))
  return (
    <ClaimantPage title={words.tellUs} back={yearPath(claim.number, year.id)} errors={errors}>
      <span class="govuk-caption-l">{title}</span>
      <h1 class="govuk-heading-l">{words.tellUs}</h1>
      <p class="govuk-body">{words.formIntro}</p>
      <Form action={yearPath(claim.number, year.id, 'isian')}>
        <Select
          name="kelas"
          label={words.place}
          choices={[{ value: '', label: words.placeChoose }]}
          groups={groups}
          {...field}
        />
        <Radios
          name="tinggal"
          label={words.repeated}
          hint={words.repeatedHint}
          choices={yesNo}
          inline
          {...field}
        />
        <TextInput
          name="sekolah"
          label={words.school}
          hint={words.schoolHint}
          maxLength={SCHOOL_LENGTH}
          {...field}
        />
        {award.asksStatus && <Status {...field} />}
        <Button>{words.save}</Button>
      </Form>
    </ClaimantPage>
  )
}

function Status(field: { values: FormValues; errors?: FormErrors }) {
  const work = Object.entries(workKinds).map(([value, label]) => ({ value, label }))
  return (
    <>
      <Radios name="menikah" label={words.married} choices={yesNo} inline {...field} />
      <Radios
        name="kerja"
        label={words.work}
        choices={[{ value: NO_WORK, label: words.workNone }, ...work]}
        {...field}
      />
      <TextInput
        name="bulan"
        label={words.months}
        hint={words.monthsHint}
        inputMode="numeric"
        width={4}
        maxLength={3}
        {...field}
      />
    </>
  )
}
