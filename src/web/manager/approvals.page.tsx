import { flagLabels } from '#libs/benefits'
import type { AwaitingProposal } from '../../approval/proposals-awaiting.query.js'
import { Money } from '../shared/components/money.js'
import { Table } from '../shared/components/table.js'
import { Outcome, Tag } from '../shared/components/blocks.js'
import { usePage } from '../shared/page-context.js'
import { StaffPage } from '../shared/staff-page.js'
import { daysWaited, momentInWords } from '../shared/when.js'
import { fill, useWords } from '../shared/words.js'
import { delegationsWords } from '../words/delegations.js'
import { escrowWords } from '../words/escrow.js'
import { latePayoutsWords } from '../words/late-payouts.js'
import { reclassificationsWords } from '../words/reclassifications.js'
import { managerWords } from '../words/manager.js'

/** M1: what waits for a decision, the nearest deadline first. */
export function ApprovalsPage({ proposals }: { proposals: readonly AwaitingProposal[] }) {
  const words = useWords(managerWords)
  return (
    <StaffPage title={words.approvalsTitle}>
      <Outcome
        words={{
          approve: words.done_approve,
          endorse: words.done_endorse,
          reject: words.done_reject,
          send_back: words.done_send_back,
        }}
      />
      <h1 class="govuk-heading-l">{words.approvalsTitle}</h1>
      {proposals.length === 0 ? (
        <p class="govuk-body">{words.approvalsNone}</p>
      ) : (
        <ProposalTable proposals={proposals} />
      )}
      <p class="govuk-body">
        <a class="govuk-link" href="/pimpinan/ganti-rugi">
          {useWords(latePayoutsWords).title}
        </a>
      </p>
      <p class="govuk-body">
        <a class="govuk-link" href="/pimpinan/titipan">
          {useWords(escrowWords).title}
        </a>
      </p>
      <p class="govuk-body">
        <a class="govuk-link" href="/pimpinan/jenis-klaim">
          {useWords(reclassificationsWords).title}
        </a>
      </p>
      <p class="govuk-body">
        <a class="govuk-link" href="/pimpinan/pelimpahan">
          {useWords(delegationsWords).title}
        </a>
      </p>
    </StaffPage>
  )
}

function ProposalTable({ proposals }: { proposals: readonly AwaitingProposal[] }) {
  const words = useWords(managerWords)
  return (
    <Table
      caption={words.approvalsTitle}
      hideCaption
      rows={proposals}
      keyOf={({ number }) => number}
      columns={[
        { heading: words.number, cell: ({ number }) => <ProposalLink number={number} /> },
        { heading: words.participant, cell: (row) => row.participant_name },
        { heading: words.claimant, cell: (row) => row.claimant_name },
        { heading: words.proposal, cell: (row) => <Kind kind={row.kind} /> },
        { heading: words.sum, numeric: true, cell: ({ total }) => <Money amount={total} /> },
        { heading: words.proposer, cell: ({ proposer }) => proposer },
        { heading: words.flags, cell: (row) => <Flags {...row} /> },
        { heading: words.waiting, cell: (row) => <Waiting since={row.proposed_at} /> },
        { heading: words.deadline, cell: (row) => <Moment at={row.due_at} /> },
      ]}
    />
  )
}

function ProposalLink({ number }: { number: string }) {
  return (
    <a class="govuk-link santun-money" href={`/pimpinan/persetujuan/${number}`}>
      {number}
    </a>
  )
}

export function Kind({ kind }: { kind: 'pay' | 'refuse' }) {
  const words = useWords(managerWords)
  return <Tag colour={kind === 'pay' ? 'green' : 'orange'}>{kind === 'pay' ? words.pay : words.refuse}</Tag>
}

function Flags({ flags, endorsements }: Pick<AwaitingProposal, 'flags' | 'endorsements'>) {
  const words = useWords(managerWords)
  const told = [
    ...flags.map((flag) => (flagLabels as Record<string, string>)[flag] ?? flag),
    ...(endorsements > 0 ? [fill(words.endorsed, { count: endorsements })] : []),
  ]
  return <>{told.length > 0 ? told.join('; ') : words.noFlags}</>
}

function Waiting({ since }: { since: string }) {
  const { now, staff } = usePage()
  const words = useWords(managerWords)
  const days = daysWaited(since, now, staff?.branch.zone ?? '')
  return <>{days < 1 ? words.waitingToday : fill(words.waitingDays, { days })}</>
}

export function Moment({ at }: { at: string | null }) {
  const { staff } = usePage()
  return at === null ? null : <>{momentInWords(at, staff?.branch.zone ?? '')}</>
}
