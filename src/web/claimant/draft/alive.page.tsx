import type { BranchOffice } from '../../../staff/branches.query.js'
import { draftWords as words } from '../../words/claimant-draft.js'
import { DraftFrame } from './draft-frame.js'
import { BranchList } from './branch-list.js'

/** An accident that the participant survived: why we do this together, and where. Never a dead end. */
export function AlivePage({
  branches,
  papers,
}: {
  branches: readonly BranchOffice[]
  papers: readonly string[]
}) {
  return (
    <DraftFrame title={words.aliveTitle} back="/ajukan">
      <p class="govuk-body-l">{words.aliveWish}</p>
      <p class="govuk-body">{words.aliveHow}</p>
      <p class="govuk-body">{words.aliveCall}</p>
      <BranchList branches={branches} />
      <h2 class="govuk-heading-m">{words.aliveBring}</h2>
      <ul class="govuk-list govuk-list--bullet">
        {papers.map((paper) => (
          <li key={paper}>{paper}</li>
        ))}
      </ul>
      <p class="govuk-body">{words.aliveLater}</p>
    </DraftFrame>
  )
}
