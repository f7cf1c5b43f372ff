import { draftWords as words } from '../../words/claimant-draft.js'

/** Everything is kept already; this says so and shows how to come back. */
export function SaveForLater({ number }: { number: string }) {
  return (
    <p class="govuk-body">
      <a class="govuk-link" href={`/ajukan/${number}?hasil=tersimpan`}>
        {words.saveLater}
      </a>
    </p>
  )
}
