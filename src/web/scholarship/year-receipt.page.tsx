import { formatDateId } from '#libs/local-date'
import { ClaimantPage } from '../claimant/claimant-page.js'
import { Panel } from '../shared/components/blocks.js'
import { fill } from '../shared/words.js'
import { scholarshipWords as words } from '../words/claimant-scholarship.js'
import type { OwnYear } from './own-scholarships.service.js'
import { listPath } from './paths.js'

/** That it arrived, who looks at it, and by when the family hears of us: enough for a photo of the screen. */
export function YearReceiptPage({ of: { claim, award, year, branch } }: { of: OwnYear }) {
  const { came_on: cameOn, progress } = year
  return (
    <ClaimantPage title={words.sentTitle}>
      <Panel title={words.sentTitle}>
        {fill(words.sentFor, { year: year.school_year, child: award.child_name })}
        <strong class="santun-number">{claim.number}</strong>
      </Panel>
      {cameOn !== null && (
        <p class="govuk-body">{fill(words.sentOn, { date: formatDateId(cameOn, 'weekday') })}</p>
      )}
      <h2 class="govuk-heading-m">{words.sentNext}</h2>
      <ol class="govuk-list govuk-list--number">
        <li>{fill(words.sentCheck, { branch: branch.name })}</li>
        {progress.next.kind === 'by' && (
          <li>{fill(words.sentBy, { date: formatDateId(progress.next.date, 'weekday') })}</li>
        )}
        <li>{words.sentMore}</li>
      </ol>
      <p class="govuk-body">
        <a class="govuk-link" href={listPath(claim.number)}>
          {words.sentBack}
        </a>
      </p>
    </ClaimantPage>
  )
}
