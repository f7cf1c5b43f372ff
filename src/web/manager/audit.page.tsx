import type { AuditEntry } from '../../claims/audit-trail.query.js'
import type { HistoryReport } from '../../claims/verify-history.query.js'
import { InsetText, WarningText } from '../shared/components/blocks.js'
import { type Choice, Select, TextInput } from '../shared/components/fields.js'
import { ClaimLink } from '../shared/components/claim-link.js'
import { Table } from '../shared/components/table.js'
import type { FormErrors, FormValues } from '../shared/form.js'
import { StaffPage } from '../shared/staff-page.js'
import { fill, useWords, type WordsLike } from '../shared/words.js'
import { type auditId, auditWords } from '../words/audit.js'
import { Moment } from './approvals.page.js'

export interface AuditView {
  entries: readonly AuditEntry[]
  /** More lie behind the last one shown. */
  cut: boolean
  values: FormValues
  errors?: FormErrors
  actions: readonly Choice[]
  /** Words for a state, an action or a role. */
  label: (group: 'claim_states' | 'claim_events' | 'roles', code: string) => string
  /** The query of this page, for the file with the same rows. */
  query: string
  chain?: HistoryReport
  /** What is older is shown between dates only. */
  lastYear?: boolean
}

/** M5: who did what, and whether the history is still the one that was written. */
export function AuditPage(view: AuditView) {
  const words = useWords(auditWords)
  const { entries, values, errors, query } = view
  return (
    <StaffPage title={words.title} errors={errors}>
      <h1 class="govuk-heading-l">{words.title}</h1>
      {view.chain && <Chain report={view.chain} />}
      <form action="/pimpinan/audit" method="get" class="santun-filter">
        <TextInput name="who" label={words.who} width={10} {...{ values, errors }} />
        <TextInput name="number" label={words.number} width={20} {...{ values, errors }} />
        <Select
          name="action"
          label={words.action}
          choices={[
            { value: '', label: words.anyAction },
            ...otherActions.map((value) => ({ value, label: words[value] })),
            ...view.actions,
          ]}
          {...{ values, errors }}
        />
        <TextInput name="from" label={words.from} hint={words.dateHint} width={10} {...{ values, errors }} />
        <TextInput name="to" label={words.to} hint={words.dateHint} width={10} {...{ values, errors }} />
        <div class="santun-filter__buttons">
          <button class="govuk-button" type="submit">
            {words.filter}
          </button>
          <button class="govuk-button govuk-button--secondary" type="submit" name="periksa" value="ya">
            {words.check}
          </button>
        </div>
      </form>
      {entries.length === 0 ? <p class="govuk-body">{words.none}</p> : <Entries {...view} />}
      {view.lastYear && !view.cut && <p class="govuk-body">{words.lastYear}</p>}
      {view.cut && <p class="govuk-body">{fill(words.first, { count: entries.length })}</p>}
      <p class="govuk-body">
        <a class="govuk-link" href={`/pimpinan/audit.csv${query}`}>
          {words.download}
        </a>
      </p>
    </StaffPage>
  )
}

function Chain({ report }: { report: HistoryReport }) {
  const words = useWords(auditWords)
  const { claims, transitions, faults } = report
  if (faults.length === 0) return <InsetText>{fill(words.chainWhole, { claims, transitions })}</InsetText>
  return (
    <>
      <WarningText>{fill(words.chainBroken, { count: faults.length })}</WarningText>
      <ul class="govuk-list govuk-list--bullet">
        {faults.slice(0, 20).map(({ number, seq, what }) => (
          <li key={`${number} ${seq} ${what}`}>{fill(words.chainFault, { number, seq, what })}</li>
        ))}
      </ul>
    </>
  )
}

/** Who opens a paper within the work gives no reason of his own; what people wrote stays as it is. */
export function reasonInWords(reason: string | null, words: WordsLike<typeof auditId>): string {
  return (reason ?? '')
    .replace(/^letter /, `${words.letter} `)
    .replace(/(claim_work|letter_download)$/, (code) =>
      code === 'claim_work' ? words.claim_work : words.letter_download,
    )
}

function Entries({ entries, label }: AuditView) {
  const words = useWords(auditWords)
  return (
    <Table
      caption={words.title}
      hideCaption
      rows={entries}
      keyOf={({ at, number, action, who }) => `${at} ${number} ${action} ${who}`}
      columns={[
        { heading: words.at, cell: ({ at }) => <Moment at={at} /> },
        { heading: words.person, cell: ({ who }) => who },
        { heading: words.role, cell: ({ role }) => label('roles', role) },
        {
          heading: words.number,
          cell: ({ number }) => <ClaimLink number={number} />,
        },
        {
          heading: words.action,
          cell: ({ action }) => (isWorded(action) ? words[action] : label('claim_events', action)),
        },
        {
          heading: words.change,
          cell: ({ from_state: from, to_state: to }) =>
            from && to && from !== to ? `${label('claim_states', from)} → ${label('claim_states', to)}` : '',
        },
        { heading: words.reason, cell: ({ reason }) => reasonInWords(reason, words) },
      ]}
    />
  )
}

/** What is no event of a claim. */
export const otherActions = [
  'opened',
  'party_named',
  'party_confirmed',
  'party_ended',
  'party_phone_changed',
] as const

function isWorded(action: string): action is (typeof otherActions)[number] {
  return (otherActions as readonly string[]).includes(action)
}
