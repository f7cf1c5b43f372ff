import type { BranchOffice } from '../../../staff/branches.query.js'
import { draftWords as words } from '../../words/claimant-draft.js'

/** Our offices with a number that a phone calls at a touch. */
export function BranchList({ branches }: { branches: readonly BranchOffice[] }) {
  return (
    <>
      <h2 class="govuk-heading-m">{words.branches}</h2>
      <ul class="govuk-list govuk-list--spaced">
        {branches.map(({ code, name, phone }) => (
          <li key={code}>
            {name}
            <br />
            <a class="govuk-link" href={`tel:${phone.replace(/[^\d+]/g, '')}`}>
              {phone}
            </a>
          </li>
        ))}
      </ul>
    </>
  )
}
