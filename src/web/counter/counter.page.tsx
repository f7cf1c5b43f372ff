/** P8: the claim that an officer types for a family, its documents from the scanner, and the receipt to take home. */
import { claimTypes } from '#libs/lifecycle'
import type { ClaimOnFile } from '../../claims/claim-by-number.query.js'
import type { DocumentOfClaim } from '../../documents/documents-of-claim.query.js'
import { relations } from '../../intake/claim-answers.dto.js'
import { Outcome } from '../shared/components/blocks.js'
import { DateInput, Select, TextInput } from '../shared/components/fields.js'
import { Button, ButtonLink, Form } from '../shared/components/form.js'
import type { FormErrors, FormValues } from '../shared/form.js'
import { StaffPage } from '../shared/staff-page.js'
import { fill, useWords } from '../shared/words.js'
import { draftGloss } from '../words/claimant-draft.en.js'
import { draftWords } from '../words/claimant-draft.js'
import { counterId, counterWords } from '../words/counter.js'

const familyWords = { id: draftWords, en: draftGloss } as const

interface CounterPageProps {
  /** Goes with the form: pressed twice it opens one claim. */
  opening: string
  values?: FormValues
  errors?: FormErrors
}

export function CounterPage(props: CounterPageProps) {
  return (
    <StaffPage title={counterId.title} errors={props.errors}>
      <CounterForm {...props} />
    </StaffPage>
  )
}

function CounterForm({ opening, values, errors }: CounterPageProps) {
  const words = useWords(counterWords)
  const family = useWords(familyWords)
  const parts = { day: family.day, month: family.month, year: family.year }
  const field = { values, errors }
  const types = claimTypes.map((type) => ({ value: type, label: words[type] }))
  const kin = relations.map((relation) => ({ value: relation, label: family[relation] }))
  return (
    <>
      <h1 class="govuk-heading-l">{words.title}</h1>
      <p class="govuk-body">{words.intro}</p>
      <Form action="/petugas/loket">
        <input type="hidden" name="opening" value={opening} />
        <Select
          name="type"
          label={words.type}
          choices={[{ value: '', label: words.typeChoose }, ...types]}
          {...field}
        />
        <h2 class="govuk-heading-m">{words.participant}</h2>
        <TextInput name="participant" label={family.participantName} width={30} {...field} />
        <TextInput
          name="number"
          label={family.participantNumber}
          hint={family.participantNumberAlso}
          inputMode="numeric"
          width={20}
          {...field}
        />
        <DateInput name="event" label={words.eventDate} hint={words.eventDateHint} {...{ parts, ...field }} />
        <DateInput name="death" label={words.deathDate} {...{ parts, ...field }} />
        <h2 class="govuk-heading-m">{words.claimant}</h2>
        <TextInput name="claimant" label={family.formName} width={30} {...field} />
        <Select
          name="relation"
          label={family.formRelation}
          choices={[{ value: '', label: family.relationMissing }, ...kin]}
          {...field}
        />
        <TextInput name="phone" label={words.claimantPhone} inputMode="tel" width={20} {...field} />
        <Button>{words.open}</Button>
      </Form>
    </>
  )
}

interface CounterClaimProps {
  claim: ClaimOnFile
  documents: readonly DocumentOfClaim[]
  submission: string
  errors?: FormErrors
}

export function CounterClaimPage(props: CounterClaimProps) {
  const title = fill(counterId.claimTitle, { number: props.claim.number })
  return (
    <StaffPage title={title} errors={props.errors}>
      <CounterClaim {...props} />
    </StaffPage>
  )
}

function CounterClaim({ claim, documents, submission }: CounterClaimProps) {
  const words = useWords(counterWords)
  const at = `/petugas/loket/${claim.number}`
  return (
    <>
      <h1 class="govuk-heading-l">{fill(words.claimTitle, { number: claim.number })}</h1>
      <Outcome words={{ dibuka: words.claimOpened, diterima: words.documentSent }} />
      <table class="govuk-table">
        <caption class="govuk-table__caption govuk-table__caption--m">{words.documents}</caption>
        <thead class="govuk-table__head">
          <tr class="govuk-table__row">
            <th class="govuk-table__header">{words.documentName}</th>
            <th class="govuk-table__header">{words.documentState}</th>
            <th class="govuk-table__header">{words.documentFile}</th>
          </tr>
        </thead>
        <tbody class="govuk-table__body">
          {documents.map((document) => (
            <ScannedDocument key={document.code} at={at} document={document} />
          ))}
        </tbody>
      </table>
      <Form action={`${at}/kirim`}>
        <input type="hidden" name="submission" value={submission} />
        <input type="hidden" name="version" value={claim.version} />
        <p class="govuk-hint">{words.sendHint}</p>
        <Button>{words.send}</Button>
      </Form>
    </>
  )
}

function ScannedDocument({ at, document }: { at: string; document: DocumentOfClaim }) {
  const words = useWords(counterWords)
  const { code, name, stateInWords } = document
  const field = `file-${code}`
  return (
    <tr class="govuk-table__row">
      <td class="govuk-table__cell">{name}</td>
      <td class="govuk-table__cell">{stateInWords}</td>
      <td class="govuk-table__cell">
        <Form action={`${at}/berkas/${code}`} files>
          <label class="govuk-visually-hidden" for={field}>
            {`${words.documentFile}: ${name}`}
          </label>
          <input type="file" id={field} name="file" accept="image/*,application/pdf" />
          <Button kind="secondary">
            {words.documentSend}
            <span class="govuk-visually-hidden"> {name}</span>
          </Button>
        </Form>
      </td>
    </tr>
  )
}

interface CounterReceiptProps {
  claim: ClaimOnFile
  date: string
  /** Where the family sees its claim, and the same as a picture. */
  address: string
  qr: string
}

export function CounterReceiptPage(props: CounterReceiptProps) {
  return (
    <StaffPage title={counterId.receipt}>
      <CounterReceipt {...props} />
    </StaffPage>
  )
}

function CounterReceipt({ claim, date, address, qr }: CounterReceiptProps) {
  const words = useWords(counterWords)
  const { number, participant_name: participant, branch } = claim
  return (
    <>
      <h1 class="govuk-heading-l">{words.receipt}</h1>
      <p class="govuk-body-l">
        {fill(words.receiptText, { number, participant: participant ?? '', branch: branch.name })}
      </p>
      <p class="govuk-body">{fill(words.receiptDate, { date })}</p>
      <img src={qr} width={180} height={180} alt={fill(words.receiptQr, { number })} />
      <p class="govuk-body">{words.receiptHow}</p>
      <p class="govuk-body">{address}</p>
      <p class="govuk-body">{words.receiptFree}</p>
      <p class="govuk-hint">{words.receiptPrint}</p>
      <ButtonLink href="/petugas/loket">{words.next}</ButtonLink>
    </>
  )
}
