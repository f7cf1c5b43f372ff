import type { ListedClaim } from '../../claims/claims-in-branch.query.js'
import { StaffPage } from '../shared/staff-page.js'
import { useWords } from '../shared/words.js'
import { branchId, branchWords } from '../words/branch.js'

/** P2: what waits for this person, the nearest deadline first. */
export function QueuePage({ claims }: { claims: readonly ListedClaim[] }) {
  return (
    <StaffPage title={branchId.navQueue}>
      <Queue claims={claims} />
    </StaffPage>
  )
}

function Queue({ claims }: { claims: readonly ListedClaim[] }) {
  const words = useWords(branchWords)
  return (
    <>
      <h1 class="govuk-heading-l">{words.navQueue}</h1>
      <table class="govuk-table">
        <tbody class="govuk-table__body">
          {claims.map((claim) => (
            <tr class="govuk-table__row" key={claim.id}>
              <td class="govuk-table__cell">
                <a class="govuk-link" href={`/petugas/klaim/${claim.number}`}>
                  {claim.number}
                </a>
              </td>
              <td class="govuk-table__cell">{claim.participant_name}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
