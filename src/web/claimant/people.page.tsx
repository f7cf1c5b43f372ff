/** Who may look at a claim beside the family, who may act for it, and taking that back. */
import type { PersonOnClaim } from '../../claims/people-of-claim.service.js'
import { Outcome, SummaryList, Tag } from '../shared/components/blocks.js'
import { Radios, TextInput } from '../shared/components/fields.js'
import { Button, ButtonLink, Form } from '../shared/components/form.js'
import type { FormErrors, FormValues } from '../shared/form.js'
import { fill } from '../shared/words.js'
import { peopleOutcomes, peopleWords as words } from '../words/claimant-people.js'
import { statusWords } from '../words/claimant-status.js'
import { ClaimantPage } from './claimant-page.js'
import { maskedPhone } from './draft/masked.js'

export const NAME_LENGTH = 100

export interface PeoplePageProps {
  number: string
  people: readonly PersonOnClaim[]
  /** Only an heir names people. */
  mayName: boolean
  /** Whether the letter of authority came; null where none is needed, or the claim takes no papers now. */
  letter: { given: boolean } | null
  values?: FormValues
  errors?: FormErrors
}

export function PeoplePage(props: PeoplePageProps) {
  const { number, people, mayName, letter, errors } = props
  return (
    <ClaimantPage title={words.title} back={`/k/${number}`} errors={errors}>
      <Outcome words={peopleOutcomes} />
      <h1 class="govuk-heading-l">{words.title}</h1>
      <p class="govuk-body">{fill(words.text, { number })}</p>
      {people.map((person) => (
        <OnePerson key={person.id} {...{ number, person, mayName }} />
      ))}
      {letter && <Letter number={number} given={letter.given} />}
      {mayName ? <AddForm {...props} /> : <p class="govuk-inset-text">{words.onlyHeir}</p>}
    </ClaimantPage>
  )
}

function OnePerson(props: { number: string; person: PersonOnClaim; mayName: boolean }) {
  const { number, person, mayName } = props
  const { id, name, phone, named_by: namedBy } = person
  return (
    <>
      <SummaryList
        rows={[
          { key: words.name, value: name },
          { key: words.role, value: mayDo(person) },
          { key: words.phone, value: phone ? maskedPhone(phone) : words.none },
        ]}
      />
      {mayName && namedBy !== null && (
        <Form action={`/k/${number}/orang/${id}/cabut`}>
          <Button kind="secondary">
            {words.takeBack}
            <span class="govuk-visually-hidden"> {fill(words.takeBackOf, { name })}</span>
          </Button>
        </Form>
      )}
    </>
  )
}

function mayDo({ acts, kind }: PersonOnClaim): string {
  if (acts) return words.mayAll
  return kind === 'representative' ? words.mayWait : words.maySee
}

function Letter({ number, given }: { number: string; given: boolean }) {
  return (
    <>
      <h2 class="govuk-heading-m">{words.letterTitle}</h2>
      {given && (
        <p class="govuk-body">
          <Tag colour="green">{statusWords.uploadThere}</Tag>
        </p>
      )}
      <p class="govuk-body">{words.letterText}</p>
      <p class="govuk-body">{words.letterOffice}</p>
      <ButtonLink href={`/ajukan/${number}/berkas/SURAT_KUASA`} kind={given ? 'secondary' : undefined}>
        {words.letterTitle}
      </ButtonLink>
    </>
  )
}

function AddForm({ number, values, errors }: PeoplePageProps) {
  return (
    <>
      <h2 class="govuk-heading-m">{words.addTitle}</h2>
      <p class="govuk-body">{words.addText}</p>
      <Form action={`/k/${number}/orang`}>
        <Radios
          name="boleh"
          label={words.kind}
          choices={[
            { value: 'contact', label: words.contact, hint: words.contactHint },
            { value: 'representative', label: words.representative, hint: words.representativeHint },
          ]}
          {...{ values, errors }}
        />
        <TextInput
          name="nama"
          label={words.whoName}
          autocomplete="off"
          maxLength={NAME_LENGTH}
          {...{ values, errors }}
        />
        <TextInput
          name="hp"
          label={words.whoPhone}
          hint={words.whoPhoneHint}
          inputMode="tel"
          width={20}
          maxLength={20}
          {...{ values, errors }}
        />
        <p class="govuk-body">{words.told}</p>
        <Button>{words.add}</Button>
      </Form>
    </>
  )
}
