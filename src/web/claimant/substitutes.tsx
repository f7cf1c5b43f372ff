import type { DocumentOfClaim } from '../../documents/documents-of-claim.query.js'
import { fill } from '../shared/words.js'
import { claimantWords as words } from '../words/claimant.js'

type Ladder = Pick<DocumentOfClaim, 'issuer' | 'alternatives'>

/** What the law takes in place of a document, the easiest to approve first, and who makes the document itself. */
export function Substitutes({ issuer, alternatives }: Ladder) {
  return (
    <>
      {alternatives.length > 0 ? (
        <>
          <h3 class="govuk-heading-s">{words.substitutes}</h3>
          <ul class="govuk-list govuk-list--bullet">
            {alternatives.map(({ code, name, approval }) => (
              <li key={code}>
                {approval === 'verifier' ? name : fill(words.substituteNeedsApproval, { name })}
              </li>
            ))}
          </ul>
        </>
      ) : (
        <p class="govuk-body">{words.noSubstitute}</p>
      )}
      <p class="govuk-body">{fill(words.madeAt, { issuer })}</p>
    </>
  )
}
