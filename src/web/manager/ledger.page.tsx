import { formatDateId } from '#libs/local-date'
import type { AccountBalance, LedgerStatement, StatementEntry } from '../../payment/ledger-statement.query.js'
import { type Choice, Select, TextInput } from '../shared/components/fields.js'
import { ButtonLink } from '../shared/components/form.js'
import { Money } from '../shared/components/money.js'
import { Table } from '../shared/components/table.js'
import type { FormErrors, FormValues } from '../shared/form.js'
import { StaffPage } from '../shared/staff-page.js'
import { fill, useWords } from '../shared/words.js'
import { ledgerWords } from '../words/ledger.js'

export const LEDGER = '/pimpinan/buku-besar'
const SHOWN = 200

export interface LedgerView {
  statement: LedgerStatement | null
  /** For those who see every branch. */
  branches: readonly Choice[]
  labels: { entry: (code: string) => string; account: (code: string) => string }
  values: FormValues
  errors?: FormErrors
  /** The query of this page, for the files with the same rows. */
  query: string
}

/** The statement of a claim, a branch or some days; the same rows as a file. */
export function LedgerPage(view: LedgerView) {
  const words = useWords(ledgerWords)
  const { statement, branches, values, errors } = view
  return (
    <StaffPage title={words.title} errors={errors}>
      <h1 class="govuk-heading-l">{words.title}</h1>
      <p class="govuk-body">{words.intro}</p>
      <form action={LEDGER} method="get" class="santun-filter">
        <TextInput
          name="klaim"
          label={words.claim}
          hint={words.claimHint}
          width={20}
          {...{ values, errors }}
        />
        {branches.length > 0 && (
          <Select
            name="cabang"
            label={words.branch}
            choices={[{ value: '', label: words.allBranches }, ...branches]}
            values={values}
          />
        )}
        <TextInput name="dari" label={words.from} hint={words.dateHint} width={10} {...{ values, errors }} />
        <TextInput name="sampai" label={words.to} hint={words.dateHint} width={10} {...{ values, errors }} />
        <div class="santun-filter__buttons">
          <button class="govuk-button" type="submit">
            {words.show}
          </button>
        </div>
      </form>
      {statement && <Statement {...view} statement={statement} />}
    </StaffPage>
  )
}

function Statement({ statement, labels, query }: LedgerView & { statement: LedgerStatement }) {
  const words = useWords(ledgerWords)
  const { entries, balances } = statement
  if (entries.length === 0 && balances.length === 0) return <p class="govuk-body">{words.none}</p>
  const shown = entries.slice(0, SHOWN)
  return (
    <>
      <div class="santun-filter__buttons">
        <ButtonLink kind="secondary" href={`${LEDGER}/berkas.csv?${query}`}>
          {words.csv}
        </ButtonLink>
        <ButtonLink kind="secondary" href={`${LEDGER}/berkas.xlsx?${query}`}>
          {words.xlsx}
        </ButtonLink>
      </div>
      <Table
        caption={words.balances}
        rows={balances}
        keyOf={({ account }) => account}
        columns={[
          { heading: words.account, cell: ({ account }) => labels.account(account) },
          ...(['before', 'debits', 'credits', 'after'] as const).map((column) => ({
            heading: words[column],
            numeric: true,
            cell: (row: AccountBalance) => <Money amount={row[column]} />,
          })),
        ]}
      />
      <Table
        caption={words.entries}
        rows={shown}
        keyOf={({ id }) => id}
        columns={[
          { heading: words.booked, cell: ({ booked_on: day }) => formatDateId(day, 'short') },
          {
            heading: words.number,
            cell: ({ claim_number: number }) => <span class="santun-money">{number}</span>,
          },
          { heading: words.kind, cell: ({ kind }) => labels.entry(kind) },
          { heading: words.debit, cell: ({ debit }) => labels.account(debit) },
          { heading: words.credit, cell: ({ credit }) => labels.account(credit) },
          {
            heading: words.amount,
            numeric: true,
            cell: ({ amount }: StatementEntry) => <Money amount={amount} />,
          },
        ]}
      />
      {shown.length < entries.length && <p class="govuk-body">{fill(words.cut, { count: SHOWN })}</p>}
    </>
  )
}
