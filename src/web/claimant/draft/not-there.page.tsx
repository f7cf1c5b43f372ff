import type { DocumentOfClaim } from '../../../documents/documents-of-claim.query.js'
import { Button, ButtonLink, Form } from '../../shared/components/form.js'
import { fill } from '../../shared/words.js'
import { draftWords as words } from '../../words/claimant-draft.js'
import { DraftFrame } from './draft-frame.js'

/** A family that does not have a document: what the law takes in its place, who makes it, and that the claim goes on. */
export function NotTherePage({ number, document }: { number: string; document: DocumentOfClaim }) {
  const { name, issuer, code, alternatives } = document
  const at = `/ajukan/${number}/berkas/${code}`
  return (
    <DraftFrame title={fill(words.missingTitle, { document: name })} back={at}>
      {alternatives.length > 0 ? (
        <>
          <h2 class="govuk-heading-s">{words.missingSubstitutes}</h2>
          <ul class="govuk-list govuk-list--bullet">
            {alternatives.map((alternative) => (
              <li key={alternative.code}>{alternative.name}</li>
            ))}
          </ul>
          <ButtonLink href={at} kind="secondary">
            {words.missingSend}
          </ButtonLink>
        </>
      ) : (
        <p class="govuk-body">{words.missingNoSubstitute}</p>
      )}
      <p class="govuk-body">{fill(words.missingIssuer, { issuer })}</p>
      <p class="govuk-body">{words.missingLater}</p>
      <Form action={`${at}/tidak-ada`}>
        <Button>{words.missingMark}</Button>
      </Form>
    </DraftFrame>
  )
}
