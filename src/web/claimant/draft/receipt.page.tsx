import { Outcome, Panel, WarningText } from '../../shared/components/blocks.js'
import { Button, Form } from '../../shared/components/form.js'
import { fill } from '../../shared/words.js'
import type { BranchOffice } from '../../../staff/branches.query.js'
import { draftWords as words, sentOutcomes } from '../../words/claimant-draft.js'
import { ClaimantPage } from '../claimant-page.js'
import { maskedPhone } from './masked.js'

interface ReceiptPageProps {
  number: string
  phone: string
  branch: BranchOffice
  /** By when the family hears of us; none for a report that joined another claim. */
  promisedBy: string | null
  joined: boolean
  /** Whether something that is asked for is not there yet. */
  incomplete: boolean
  letter: string | null
  /** The message with the number did not arrive. */
  unsent: boolean
}

/** W9: the number, large enough for a photo of the screen, and what comes next with its date. */
export function ReceiptPage(props: ReceiptPageProps) {
  const { number, phone, branch, joined, letter, unsent } = props
  return (
    <ClaimantPage title={words.sentTitle}>
      <Panel title={words.sentTitle}>
        {words.sentNumberLabel}
        <strong class="santun-number" id="nomor-klaim">
          {number}
        </strong>
      </Panel>
      <Outcome words={sentOutcomes} />
      <p class="govuk-body">
        <button
          type="button"
          class="govuk-button govuk-button--secondary"
          data-copy="nomor-klaim"
          data-copied={words.sentCopied}
          hidden
        >
          {words.sentCopy}
        </button>
      </p>
      <p class="govuk-body">{words.sentScreenshot}</p>
      <Message number={number} phone={phone} unsent={unsent} />
      {joined && <p class="govuk-body">{words.sentJoined}</p>}
      <h2 class="govuk-heading-m">{words.sentNext}</h2>
      <Next {...props} />
      <p class="govuk-body">
        {fill(words.sentBranch, { branch: branch.name, phone: '' })}
        <a class="govuk-link" href={`tel:${branch.phone.replace(/[^\d+]/g, '')}`}>
          {branch.phone}
        </a>
      </p>
      <WarningText>{words.sentWarn}</WarningText>
      <ul class="govuk-list govuk-list--spaced">
        <li>
          <a class="govuk-link" href={`/k/${number}`}>
            {words.sentStatus}
          </a>
        </li>
        {letter !== null && (
          <li>
            <a class="govuk-link" href={letter}>
              {words.sentLetter}
            </a>
          </li>
        )}
        <li>
          <a class="govuk-link" href="/ajukan">
            {words.startAnother}
          </a>
        </li>
      </ul>
      <p class="govuk-body">{words.sentPrint}</p>
    </ClaimantPage>
  )
}

function Message({ number, phone, unsent }: Pick<ReceiptPageProps, 'number' | 'phone' | 'unsent'>) {
  const to = { phone: maskedPhone(phone) }
  if (!unsent) return <p class="govuk-body">{fill(words.sentSms, to)}</p>
  return (
    <Form action={`/ajukan/${number}/terkirim/sms`}>
      <p class="govuk-body">{fill(words.sentSmsFailed, to)}</p>
      <Button kind="secondary">{words.sentSmsAgain}</Button>
    </Form>
  )
}

function Next({ branch, promisedBy, incomplete, number }: ReceiptPageProps) {
  return (
    <ol class="govuk-list govuk-list--number">
      <li>{fill(words.sentNextCheck, { branch: branch.name })}</li>
      {promisedBy !== null && <li>{fill(words.sentNextBy, { date: promisedBy })}</li>}
      <li>
        {incomplete ? (
          <a class="govuk-link" href={`/ajukan/${number}/berkas`}>
            {words.sentNextMissing}
          </a>
        ) : (
          words.sentNextNothing
        )}
      </li>
    </ol>
  )
}
