import { maskNik } from '#libs/nik'
import { partyEvidence, type PersonOnClaim } from '../../claims/people-of-claim.service.js'
import type { Witness } from '../../verification/witnesses.service.js'
import type { PersonOfNumber } from '../../intake/name-participant.service.js'
import { Details, SummaryList, Tag } from '../shared/components/blocks.js'
import { Checkbox, Select, TextInput } from '../shared/components/fields.js'
import { Button, Form } from '../shared/components/form.js'
import type { FormErrors, FormValues } from '../shared/form.js'
import { usePage } from '../shared/page-context.js'
import { fill, useWords } from '../shared/words.js'
import { claimWords } from '../words/branch-claim.en.js'
import { branchPeopleWords, evidenceWords } from '../words/branch-people.js'
import type { OpenClaim } from './claim-desk.service.js'
import { ClaimFrame } from './claim-frame.js'
import { paths } from './paths.js'
import { dateInWords } from './when.js'

export interface PeopleView {
  claim: OpenClaim
  people: readonly PersonOnClaim[]
  witnesses: readonly Witness[]
  mayConfirm: boolean
  mayChange: boolean
  /** The claim names a card that nobody has, and this is somebody who may find out whose death it was. */
  mayName: boolean
  found?: PersonOfNumber
  values?: FormValues
  errors?: FormErrors
}

/** Who is on a claim, what each of them may do, and what the branch does about it. */
export function PeopleOfClaimPage({ view }: { view: PeopleView }) {
  const words = useWords(branchPeopleWords)
  return (
    <ClaimFrame claim={view.claim} title={words.title} errors={view.errors}>
      {view.mayName && <Participant view={view} />}
      {view.people.map((person) => (
        <OnePerson person={person} view={view} key={person.id} />
      ))}
      <WitnessesOfClaim view={view} />
    </ClaimFrame>
  )
}

function OnePerson({ person, view }: { person: PersonOnClaim; view: PeopleView }) {
  const words = useWords(branchPeopleWords)
  const { name, kind, phone, acts, ended, named_by: namedBy, came_with: cameWith } = person
  const came = namedBy ? fill(words.namedBy, { name: namedBy }) : ''
  const reported = cameWith ? fill(words.cameWith, { number: cameWith }) : ''
  const waits = !acts && !ended && kind !== 'contact'
  return (
    <section class="santun-card">
      <SummaryList
        rows={[
          { key: words.name, value: name },
          { key: words.role, value: [words[`kind_${kind}`], came || reported].filter(Boolean).join(', ') },
          { key: words.phone, value: phone ? maskNik(phone) : '–' },
          {
            key: words.state,
            value: <Tag colour={acts ? 'green' : ended ? 'grey' : 'blue'}>{stateOf(person, words)}</Tag>,
          },
        ]}
      />
      {waits && view.mayConfirm && <Confirm person={person} view={view} />}
      {!ended && view.mayChange && <Change person={person} view={view} />}
      {!ended && view.mayChange && (namedBy !== null || cameWith !== null) && (
        <Form action={at(view, person, 'akhiri')}>
          <Button kind="secondary">
            {words.end} <span class="govuk-visually-hidden">{fill(words.of, { name })}</span>
          </Button>
        </Form>
      )}
    </section>
  )
}

/** Who signed as a witness; the number is masked, and whoever compares papers writes down another one. */
function WitnessesOfClaim({ view: { claim, witnesses, mayConfirm, values, errors } }: { view: PeopleView }) {
  const words = useWords(branchPeopleWords)
  return (
    <section class="santun-card">
      <h2 class="govuk-heading-m">{words.witnessTitle}</h2>
      {witnesses.length === 0 ? (
        <p class="govuk-body">{words.witnessNone}</p>
      ) : (
        <SummaryList rows={witnesses.map(({ name, nik }) => ({ key: name, value: nik }))} />
      )}
      {mayConfirm && (
        <Form action={paths.people(claim.file.number, '/saksi')}>
          <p class="govuk-body">{words.witnessText}</p>
          <TextInput
            name="nama-saksi"
            label={words.witnessName}
            maxLength={100}
            width={20}
            {...{ values, errors }}
          />
          <TextInput
            name="nik-saksi"
            label={words.witnessNik}
            inputMode="numeric"
            maxLength={20}
            width={20}
            {...{ values, errors }}
          />
          <Button kind="secondary">{words.witnessRecord}</Button>
        </Form>
      )}
    </section>
  )
}

const at = ({ claim }: PeopleView, { id }: PersonOnClaim, act: string): string =>
  paths.people(claim.file.number, `/${id}/${act}`)

function stateOf(
  { acts, ended, kind }: PersonOnClaim,
  words: Record<'acts' | 'ended' | 'sees' | 'waits', string>,
) {
  if (ended) return words.ended
  if (acts) return words.acts
  return kind === 'contact' ? words.sees : words.waits
}

function Confirm({ person, view }: { person: PersonOnClaim; view: PeopleView }) {
  const words = useWords(branchPeopleWords)
  const choose = useWords(claimWords).choose
  const { language } = usePage()
  return (
    <Form action={at(view, person, 'pastikan')}>
      <p class="govuk-body">{words.confirmText}</p>
      <Select
        name={`dokumen-${person.id}`}
        label={words.evidence}
        choices={[
          { value: '', label: choose },
          ...partyEvidence.map((value) => ({ value, label: evidenceWords[language][value] })),
        ]}
        errors={view.errors}
      />
      <Button>
        {words.confirm} <span class="govuk-visually-hidden">{fill(words.of, { name: person.name })}</span>
      </Button>
    </Form>
  )
}

function Change({ person, view }: { person: PersonOnClaim; view: PeopleView }) {
  const words = useWords(branchPeopleWords)
  const { values, errors } = view
  return (
    <Details summary={`${words.changePhone} ${fill(words.of, { name: person.name })}`}>
      <Form action={at(view, person, 'telepon')}>
        <p class="govuk-body">{words.changePhoneText}</p>
        <TextInput
          name={`hp-${person.id}`}
          label={words.newPhone}
          inputMode="tel"
          width={20}
          maxLength={20}
          {...{ values, errors }}
        />
        <Button kind="secondary">{words.changePhone}</Button>
      </Form>
    </Details>
  )
}

function Participant({ view }: { view: PeopleView }) {
  const words = useWords(branchPeopleWords)
  const { claim, found, values, errors } = view
  return (
    <section class="santun-card">
      <h2 class="govuk-heading-m">{words.participantTitle}</h2>
      <p class="govuk-body">{words.participantText}</p>
      <Form action={paths.people(claim.file.number, '/peserta')}>
        {found ? (
          <>
            <input type="hidden" name="nomor" value={values?.nomor} />
            <input type="hidden" name="lanjut" value="ya" />
            <Found found={found} stated={claim.file.participant_name} />
            <Checkbox name="cocok" label={words.participantSure} {...{ values, errors }} />
            <Button>{words.participantName}</Button>
          </>
        ) : (
          <>
            <TextInput
              name="nomor"
              label={words.participantNumber}
              inputMode="numeric"
              width={20}
              maxLength={30}
              {...{ values, errors }}
            />
            <Button>{words.participantLook}</Button>
          </>
        )}
      </Form>
    </section>
  )
}

function Found({ found, stated }: { found: PersonOfNumber; stated: string | null }) {
  const words = useWords(branchPeopleWords)
  const given = { key: words.participantStated, value: stated }
  if (found.name === null)
    return (
      <>
        <p class="govuk-inset-text">{words.participantUnknown}</p>
        <SummaryList rows={[given]} />
      </>
    )
  return (
    <>
      <h3 class="govuk-heading-s">{words.participantFound}</h3>
      <SummaryList
        rows={[
          given,
          { key: words.name, value: found.name },
          { key: words.participantBorn, value: dateInWords(found.birthDate) },
        ]}
      />
    </>
  )
}
