import type { ComponentChildren } from 'preact'
import { BackLink } from '../shared/components/blocks.js'
import { ErrorSummary } from '../shared/components/form.js'
import type { FormErrors } from '../shared/form.js'
import { HtmlPage } from '../shared/html-page.js'
import { usePage } from '../shared/page-context.js'
import { fill } from '../shared/words.js'
import { claimantWords as words } from '../words/claimant.js'
import { sharedId as shared } from '../words/shared.js'

interface ClaimantPageProps {
  title: string
  /** Where "Kembali" leads. */
  back?: string
  errors?: FormErrors
  children: ComponentChildren
}

/** The frame of every page for families: one column, one thing, help at the end. */
export function ClaimantPage({ title, back, errors, children }: ClaimantPageProps) {
  const { operator } = usePage()
  const wrong = Object.values(errors ?? {}).some((text) => text !== undefined)
  return (
    <HtmlPage title={wrong ? `${shared.errorTitle}: ${title}` : title} door="claimant">
      <a href="#isi" class="govuk-skip-link">
        {shared.skip}
      </a>
      <header class="santun-header">
        <div class="govuk-width-container">
          <a href="/" class="santun-header__name">
            {operator.name}
          </a>
        </div>
      </header>
      <div class="govuk-width-container">
        {back && (
          <nav aria-label={words.back}>
            <BackLink href={back}>{words.back}</BackLink>
          </nav>
        )}
        <main class="govuk-main-wrapper" id="isi">
          <div class="govuk-grid-row">
            <div class="govuk-grid-column-two-thirds">
              <ErrorSummary errors={errors} />
              {children}
            </div>
          </div>
        </main>
      </div>
      <footer class="santun-footer">
        <div class="govuk-width-container">
          <p>
            {fill(words.help, { phone: '' })}
            <a class="govuk-link" href={`tel:${operator.phone.replace(/[^\d+]/g, '')}`}>
              {operator.phone}
            </a>
          </p>
          <p>{words.free}</p>
        </div>
      </footer>
    </HtmlPage>
  )
}
