/** The one list of what is missing, each with its own way to be sent, and the button that says "done". */
import { Details, Tag } from '../shared/components/blocks.js'
import { Button, Form } from '../shared/components/form.js'
import { TextInput } from '../shared/components/fields.js'
import { fill } from '../shared/words.js'
import { statusWords as words } from '../words/claimant-status.js'
import type { ClaimCase, WantedDocument } from './status-case.js'
import { Substitutes } from './substitutes.js'

/** A file that was not taken stays in the list, marked, with what to do. */
export interface FailedUpload {
  code: string
  text: string
}

interface WantedProps {
  of: ClaimCase
  stepKey: string
  failed?: FailedUpload
}

export function WantedDocuments({ of, stepKey, failed }: WantedProps) {
  const { claim, wanted, progress } = of
  const open = wanted.filter(({ answered }) => !answered).length
  return (
    <>
      <ul class="govuk-list" id="dokumen">
        {wanted.map((document) => (
          <li class="santun-card" key={document.code}>
            <OneDocument number={claim.number} document={document} failed={failed} />
          </li>
        ))}
      </ul>
      {open > 0 ? (
        <p class="govuk-body">{fill(words.stillMissing, { n: open })}</p>
      ) : (
        <Form action={`/k/${claim.number}/kirim`}>
          <input type="hidden" name="kunci" value={stepKey} />
          <input type="hidden" name="versi" value={String(claim.version)} />
          <p class="govuk-body">{words.allThere}</p>
          <Button>{progress.duty === 'resume' ? words.resume : words.sendDone}</Button>
        </Form>
      )}
    </>
  )
}

/** A paper that came and could not be read is not one that never came. */
function standing({ answered, defect }: WantedDocument): string {
  if (answered) return words.uploadThere
  return defect && defect.code !== 'NOT_SUPPLIED' ? words.uploadRetake : words.uploadMissing
}

function OneDocument(props: { number: string; document: WantedDocument; failed?: FailedUpload }) {
  const { number, document, failed } = props
  const path = `/k/${number}/dokumen/${document.code}`
  return (
    <>
      <h3 class="govuk-heading-s">{document.name}</h3>
      <p class="govuk-body">
        <Tag colour={document.answered ? 'green' : 'orange'}>{standing(document)}</Tag>
      </p>
      {!document.answered && (
        <>
          <p class="govuk-body">
            {document.defect ? `${document.defect.words} ${document.defect.cure}` : document.why}
          </p>
          <p class="govuk-hint">{document.photo}</p>
        </>
      )}
      <PaperForm
        number={number}
        code={document.code}
        {...{ name: document.name, answered: document.answered, failed }}
      />
      {!document.answered && (
        <Details summary={words.notMine}>
          <Substitutes heading="h3" issuer={document.issuer} alternatives={document.alternatives} />
          <Form action={`${path}/tidak-punya`}>
            <TextInput name={`alasan-${document.code}`} label={words.notMineWhy} maxLength={200} />
            <Button kind="secondary">{words.notMineSend}</Button>
          </Form>
        </Details>
      )}
    </>
  )
}

interface PaperProps {
  number: string
  /** Code of the document on the claim's list. */
  code: string
  /** Tells several such forms on one page apart. */
  name?: string
  answered?: boolean
  failed?: FailedUpload
}

/** One file for one document; what could not be taken is said here. */
export function PaperForm({ number, code, name, answered, failed }: PaperProps) {
  const error = failed?.code === code ? failed.text : undefined
  const field = `file-${code}`
  const which = name && <span class="govuk-visually-hidden"> {name}</span>
  return (
    <Form action={`/k/${number}/dokumen/${code}`} files>
      <div class={`govuk-form-group${error ? ' govuk-form-group--error' : ''}`}>
        <label class="govuk-label" for={field}>
          {answered ? words.uploadMore : words.uploadChoose}
          {which}
        </label>
        {error && (
          <p class="govuk-error-message" id={`${field}-error`}>
            {error}
          </p>
        )}
        <input
          class={`govuk-file-upload${error ? ' govuk-file-upload--error' : ''}`}
          id={field}
          name="file"
          type="file"
          accept="image/*,application/pdf"
          aria-describedby={error ? `${field}-error` : undefined}
        />
      </div>
      <Button kind={answered ? 'secondary' : undefined}>
        {error ? words.uploadAgain : words.upload}
        {which}
      </Button>
    </Form>
  )
}
