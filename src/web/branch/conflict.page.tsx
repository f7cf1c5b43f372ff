import { Details, SummaryList, WarningText } from '../shared/components/blocks.js'
import { ButtonLink } from '../shared/components/form.js'
import { PageWithStatus } from '../shared/page-answer.js'
import { usePage } from '../shared/page-context.js'
import { STEP_KEY, STEP_VERSION } from '../shared/step-form.js'
import { StaffPage } from '../shared/staff-page.js'
import { fill, useWords } from '../shared/words.js'
import { claimWords } from '../words/branch-claim.en.js'
import { deskLabels } from '../words/branch-labels.js'
import type { Conflict } from './desk-steps.service.js'
import { paths } from './paths.js'
import { momentInWords } from '../shared/when.js'

export const conflictPage = (conflict: Conflict): PageWithStatus =>
  new PageWithStatus(409, <ConflictPage {...conflict} />)

/** Two people worked on one claim: both versions side by side, and nothing that was typed is lost. */
function ConflictPage({ number, seen, now, changes, typed }: Conflict) {
  const words = useWords(claimWords)
  const { language, staff } = usePage()
  const labels = deskLabels[language]
  const zone = staff?.branch.zone ?? ''
  const kept = Object.entries(typed).filter(([name]) => name !== STEP_KEY && name !== STEP_VERSION)
  return (
    <StaffPage title={words.conflictTitle}>
      <h1 class="govuk-heading-l">{words.conflictTitle}</h1>
      <WarningText>{words.conflictText}</WarningText>
      <SummaryList
        rows={[
          { key: words.conflictSeen, value: labels.states[seen] },
          { key: words.conflictNow, value: labels.states[now] },
          ...changes.map((row) => ({
            key: momentInWords(row.at, zone),
            value: fill(words.conflictChange, {
              name: row.actor ?? 'Santun',
              from: labels.states[row.from_state],
              to: labels.states[row.to_state],
            }),
          })),
        ]}
      />
      {kept.length > 0 && (
        <Details summary={words.conflictTyped}>
          {kept.map(([name, value]) => (
            <p class="govuk-body" key={name}>
              {value}
            </p>
          ))}
        </Details>
      )}
      <ButtonLink href={paths.claim(number)}>{words.conflictOpen}</ButtonLink>
    </StaffPage>
  )
}
