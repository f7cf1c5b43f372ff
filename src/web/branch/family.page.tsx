/** The family of a participant as the papers show it, from which the law names who is paid. */
import { familyRelations } from '../../verification/family.dto.js'
import { InsetText } from '../shared/components/blocks.js'
import { Checkbox, DateInput, Select, TextInput } from '../shared/components/fields.js'
import { Button, Form } from '../shared/components/form.js'
import type { FormErrors, FormValues } from '../shared/form.js'
import { fill, useWords } from '../shared/words.js'
import { claimWords } from '../words/branch-claim.en.js'
import { familyWords } from '../words/branch-family.js'
import type { OpenClaim } from './claim-desk.service.js'
import { ClaimFrame } from './claim-frame.js'
import { paths } from './paths.js'

export interface FamilyView {
  claim: OpenClaim
  rows: number
  values: FormValues
  errors?: FormErrors
}

export const MOST_RELATIVES = 40

export function FamilyPage({ view }: { view: FamilyView }) {
  const words = useWords(familyWords)
  const { claim, rows, values, errors } = view
  const { number } = claim.file
  const fields = { values, errors }
  return (
    <ClaimFrame claim={claim} title={words.title} tab="ahli-waris" errors={errors}>
      <InsetText>{words.hint}</InsetText>
      <Form action={paths.claim(number, 'keluarga')}>
        <input type="hidden" name="baris" value={rows} />
        {Array.from({ length: rows }, (_, index) => (
          <RelativeFields place={index + 1} {...fields} key={index} />
        ))}
        {rows < MOST_RELATIVES && (
          <Button kind="secondary" name="tambah" value="ya">
            {words.more}
          </Button>
        )}
        <h2 class="govuk-heading-m">{words.others}</h2>
        <TextInput
          name="representative"
          label={words.representative}
          hint={words.representativeHint}
          {...fields}
        />
        <TextInput name="guardian" label={words.guardian} hint={words.guardianHint} {...fields} />
        <TextInput name="beneficiary" label={words.beneficiary} hint={words.beneficiaryHint} {...fields} />
        <TextInput name="deed" label={words.deed} hint={words.deedHint} {...fields} />
        <TextInput name="burialArranger" label={words.arranger} hint={words.arrangerHint} {...fields} />
        <Button>{words.save}</Button>
      </Form>
    </ClaimFrame>
  )
}

function RelativeFields({
  place,
  values,
  errors,
}: Pick<FamilyView, 'values' | 'errors'> & { place: number }) {
  const words = useWords(familyWords)
  const relationWords = useWords(claimWords)
  const field = (name: string) => ({ name: `${name}-${place}`, values, errors })
  const relations = familyRelations.map((value) => ({ value, label: relationWords[`relation_${value}`] }))
  return (
    <fieldset class="govuk-fieldset santun-payee">
      <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">
        {fill(words.relative, { place })}
      </legend>
      <TextInput {...field('name')} label={words.name} />
      <Select
        {...field('relation')}
        label={words.relation}
        choices={[{ value: '', label: words.choose }, ...relations]}
      />
      <DateInput
        {...field('birthDate')}
        label={words.birthDate}
        parts={{ day: words.day, month: words.month, year: words.year }}
      />
      <Checkbox {...field('dead')} label={words.dead} />
      <Checkbox {...field('married')} label={words.married} />
    </fieldset>
  )
}
