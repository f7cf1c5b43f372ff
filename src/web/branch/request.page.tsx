import type { MessagePreview } from '../../notification/message-preview.service.js'
import type { DocumentOfClaim } from '../../documents/documents-of-claim.query.js'
import { Details, InsetText } from '../shared/components/blocks.js'
import { Button } from '../shared/components/form.js'
import type { FormErrors } from '../shared/form.js'
import { StepForm } from '../shared/step-form.js'
import { fill, useWords } from '../shared/words.js'
import { claimWords } from '../words/branch-claim.en.js'
import type { OpenClaim } from './claim-desk.service.js'
import { ClaimFrame } from './claim-frame.js'
import type { StepToken } from './desk-steps.service.js'
import { paths } from './paths.js'
import { dateInWords } from './when.js'

export interface RequestView {
  claim: OpenClaim
  /** Found defective, each with what is wrong and the cure. */
  defective: readonly DocumentOfClaim[]
  /** Required and never given: the request names them too. */
  missing: readonly DocumentOfClaim[]
  /** Given and not looked at yet: nobody is asked before these are. */
  unseen: readonly DocumentOfClaim[]
  /** Why this may not be sent now, in words. */
  obstacles: readonly string[]
  deadline: string
  /** As the family will read it. */
  messages: MessagePreview
  token: StepToken
  errors?: FormErrors
}

/** P5: everything that is missing in one request, with the message as the family will read it. */
export function RequestPage({ view }: { view: RequestView }) {
  const words = useWords(claimWords)
  const { claim, defective, missing, unseen, errors } = view
  const { number } = claim.file
  return (
    <ClaimFrame claim={claim} title={words.requestTitle} errors={errors}>
      {unseen.length > 0 && (
        <>
          <h2 class="govuk-heading-m">{words.lookFirst}</h2>
          <Links number={number} documents={unseen} />
        </>
      )}
      {defective.length + missing.length === 0 ? (
        <p class="govuk-inset-text">{words.nothingMissing}</p>
      ) : (
        <Request view={view} />
      )}
      <p class="govuk-body">
        <a class="govuk-link" href={paths.claim(number, 'berkas')}>
          {words.chooseDefects}
        </a>
      </p>
    </ClaimFrame>
  )
}

function Links({ number, documents }: { number: string; documents: readonly DocumentOfClaim[] }) {
  return (
    <ul class="govuk-list govuk-list--bullet">
      {documents.map(({ code, name }) => (
        <li key={code}>
          <a class="govuk-link" href={paths.document(number, code)}>
            {name}
          </a>
        </li>
      ))}
    </ul>
  )
}

function Request({ view }: { view: RequestView }) {
  const words = useWords(claimWords)
  const { claim, defective, missing, unseen, obstacles, deadline, messages, token } = view
  return (
    <>
      <h2 class="govuk-heading-m">{words.requestList}</h2>
      <ul class="govuk-list govuk-list--bullet">
        {defective.map(({ code, name, defect, note }) => (
          <li key={code}>
            <strong>{name}</strong>: {defect?.words} {defect?.cure} {note}
          </li>
        ))}
        {missing.map(({ code, name, note }) => (
          <li key={code}>
            <strong>{name}</strong>: {words.neverGiven} {note}
          </li>
        ))}
      </ul>
      <p class="govuk-body">{fill(words.requestDeadline, { date: dateInWords(deadline) })}</p>
      <h2 class="govuk-heading-m">{words.messagePreview}</h2>
      <InsetText>
        <p class="govuk-body santun-lines">{messages.sms.text}</p>
        <p class="govuk-hint">{fill(words.messageLength, { count: messages.sms.characters })}</p>
      </InsetText>
      <Details summary={words.whatsappPreview}>
        <p class="govuk-body santun-lines">{messages.whatsapp.text}</p>
      </Details>
      {obstacles.length === 0 && unseen.length === 0 ? (
        <StepForm action={paths.claim(claim.file.number, 'kelengkapan')} {...token}>
          <Button>{words.sendRequest}</Button>
        </StepForm>
      ) : (
        <ul class="govuk-list govuk-list--bullet">
          {obstacles.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      )}
    </>
  )
}
