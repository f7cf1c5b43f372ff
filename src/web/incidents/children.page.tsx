import { schoolLevels } from '../../intake/claim-answers.dto.js'
import { BackLink, Details } from '../shared/components/blocks.js'
import { DateInput, Select, TextInput } from '../shared/components/fields.js'
import { Button, Form } from '../shared/components/form.js'
import type { FormErrors, FormValues } from '../shared/form.js'
import { StaffPage } from '../shared/staff-page.js'
import { fill, useWords } from '../shared/words.js'
import { incidentDeskWords } from '../words/incident-desk.js'
import { incidentWords } from '../words/incident.js'
import { incidentPaths } from './paths.js'

/** As many as are asked on one page; an empty one is no child. */
export const childPlaces = [1, 2, 3, 4] as const

interface ChildrenView {
  number: string
  values?: FormValues
  errors?: FormErrors
}

/** Asked before the benefit of a death or of a total disability is claimed: scholarships come with it. */
export function ChildrenPage({ number, values, errors }: ChildrenView) {
  const words = useWords(incidentDeskWords)
  const { openOutcome } = useWords(incidentWords)
  const [first, ...others] = childPlaces
  return (
    <StaffPage title={`${words.childrenTitle}: ${number}`} errors={errors}>
      <BackLink href={incidentPaths.incident(number)}>{number}</BackLink>
      <h1 class="govuk-heading-l">{words.childrenTitle}</h1>
      <p class="govuk-body">{words.childrenHint}</p>
      <Form action={incidentPaths.incident(number, '/anak')}>
        <h2 class="govuk-heading-m">{fill(words.child, { n: String(first) })}</h2>
        <Child place={first} values={values} errors={errors} />
        {others.map((place) => (
          <Details
            key={place}
            summary={fill(words.child, { n: String(place) })}
            open={values?.[`name${place}`] !== undefined}
          >
            <Child place={place} values={values} errors={errors} />
          </Details>
        ))}
        <Button>{openOutcome}</Button>
      </Form>
    </StaffPage>
  )
}

function Child({ place, ...shown }: { place: number } & Pick<ChildrenView, 'values' | 'errors'>) {
  const words = useWords(incidentDeskWords)
  const { day, month, year } = useWords(incidentWords)
  return (
    <>
      <TextInput {...shown} name={`name${place}`} label={words.childName} width={30} maxLength={100} />
      <DateInput {...shown} name={`birthDate${place}`} label={words.childBorn} parts={{ day, month, year }} />
      <Select
        {...shown}
        name={`level${place}`}
        label={words.childLevel}
        choices={[
          { value: '', label: words.notAtSchool },
          ...schoolLevels.map((value) => ({ value, label: words[`level_${value}`] })),
        ]}
      />
      <TextInput
        {...shown}
        name={`grade${place}`}
        label={words.childGrade}
        hint={words.childGradeHint}
        width={5}
        maxLength={4}
      />
    </>
  )
}
