import type { DocumentOfClaim } from '../../../documents/documents-of-claim.query.js'
import { Button, ButtonLink, Form } from '../../shared/components/form.js'
import { fill } from '../../shared/words.js'
import { draftWords as words } from '../../words/claimant-draft.js'
import { Substitutes } from '../substitutes.js'
import { DraftFrame } from './draft-frame.js'

/** A family that does not have a document: what the law takes in its place, who makes it, and that the claim goes on. */
export function NotTherePage({ number, document }: { number: string; document: DocumentOfClaim }) {
  const { name, issuer, code, alternatives } = document
  const at = `/ajukan/${number}/berkas/${code}`
  return (
    <DraftFrame title={fill(words.missingTitle, { document: name })} back={at}>
      <Substitutes heading="h2" issuer={issuer} alternatives={alternatives} />
      {alternatives.length > 0 && (
        <ButtonLink href={at} kind="secondary">
          {words.missingSend}
        </ButtonLink>
      )}
      <p class="govuk-body">{words.missingLater}</p>
      <Form action={`${at}/tidak-ada`}>
        <Button>{words.missingMark}</Button>
      </Form>
    </DraftFrame>
  )
}
