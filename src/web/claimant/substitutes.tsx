import type { DocumentOfClaim } from '../../documents/documents-of-claim.query.js'
import { fill } from '../shared/words.js'
import { claimantWords as words } from '../words/claimant.js'

interface Ladder extends Pick<DocumentOfClaim, 'issuer' | 'alternatives'> {
  /** The level below the heading under which it stands. */
  heading: 'h2' | 'h3'
}

/** What the law takes in place of a document, the easiest to approve first, and who makes the document itself. */
export function Substitutes({ issuer, alternatives, heading: Heading }: Ladder) {
  return (
    <>
      {alternatives.length > 0 ? (
        <>
          <Heading class="govuk-heading-s">{words.substitutes}</Heading>
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
