import { ButtonLink } from '../shared/components/form.js'
import { claimantWords as words } from '../words/claimant.js'
import { ClaimantPage } from './claimant-page.js'

/** W1: what can be claimed here, that it is free, and three ways on. */
export function StartPage() {
  return (
    <ClaimantPage title={words.startTitle}>
      <h1 class="govuk-heading-l">{words.startTitle}</h1>
      <p class="govuk-body-l">{words.startCondolence}</p>
      <ButtonLink href="/ajukan" kind="start">
        {words.startClaim}
      </ButtonLink>
      <ul class="govuk-list govuk-list--spaced">
        <li>
          <a class="govuk-link" href="/lanjutkan">
            {words.startContinue}
          </a>
        </li>
        <li>
          <a class="govuk-link" href="/status">
            {words.startStatus}
          </a>
        </li>
      </ul>
      <p class="govuk-body">{words.startPrepare}</p>
      <ul class="govuk-list govuk-list--bullet">
        <li>{words.startDocumentDeath}</li>
        <li>{words.startDocumentHeir}</li>
        <li>{words.startDocumentFamily}</li>
        <li>{words.startDocumentAccount}</li>
      </ul>
      <p class="govuk-body">{words.startAccident}</p>
    </ClaimantPage>
  )
}
