import type { ShareOnFile } from '../../payment/disputed-shares.query.js'
import { BackLink, Outcome, SummaryList, Tag } from '../shared/components/blocks.js'
import { Radios, TextArea } from '../shared/components/fields.js'
import { Button, Form } from '../shared/components/form.js'
import { DecidedSum, Money } from '../shared/components/money.js'
import { Table } from '../shared/components/table.js'
import type { FormErrors, FormValues } from '../shared/form.js'
import { StaffPage } from '../shared/staff-page.js'
import { STEP_KEY } from '../shared/step-form.js'
import { fill, useWords } from '../shared/words.js'
import { escrowWords } from '../words/escrow.js'
import { managerWords } from '../words/manager.js'
import { Moment } from './approvals.page.js'
import { ProofInput, type ProofKind } from './proof.js'

export const ESCROW = '/pimpinan/titipan'

/** Every share that waits, and how the others ended. */
export function EscrowsPage({ shares }: { shares: readonly ShareOnFile[] }) {
  const words = useWords(escrowWords)
  const { back } = useWords(managerWords)
  return (
    <StaffPage title={words.title}>
      <BackLink href="/pimpinan/persetujuan">{back}</BackLink>
      <Outcome words={{ putus: words.done }} />
      <h1 class="govuk-heading-l">{words.title}</h1>
      <p class="govuk-body">{words.intro}</p>
      {shares.length === 0 ? (
        <p class="govuk-body">{words.none}</p>
      ) : (
        <Table
          caption={words.title}
          hideCaption
          rows={shares}
          keyOf={({ payee_id: id }) => id}
          columns={[
            { heading: words.number, cell: (share) => <Link share={share} /> },
            { heading: words.payee, cell: ({ payee }) => payee },
            { heading: words.since, cell: ({ approved_at: at }) => <Moment at={at} /> },
            { heading: words.state, cell: (share) => <State share={share} /> },
            { heading: words.amount, numeric: true, cell: ({ amount }) => <Money amount={amount} /> },
          ]}
        />
      )}
    </StaffPage>
  )
}

function Link({ share }: { share: ShareOnFile }) {
  return (
    <a class="govuk-link santun-money" href={`${ESCROW}/${share.payee_id}`}>
      {share.claim_number}
    </a>
  )
}

function State({ share: { decided } }: { share: ShareOnFile }) {
  const words = useWords(escrowWords)
  if (decided === null) return <Tag colour="orange">{words.waits}</Tag>
  return <Tag colour={decided === 'release' ? 'green' : 'grey'}>{words[decided]}</Tag>
}

export interface EscrowView {
  share: ShareOnFile
  /** By what this person proves the decision; undefined for who only reads. */
  proof?: ProofKind
  stepKey: string
  values?: FormValues
  errors?: FormErrors
}

/** One share with who disputes it and why, and ending its wait. */
export function EscrowPage({ share, proof, stepKey, values, errors }: EscrowView) {
  const words = useWords(escrowWords)
  const title = fill(words.oneTitle, { number: share.claim_number })
  return (
    <StaffPage title={title} errors={errors}>
      <BackLink href={ESCROW}>{words.back}</BackLink>
      <h1 class="govuk-heading-l">{title}</h1>
      <DecidedSum amount={share.amount} />
      <SummaryList
        rows={[
          { key: words.state, value: <State share={share} /> },
          { key: words.payee, value: share.payee },
          { key: words.dispute, value: share.dispute },
          { key: words.since, value: <Moment at={share.approved_at} /> },
          ...(share.decided === null
            ? []
            : [
                { key: words.decidedBy, value: share.decided_by ?? '–' },
                { key: words.decidedWhy, value: share.reason ?? '–' },
              ]),
        ]}
      />
      {share.decided === null && share.decided_anew && <p class="govuk-inset-text">{words.decidedAnew}</p>}
      {proof && share.decided === null && !share.decided_anew && (
        <Form action={`${ESCROW}/${share.payee_id}`}>
          <input type="hidden" name={STEP_KEY} value={stepKey} />
          <Radios
            name="kind"
            label={words.choose}
            choices={[
              { value: 'release', label: words.chooseRelease, hint: words.chooseReleaseHint },
              { value: 'forfeit', label: words.chooseForfeit, hint: words.chooseForfeitHint },
            ]}
            {...{ values, errors }}
          />
          <TextArea
            name="reason"
            label={words.reason}
            hint={words.reasonHint}
            rows={3}
            maxLength={1000}
            {...{ values, errors }}
          />
          <ProofInput act="decide_escrow" kind={proof} errors={errors} />
          <Button>{words.button}</Button>
        </Form>
      )}
    </StaffPage>
  )
}
