import { lineLabels } from '#libs/benefits'
import type { ProposalOnFile } from '../../approval/proposal-of-claim.query.js'
import type { CalculationOnFile } from '../../assessment/latest-calculation.query.js'
import type { OfferedStep, OfferedSteps } from '../../intake/staff-steps.service.js'
import type { DraftLetter } from '../../letters/decision-drafts.service.js'
import type { AcceptedAccount } from '../../verification/account-acceptances.service.js'
import type { PayeeOnFile } from '../../verification/payees-of-claim.query.js'
import { BackLink, InsetText, SummaryList, WarningText } from '../shared/components/blocks.js'
import { TextArea } from '../shared/components/fields.js'
import { Button } from '../shared/components/form.js'
import { LetterPreview } from '../shared/components/letter.js'
import { DecidedSum, Money, moneyText } from '../shared/components/money.js'
import { Signals } from '../shared/components/signals.js'
import { Table } from '../shared/components/table.js'
import type { FormErrors, FormValues } from '../shared/form.js'
import { usePage } from '../shared/page-context.js'
import { StaffPage } from '../shared/staff-page.js'
import { StepForm, StepRefusals } from '../shared/step-form.js'
import { momentInWords } from '../shared/when.js'
import { fill, useWords } from '../shared/words.js'
import { managerWords } from '../words/manager.js'
import { relationIn, sharedWords } from '../words/shared.js'
import { AcceptedAccounts } from './accepted-accounts.js'
import { ProofInput, type ProofKind } from './proof.js'

export interface ProposalOfCase {
  number: string
  participant: string | null
  proposal: ProposalOnFile
  calculation?: CalculationOnFile
  payees: readonly PayeeOnFile[]
  bankName: (code: string) => string
  /** Accounts in another name that were accepted, and why. */
  accepted: readonly AcceptedAccount[]
  offered: OfferedSteps
  stepKey: string
}

export interface ProposalView extends ProposalOfCase {
  /** By what this person proves a decision. */
  proof: ProofKind
  /** What the family would read if it were decided today. */
  letter: DraftLetter
  values?: FormValues
  errors?: FormErrors
}

/** M2: the whole case on one page, and the decision beside it. */
export function ProposalPage(view: ProposalView) {
  const words = useWords(managerWords)
  const { proposal, number } = view
  return (
    <StaffPage title={fill(words.proposalTitle, { number })} errors={view.errors}>
      <BackLink href="/pimpinan/persetujuan">{words.back}</BackLink>
      <h1 class="govuk-heading-l govuk-!-margin-bottom-2">
        {proposal.kind === 'pay' ? words.proposedPay : words.proposedRefuse}
      </h1>
      <p class="govuk-body">{[view.participant, number].filter(Boolean).join(' · ')}</p>
      <div class="santun-split">
        <div>
          {proposal.kind === 'pay' && <DecidedSum amount={proposal.total} />}
          <Provenance {...view} />
          <Correction {...view} />
          {proposal.kind === 'pay' ? <PaymentCase {...view} /> : <RefusalCase proposal={proposal} />}
          <Exceptions proposal={proposal} />
          <Signals signals={proposal.signals} />
          <AcceptedAccounts accepted={view.accepted} />
          <LetterPreview letter={view.letter} label={words.letterDraft} />
          <p class="govuk-body">
            <a class="govuk-link" href={`/pimpinan/persetujuan/${number}/konsep.pdf`}>
              {words.letterPdf}
            </a>
          </p>
          <p class="govuk-body-s santun-hash">{`${words.packet}: ${proposal.hash}`}</p>
          <p class="govuk-body">
            <a class="govuk-link" href={`/api/v1/claims/${number}/packet`}>
              {words.packetFile}
            </a>
          </p>
          <p class="govuk-hint">{words.packetFileHint}</p>
          <p class="govuk-body">
            <a class="govuk-link" href={`/petugas/klaim/${number}`}>
              {words.claimFile}
            </a>
          </p>
        </div>
        <Decision {...view} />
      </div>
    </StaffPage>
  )
}

function Provenance({ proposal }: ProposalView) {
  const words = useWords(managerWords)
  const zone = usePage().staff?.branch.zone ?? ''
  return (
    <>
      <p class="govuk-body">
        {fill(words.proposedBy, {
          name: proposal.proposer,
          moment: momentInWords(proposal.proposed_at, zone),
        })}
      </p>
      {proposal.endorsers.map(({ name, at }) => (
        <p class="govuk-body" key={at}>
          {fill(words.endorsedBy, { name, moment: momentInWords(at, zone) })}
        </p>
      ))}
      {proposal.unchanged ? (
        <p class="govuk-body">{words.unchanged}</p>
      ) : (
        <WarningText>{words.changed}</WarningText>
      )}
    </>
  )
}

function PaymentCase({ proposal, payees, bankName, calculation }: ProposalView) {
  const words = useWords(managerWords)
  const shared = useWords(sharedWords)
  return (
    <>
      <Table
        caption={words.payees}
        rows={payees}
        keyOf={(payee) => payee.name + payee.account_number}
        columns={[
          {
            heading: words.payeeName,
            cell: ({ name, disputed }) => (disputed ? `${name} (${words.disputed})` : name),
          },
          { heading: words.relation, cell: ({ relation }) => relationIn(shared, relation) },
          {
            heading: words.account,
            cell: (payee) => `${bankName(payee.bank_code)} ${lastFour(payee.account_number)}`,
          },
          { heading: words.accountState, cell: ({ account_holder: holder }) => holder },
          { heading: words.sum, numeric: true, cell: ({ total }) => <Money amount={total} /> },
          ...(proposal.correction ? differences(words) : []),
        ]}
      />
      {calculation && <Calculation calculation={calculation} />}
    </>
  )
}

type ManagerWords = ReturnType<typeof useWords<typeof managerWords.id>>

/** What was paid before, and what is left to pay. */
const differences = (words: ManagerWords) => [
  {
    heading: words.alreadyPaid,
    numeric: true,
    cell: ({ already_paid: paid }: PayeeOnFile) => <Money amount={paid} />,
  },
  {
    heading: words.toPay,
    numeric: true,
    cell: ({ total, already_paid: paid }: PayeeOnFile) => <Money amount={total - paid} />,
  },
]

/** A decision of a later round: what it takes the place of, and from whom it asks something back. */
function Correction({ proposal }: ProposalView) {
  const words = useWords(managerWords)
  if (!proposal.correction) return null
  const refuses = proposal.kind === 'refuse'
  const back = proposal.correction.held
    .map(({ payee, paid, overpaid }) => ({ payee, sum: refuses ? paid : overpaid }))
    .filter(({ sum }) => sum > 0)
  return (
    <>
      <InsetText>{words.correction}</InsetText>
      {back.map(({ payee, sum }) => (
        <WarningText key={payee}>{fill(words.askedBack, { payee, sum: moneyText(BigInt(sum)) })}</WarningText>
      ))}
    </>
  )
}

function Calculation({ calculation }: { calculation: CalculationOnFile }) {
  const words = useWords(managerWords)
  const { answer, scholarships, current, total } = calculation
  return (
    <>
      {!current && <WarningText>{words.stale}</WarningText>}
      <Table
        caption={words.lines}
        rows={answer.lines}
        keyOf={(line) => `${line.code} ${line.payee ?? ''} ${line.child ?? ''}`}
        columns={[
          { heading: words.lineBenefit, cell: ({ code }) => lineLabels[code] },
          { heading: words.lineBecause, cell: ({ because }) => because },
          { heading: words.lineArticle, cell: ({ article }) => article },
          { heading: words.sum, numeric: true, cell: ({ amount }) => <Money amount={amount} /> },
        ]}
        foot={
          <tr class="govuk-table__row">
            <th scope="row" class="govuk-table__header" colSpan={3}>
              {words.total}
            </th>
            <td class="govuk-table__cell govuk-table__cell--numeric">
              <strong>
                <Money amount={total} />
              </strong>
            </td>
          </tr>
        }
      />
      {scholarships.length > 0 && (
        <>
          <h2 class="govuk-heading-m">{words.scholarships}</h2>
          <SummaryList
            rows={scholarships.map(({ childName, total: planned }) => ({
              key: childName,
              value: <Money amount={planned} />,
            }))}
          />
        </>
      )}
    </>
  )
}

function RefusalCase({ proposal }: { proposal: ProposalOnFile }) {
  const words = useWords(managerWords)
  return (
    <>
      <h2 class="govuk-heading-m">{words.grounds}</h2>
      {proposal.grounds.map(({ code, article, fact, words: ground = code }) => (
        <SummaryList
          key={code}
          rows={[
            { key: words.ground, value: ground },
            { key: words.lineArticle, value: article },
            { key: words.groundFact, value: fact },
          ]}
        />
      ))}
      {proposal.counterfactual && (
        <InsetText>
          <strong>{words.counterfactual}</strong>
          <br />
          {proposal.counterfactual}
        </InsetText>
      )}
    </>
  )
}

function Exceptions({ proposal }: { proposal: ProposalOnFile }) {
  const words = useWords(managerWords)
  return (
    <>
      <h2 class="govuk-heading-m">{words.exceptions}</h2>
      {proposal.exceptions.length === 0 ? (
        <p class="govuk-body">{words.exceptionsNone}</p>
      ) : (
        <ul class="govuk-list govuk-list--bullet">
          {proposal.exceptions.map(({ code, state, note }) => (
            <li key={code}>
              {[code, state === 'waived' ? words.waived : words.substitute, note].filter(Boolean).join(' – ')}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

/** The steps of the lifecycle that a decision can be. */
export const decisionEvents = ['approve', 'endorse', 'reject', 'send_back'] as const

function Decision(view: ProposalView) {
  const words = useWords(managerWords)
  const { proposal, offered } = view
  const events = decisionEvents.filter(
    (event) => event === 'send_back' || (event === 'reject') === (proposal.kind === 'refuse'),
  )
  const relevant = events.flatMap(
    (event) => offered.steps.find((step) => step.event === event && !isNeedless(step)) ?? [],
  )
  return (
    <aside class="santun-split__side" aria-labelledby="keputusan">
      <h2 class="govuk-heading-m" id="keputusan">
        {words.decide}
      </h2>
      {relevant.length === 0 && <p class="govuk-body">{words.nothing}</p>}
      {relevant.map((step) => (
        <OneStep key={step.event} step={step} view={view} />
      ))}
    </aside>
  )
}

function OneStep({ step, view }: { step: OfferedStep; view: ProposalView }) {
  const words = useWords(managerWords)
  const { number, proposal, offered, proof, stepKey, values, errors } = view
  if (!step.allowed)
    return (
      <StepRefusals
        title={<strong>{`${step.label}. ${words.notPossible}`}</strong>}
        reasons={step.refusals.map(({ words: reason }) => reason)}
      />
    )
  return (
    <StepForm
      action={`/pimpinan/persetujuan/${number}/${step.event}`}
      version={offered.version}
      stepKey={`${step.event}-${stepKey}`}
    >
      {step.event === 'send_back' && (
        <TextArea
          name="reason"
          label={words.sendBackReason}
          hint={words.sendBackHint}
          rows={3}
          maxLength={2000}
          {...{ values, errors }}
        />
      )}
      {step.event === 'endorse' && <p class="govuk-hint">{words.endorseHint}</p>}
      <ProofInput act={step.event} kind={proof} errors={errors} />
      <Button kind={buttonKinds[step.event]}>
        {step.event === 'approve' && fill(words.approve, { sum: moneyText(proposal.total) })}
        {step.event === 'endorse' && words.endorse}
        {step.event === 'reject' && words.reject}
        {step.event === 'send_back' && words.sendBack}
      </Button>
    </StepForm>
  )
}

/** A second approval that this sum does not need is no step that is missing. */
function isNeedless(step: OfferedStep): boolean {
  return step.event === 'endorse' && step.refusals.some(({ code }) => code === 'SECOND_APPROVAL_NOT_NEEDED')
}

const buttonKinds: Partial<Record<string, 'secondary' | 'warning'>> = {
  send_back: 'secondary',
  reject: 'warning',
}

/** Enough to recognise an account, not enough to use it. */
function lastFour(account: string): string {
  return `•••• ${account.slice(-4)}`
}
